import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";

/** How a repository runs pytest. `python` is the interpreter; `readOnly` its folders outside the repository. */
export type PytestSetup = {
  readonly python: string;
  readonly readOnly: readonly string[];
  readonly flags: readonly string[];
  readonly testGlobs: readonly string[];
  readonly protectedFiles: readonly string[];
};

/** https://docs.pytest.org/en/stable/reference/customize.html: `python_files`, and the files that hold settings. */
const defaultGlobs = ["**/test_*.py", "**/*_test.py"];
const settings = ["pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg", "setup.py"];

export type Texts = (path: string) => string | null;

/** The set-up, or `null` when this repository does not use pytest. `files` are all its paths. */
export function detectPytest(
  files: readonly string[],
  text: Texts,
): Omit<PytestSetup, "python" | "readOnly"> | null {
  const configured =
    files.includes("pytest.ini") ||
    /\[tool\.pytest/.test(text("pyproject.toml") ?? "") ||
    /\[(tool:)?pytest\]/.test(`${text("tox.ini") ?? ""}\n${text("setup.cfg") ?? ""}`);
  const python = files.some((path) => settings.includes(path) || /^requirements[^/]*\.txt$/.test(path));
  const named = files.some((path) => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path));
  if (!configured && !named) return null;
  if (!configured && !python && !files.some((path) => path.endsWith(".py"))) return null;
  const globs = configuredGlobs(settings.map((path) => text(path) ?? "").join("\n"));
  const conftests = files.filter((path) => /(^|\/)conftest\.py$/.test(path));
  const locks = files.filter((path) =>
    /^(requirements[^/]*\.txt|poetry\.lock|uv\.lock|Pipfile(\.lock)?)$/.test(path),
  );
  return {
    flags: [],
    testGlobs: globs.length === 0 ? defaultGlobs : globs,
    protectedFiles: [...new Set([...settings, "conftest.py", ...conftests, ...locks])],
  };
}

/** `python_files` of any of the settings files, as globs. */
function configuredGlobs(text: string): readonly string[] {
  const value = /^python_files\s*=\s*(\[[^\]]*\]|.*(?:\n[ \t]+\S.*)*)/m.exec(text)?.[1] ?? "";
  const names = [...value.matchAll(/[^\s"',[\]]+/g)]
    .map(([name]) => name)
    .filter((name) => name.endsWith(".py"));
  return names.map((name) => (name.includes("/") ? name : `**/${name}`));
}

const Paths = z.array(z.string());

/**
 * The interpreter of a repository: its own virtual environment, else the first python3 of PATH; asked outside the
 * repository, so that nothing in it runs. Throws when there is none.
 */
export function findPython(directory: string): Pick<PytestSetup, "python" | "readOnly"> {
  const own = [".venv", "venv"].map((name) => join(directory, name, "bin", "python")).find(existsSync);
  if (own !== undefined) {
    const real = realpathSync(own);
    return { python: own, readOnly: outside(directory, [dirname(dirname(real))]) };
  }
  const script = "import json, sys; print(json.dumps([sys.executable, sys.prefix, sys.base_prefix]))";
  const env = { PATH: process.env.PATH ?? "", HOME: homedir() };
  const said = execFileSync("python3", ["-I", "-c", script], { cwd: "/", env, encoding: "utf8" });
  const [python = "python3", ...prefixes] = Paths.parse(JSON.parse(said));
  return { python: realpathSync(python), readOnly: outside(directory, prefixes) };
}

/** Folders the sandbox does not show by itself. */
function outside(directory: string, folders: readonly string[]): readonly string[] {
  const real = folders.filter(existsSync).map((folder) => realpathSync(folder));
  return [...new Set(real)].filter(
    (folder) => !/^\/(usr|opt)(\/|$)/.test(folder) && !folder.startsWith(`${directory}/`),
  );
}
