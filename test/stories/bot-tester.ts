/**
 * The whole bot on one machine, spoken to as people speak to it: comments, labels and merges through the API of the
 * local GitHub, answers read back the same way. Everything waits for an outcome, never for a time. GitHub's clock goes on
 * by one second with every act of a person, because "the same second" counts as after a release.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scenario } from "../../src/local/claude/script.ts";
import { startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import { workingWith } from "../../src/local/demo/scenario.ts";
import { listProducts } from "../../src/local/sample/catalog-edits.ts";
import { sampleEdits } from "../../src/local/sample/edits.ts";
import { bareFromFolder } from "../../src/local/stage/bare-repository.ts";
import { personAt } from "../../src/local/stage/person.ts";
import { openStage, type Stage } from "../../src/local/stage/stage.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { expectQuiet, sights } from "./sights.ts";

const home = join(import.meta.dirname, "../..");

/** Where the demo's small library stands; stories work on copies of it. */
export const library = join(home, "src/local/sample/library");

/** Knows the sample's tasks, and for a task written by hand to list the products in order. */
const engineer = workingWith((task) =>
  task.startsWith("issue-") ? listProducts.slice(0, 1) : (sampleEdits[task] ?? []),
);

export type BotOptions = {
  readonly scenario?: Scenario;
  /** What App and Action are given as the model API's key; the scripted Claude's own unless given. */
  readonly apiKey?: string;
  /** The model API's address; the scripted Claude's own unless given. */
  readonly claudeUrl?: string;
  /** Folder of the files the repository starts with. */
  readonly files?: string;
  /** More lines of `.github/pawl.yml`. */
  readonly config?: string;
  /** What the user changed in the workflow file. */
  readonly workflow?: (text: string) => string;
};

export type Bot = Awaited<ReturnType<typeof openBot>>;

/** Alice maintains, bob writes, tri triages, rea reads, mallory has nothing, and a1ice only looks like somebody. */
export async function openBot(options: BotOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "pawl-story-"));
  const claude = await startScriptedClaude({ scenario: options.scenario ?? engineer });
  const clock = { ahead: 0 };
  const stage = await openStage({
    home,
    appEntry: join(home, "src/app.ts"),
    bare: await bareFromFolder(options.files ?? library, folder, "larder"),
    branch: "main",
    repository: { owner: "acme", name: "larder" },
    claude: { url: options.claudeUrl ?? claude.url, apiKey: options.apiKey ?? claude.apiKey },
    maintainer: "alice",
    others: { bob: "write", tri: "triage", rea: "read", mallory: "none", a1ice: "read" },
    sandbox: (await sandboxAvailability()).kind === "available",
    clock: () => Date.now() + clock.ahead,
    ...(options.config === undefined ? {} : { config: options.config }),
    // One process per run is what a story needs; the five jobs have tests of their own.
    workflowFile: join(import.meta.dirname, "one-job.yml"),
    ...(options.workflow === undefined ? {} : { workflow: options.workflow }),
  });
  const close = async () => {
    await stage.close();
    await claude.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...acts(stage, clock), ...sights(stage, claude), github: stage.github, claude, stage, close };
}

type Clock = { ahead: number };

/** What people do. */
function acts(stage: Stage, clock: Clock) {
  const person = (login: string) => {
    clock.ahead += 1_000;
    return stage.person(login);
  };
  return {
    openIssue: (title: string, body: string, labels: readonly string[] = [], by = "alice") =>
      person(by).openIssue(title, body, labels),
    comment: (issue: number, text: string, by = "alice") => person(by).comment(issue, text),
    editComment: (comment: number, text: string, by = "alice") => person(by).editComment(comment, text),
    /** A comment by another workflow of the repository. */
    commentAsWorkflow: (issue: number, text: string) =>
      personAt(
        stage.github.url,
        "acme/larder",
        "github-actions[bot]",
        stage.github.workflowToken({ issues: "write" }),
      ).comment(issue, text),
    label: (issue: number, name: string, by = "alice") => person(by).label(issue, name),
    runWorkflow: () => person("alice").runWorkflow("pawl.yml"),
    merge: (pull: number) => person("alice").merge(pull),
    /** A task as a person writes one by hand, released. */
    releaseHandMadeTask: async () => {
      const body =
        "Wanted soon.\n\n## Acceptance criteria\n\n- products are listed in the order of their id\n";
      const issue = await person("alice").openIssue("List products", body, ["task"]);
      // Opening it is an event of its own; a person who reads before releasing leaves time for it.
      await expectQuiet(stage);
      await person("alice").label(issue, "ready");
      return issue;
    },
  };
}
