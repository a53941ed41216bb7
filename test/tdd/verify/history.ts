import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files of one commit: a text writes the file, `null` removes it. */
export type Step = { readonly subject: string; readonly files: Readonly<Record<string, string | null>> };

export type History = { readonly directory: string; readonly git: (...args: string[]) => string };

/** A real repository in a temporary folder whose commits are the steps; the first is tagged `base`. */
export function history(steps: readonly Step[]): History {
  const directory = mkdtempSync(join(tmpdir(), "pawl-history-"));
  const git = (...args: string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=Ada", "-c", "user.email=ada@example.test", "-c", "commit.gpgsign=false", ...args],
      {
        cwd: directory,
        encoding: "utf8",
        env: { PATH: process.env.PATH ?? "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
      },
    );
  git("init", "-q", "-b", "main");
  steps.forEach((step, at) => {
    commit({ directory, git }, step);
    if (at === 0) git("tag", "base");
  });
  return { directory, git };
}

export function commit({ directory, git }: History, { subject, files }: Step): void {
  for (const [path, text] of Object.entries(files)) {
    const full = join(directory, path);
    if (text === null) rmSync(full);
    else {
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  }
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", subject);
}
