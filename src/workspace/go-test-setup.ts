import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** The Go toolchain and module store of this machine. */
export type GoTools = {
  readonly go: string;
  readonly readOnly: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

export const goTestGlobs = ["**/*_test.go"];

/** What must equal the base before a run: the module, its sums, and workspaces. */
export function goProtectedFiles(files: readonly string[]): readonly string[] {
  const named = files.filter((path) =>
    /(^|\/)(go\.(mod|sum|work|work\.sum)|vendor\/modules\.txt)$/.test(path),
  );
  return [...new Set(["go.mod", "go.sum", "go.work", "go.work.sum", ...named])];
}

const Env = z.object({ GOROOT: z.string(), GOMODCACHE: z.string(), GOVERSION: z.string() });

/**
 * Asks the first `go` of PATH, outside any repository, so that no `toolchain` line makes it load another Go. Throws
 * when there is none.
 */
export function findGo(): GoTools {
  const env = { PATH: process.env.PATH ?? "", HOME: homedir(), GOTOOLCHAIN: "local", GOENV: "off" };
  const said = execFileSync("go", ["env", "-json", "GOROOT", "GOMODCACHE", "GOVERSION"], {
    cwd: "/",
    env,
    encoding: "utf8",
  });
  const { GOROOT, GOMODCACHE } = Env.parse(JSON.parse(said));
  return {
    go: join(GOROOT, "bin", "go"),
    readOnly: [GOROOT, GOMODCACHE].filter((folder) => existsSync(folder)),
    env: {
      GOROOT,
      GOMODCACHE,
      GOTOOLCHAIN: "local",
      GOENV: "off",
      GOPROXY: "off",
      GOFLAGS: "-buildvcs=false",
      PATH: `${join(GOROOT, "bin")}:/usr/local/bin:/usr/bin:/bin`,
    },
  };
}
