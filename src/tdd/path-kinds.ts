import { matchesAny } from "../repository/glob.ts";

const testFolders = ["test", "tests", "__tests__", "__fixtures__", "__mocks__", "fixtures", "testdata"];

/** A test file by the runner's globs, or a helper or fixture in a folder that holds tests. */
export function isTestPath(path: string, testGlobs: readonly string[]): boolean {
  if (matchesAny(testGlobs, path) || path.startsWith("spec/")) return true;
  return path
    .split("/")
    .slice(0, -1)
    .some((folder) => testFolders.includes(folder));
}

const never: readonly (readonly [code: string, globs: readonly string[]])[] = [
  ["workflow", [".github/**", "**/.github/**"]],
  ["git-dir", ["**/.git", "**/.git/**", "**/.gitattributes", "**/.gitmodules", "**/.gitignore"]],
  [
    "agent-file",
    ["**/{AGENTS,CLAUDE,GEMINI}.md", "**/{.claude,.cursor,.codex}/**", "**/{.cursorrules,.mcp.json}"],
  ],
  ["codeowners", ["**/CODEOWNERS"]],
  [
    "manifest",
    ["**/{package.json,pyproject.toml,setup.py,setup.cfg,go.mod,Cargo.toml}", "**/requirements*.txt"],
  ],
  [
    "lockfile",
    [
      "**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}",
      "**/{poetry.lock,uv.lock,go.sum,Cargo.lock}",
    ],
  ],
  [
    "runner-config",
    [
      "**/{vitest,vite,jest,babel,playwright,ava}.config.*",
      "**/{.mocharc*,.npmrc,.nycrc*,tsconfig*.json,.taprc}",
      "**/{pytest.ini,tox.ini,conftest.py,nextest.toml,node.config.json}",
    ],
  ],
  ["hook", ["**/.husky/**", "**/{lefthook,.pre-commit-config}.y*ml", "**/.githooks/**"]],
  [
    "ci",
    ["**/Dockerfile*", "**/{.gitlab-ci.yml,.travis.yml,Jenkinsfile,azure-pipelines.yml}", ".circleci/**"],
  ],
];

/** The code of the rule that forbids every task to change this path, or `null`. Letter case is no disguise. */
export function forbiddenKind(path: string): string | null {
  const plain = path.normalize("NFC").toLowerCase();
  const rule = never.find(([, globs]) =>
    matchesAny(
      globs.map((glob) => glob.toLowerCase()),
      plain,
    ),
  );
  return rule?.[0] ?? null;
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
