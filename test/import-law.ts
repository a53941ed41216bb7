/** The import law of ARCHITECTURE.md as data: which folder of src may import which, and which packages. Default deny. */
type Allowed = { readonly folders: readonly string[]; readonly packages: readonly string[] };

const products = [
  "config",
  "budget",
  "repository",
  "issues",
  "spec",
  "plan",
  "queue",
  "tdd",
  "delivery",
  "commands",
];

const folder = (folders: readonly string[], ...packages: string[]): Allowed => ({ folders, packages });

export const importLaw: Readonly<Record<string, Allowed>> = {
  config: folder(["config"], "zod", "yaml"),
  budget: folder(["budget", "config"], "zod", "yaml"),
  repository: folder(["repository", "config"], "zod"),
  issues: folder(["issues", "repository"], "zod", "mdast-util-from-markdown", "mdast"),
  spec: folder(["spec", "issues", "repository", "budget", "config"], "zod"),
  plan: folder(["plan", "spec", "issues", "repository", "budget", "config"], "zod"),
  queue: folder(["queue", "issues", "repository", "budget", "config"], "zod"),
  tdd: folder(
    ["tdd", "issues", "repository", "budget", "config"],
    "zod",
    "@babel/parser",
    "@babel/types",
    "@lezer/common",
    "@lezer/python",
    "@lezer/go",
    "@lezer/rust",
  ),
  delivery: folder(["delivery", "tdd", "issues", "repository", "budget", "config"], "zod"),
  commands: folder(products, "zod"),
  github: folder(
    ["github", ...products],
    "zod",
    "execa",
    "node:",
    "@octokit/rest",
    "@octokit/auth-app",
    "@octokit/plugin-retry",
    "@octokit/plugin-throttling",
    "@octokit/core",
  ),
  claude: folder(["claude", ...products], "zod", "execa", "node:", "@anthropic-ai/sdk"),
  workspace: folder(["workspace", ...products], "zod", "execa", "node:"),
  local: folder(
    ["local"],
    "node:",
    "hono",
    "@hono/node-server",
    "graphql",
    "yaml",
    "@octokit/openapi-types",
    "@octokit/openapi-webhooks-types",
    "@anthropic-ai/sdk",
  ),
  "app.ts": folder(["*"], "*"),
  "action.ts": folder(["*"], "*"),
  "cli.ts": folder(["cli"], "*"),
  cli: folder(["*"], "zod", "node:"),
  app: folder(["*"], "zod", "node:"),
  action: folder(["*"], "zod", "node:"),
  // What both hosts that answer people are wired with.
  desk: folder(["*"], "zod", "node:"),
};

/** Packages that only `import type` may name, by folder. */
export const typesOnly: Readonly<Record<string, readonly string[]>> = {
  local: ["@octokit/openapi-types", "@octokit/openapi-webhooks-types", "@anthropic-ai/sdk"],
};

export const hosts = ["app.ts", "action.ts", "cli.ts"];
