import { foldPath } from "../repository/fold-path.ts";
import { matchesAny } from "../repository/glob.ts";
import { steeringFile } from "../repository/steering-file.ts";

const testFolders = ["test", "tests", "__tests__", "__fixtures__", "__mocks__", "fixtures", "testdata"];

/** A test file by the runner's globs, or a helper or fixture in a folder that holds tests. */
export function isTestPath(path: string, testGlobs: readonly string[]): boolean {
  if (matchesAny(testGlobs, path) || path.startsWith("spec/")) return true;
  return path
    .split("/")
    .slice(0, -1)
    .some((folder) => testFolders.includes(folder));
}

/** Besides `.git` itself: what these say decides which files git sees. */
const gitFiles = /(^|\/)(\.git(\/|$)|\.git(attributes|modules|ignore)$)/;

/** The code of the rule that forbids every task to change this path, or `null`. Spelling is no disguise. */
export function forbiddenKind(path: string): string | null {
  return gitFiles.test(foldPath(path)) ? "git-dir" : (steeringFile(path)?.code ?? null);
}

/** Whether a task's list of files or a configured glob covers the path. A name without a wildcard covers a folder too. */
export function covers(globs: readonly string[], path: string): boolean {
  const plain = globs.map((glob) => glob.replace(/^\.\//, "").replace(/\/$/, ""));
  return (
    matchesAny(plain, path) ||
    matchesAny(
      plain.map((glob) => `${glob}/**`),
      path,
    )
  );
}
