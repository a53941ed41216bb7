/**
 * The README's workflow on the local GitHub: the snippet as it stands there, the workflows it calls, and each job's Pawl
 * steps as processes with exactly the environment and token that the YAML grants. What else a hosted machine does is a
 * table: `prepare` has nothing to install here, and `pawl-setup` is given by the test.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scenario } from "../../src/local/claude/script.ts";
import { startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import { workingWith } from "../../src/local/demo/scenario.ts";
import { runsOf } from "../../src/local/github/run-rows.ts";
import { runner } from "../../src/local/github/runner.ts";
import type { Sight } from "../../src/local/github/runner-step.ts";
import { startGithub } from "../../src/local/github/server.ts";
import { listProducts } from "../../src/local/sample/catalog-edits.ts";
import type { Behaviour } from "../../src/local/sample/edit.ts";
import { addFile, bareFromFolder } from "../../src/local/stage/bare-repository.ts";
import { personAt } from "../../src/local/stage/person.ts";

const home = join(import.meta.dirname, "../..");
const library = join(home, "src/local/sample/library");

/** The first workflow of the README, word for word. */
export async function snippet(): Promise<string> {
  const readme = await readFile(join(home, "README.md"), "utf8");
  const found = /```yaml\n(name: Pawl\n[\s\S]*?)```/.exec(readme)?.[1];
  if (found === undefined) throw new Error("README.md shows no workflow");
  return found;
}

export type WorldOptions = {
  readonly scenario?: Scenario;
  readonly behaviours?: readonly Behaviour[];
  /** More files of the repository. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the repository's own `./.github/actions/pawl-setup` does, as a shell script. */
  readonly setup?: string;
  /** Tampers between two steps: stands for what a hostile machine could do to artifacts. */
  readonly prepare?: string;
  readonly config?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What the user changed in the workflow file. */
  readonly workflow?: (text: string) => string;
};

const same = (text: string) => text;

export async function workflowWorld(options: WorldOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "pawl-workflow-"));
  const behaviours = options.behaviours ?? listProducts;
  const claude = await startScriptedClaude({ scenario: options.scenario ?? workingWith(() => behaviours) });
  const bare = await bareFromFolder(library, folder, "larder");
  const sights: Sight[] = [];
  const actions = [
    { uses: /^pawl-dev\/pawl@/, folder: home },
    { uses: /^\$\/\.github\/actions\/prepare$/, script: options.prepare ?? "true" },
    { uses: /^\.\/\.github\/actions\/pawl-setup$/, script: options.setup ?? "true" },
  ];
  const secrets = { ANTHROPIC_API_KEY: claude.apiKey };
  const see = (sight: Sight) => void sights.push(sight);
  const github = await startGithub({
    owner: "acme",
    name: "larder",
    users: { alice: "admin", rea: "read" },
    repository: bare,
    defaultBranch: "main",
    rateLimit: 1_000_000,
    resources: [runner({ actions, secrets, variables: options.variables ?? {}, see })],
  });
  const config = `model: { baseUrl: "${claude.url}" }\n${options.config ?? ""}`;
  await addFile(bare, "main", ".github/pawl.yml", config);
  await addFile(bare, "main", ".github/workflows/pawl.yml", (options.workflow ?? same)(await snippet()));
  for (const [path, text] of Object.entries(options.files ?? {})) await addFile(bare, "main", path, text);
  const alice = personAt(github.url, "acme/larder", "alice", github.tokenOf("alice"));
  const runs = () => [...runsOf(github.world).values()].map((run) => run.attempts.at(-1));
  return {
    github,
    claude,
    alice,
    /** Somebody without write access. */
    stranger: personAt(github.url, "acme/larder", "rea", github.tokenOf("rea")),
    bare,
    sights,
    /** Tasks as a person writes them by hand, released; answers the first one's number when every run has ended. */
    release: async (tasks = 1) => {
      const criteria = behaviours.map(({ text }) => `- ${text}\n`).join("");
      const body = `Wanted soon.\n\n## Acceptance criteria\n\n${criteria}`;
      const issues: number[] = [];
      for (let task = 0; task < tasks; task++)
        issues.push(await alice.openIssue("List products", body, ["task"]));
      // The same second counts as changed after the release.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      for (const issue of issues) await alice.label(issue, "ready");
      await github.settle();
      return issues[0] ?? 0;
    },
    log: () =>
      runs()
        .map((run) => run?.log ?? "")
        .join("\n"),
    conclusions: () => runs().map((run) => run?.conclusion ?? null),
    close: async () => {
      await github.close();
      await claude.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
