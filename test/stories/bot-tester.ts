/**
 * The whole bot on one machine, spoken to as people speak to it: comments, labels and merges through the API of the
 * local GitHub, answers read back the same way. Everything waits for an outcome, never for a time. GitHub's clock goes on
 * by one second with every act of a person, because "the same second" counts as after a release.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeMarkers } from "../../src/issues/marker.ts";
import type { Scenario } from "../../src/local/claude/script.ts";
import { type ScriptedClaude, startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import { sampleScenario } from "../../src/local/demo/scenario.ts";
import { bareFromFolder } from "../../src/local/stage/bare-repository.ts";
import { fieldOf, personAt } from "../../src/local/stage/person.ts";
import { openStage, type Stage } from "../../src/local/stage/stage.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { waitFor } from "./wait-for.ts";

const home = join(import.meta.dirname, "../..");

/** Where the demo's small library stands; stories work on copies of it. */
export const library = join(home, "src/local/sample/library");

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
};

/** A comment as people see it: hidden markers left out. */
export type Said = { readonly id: number; readonly by: string; readonly text: string };

export type PullRequest = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
};

export type Run = { readonly event: string; readonly status: string; readonly conclusion: string | null };

export type Bot = Awaited<ReturnType<typeof openBot>>;

/** Alice maintains, bob writes, tri triages, rea reads, mallory has nothing, and a1ice only looks like somebody. */
export async function openBot(options: BotOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "pawl-story-"));
  const claude = await startScriptedClaude({ scenario: options.scenario ?? sampleScenario });
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
    merge: (pull: number) => person("alice").merge(pull),
    /** A task as a person writes one by hand, released. */
    releaseHandMadeTask: async (title: string, criterion: string) => {
      const body = `Wanted soon.\n\n## Acceptance criteria\n\n- ${criterion}\n`;
      const issue = await person("alice").openIssue(title, body, ["task"]);
      await person("alice").label(issue, "ready");
      return issue;
    },
  };
}

/** What people see. */
function sights(stage: Stage, claude: ScriptedClaude) {
  const alice = stage.person("alice");
  const read = new Set<number>();
  const output = () => stage.app.output();
  const comments = async (issue: number): Promise<readonly Said[]> =>
    objects(await alice.get(`/issues/${issue}/comments?per_page=100`)).flatMap(said);
  const reactions = async (comment: number): Promise<readonly string[]> =>
    objects(await alice.get(`/issues/comments/${comment}/reactions`)).map(
      (row) => `${textOf(fieldOf(row, "user"), "login")} ${textOf(row, "content")}`,
    );
  const runs = async (): Promise<readonly Run[]> =>
    objects(fieldOf(await alice.get("/actions/runs?per_page=100"), "workflow_runs")).map(runOf);
  return {
    comments,
    reactions,
    runs,
    /** The next comment of Pawl's that was not expected before. */
    expectNextComment: async (issue: number): Promise<string> => {
      const next = await waitFor(`a comment of Pawl's on #${issue}`, output, async () =>
        (await comments(issue)).find(({ id, by }) => by.endsWith("[bot]") && !read.has(id)),
      );
      read.add(next.id);
      return next.text;
    },
    /** How Pawl ended a command: `rocket` or `confused`. */
    expectEnd: (comment: number): Promise<string> =>
      waitFor(`an end of command ${comment}`, output, async () =>
        (await reactions(comment))
          .map((one) => /^pawl\[bot\] (rocket|confused)$/.exec(one)?.[1])
          .find(Boolean),
      ),
    expectPullRequest: (issue: number): Promise<PullRequest> =>
      waitFor(`a pull request for #${issue}`, output, async () => {
        const found = await alice.get(`/pulls?state=open&head=acme:pawl/issue-${issue}`);
        return objects(found).map(pullOf)[0];
      }),
    /** Waits until a comment of Pawl's on the issue says so, and answers its text. */
    expectText: (issue: number, pattern: RegExp): Promise<string> =>
      waitFor(
        `${pattern} on #${issue}`,
        output,
        async () =>
          (await comments(issue)).find(({ by, text }) => by.endsWith("[bot]") && pattern.test(text))?.text,
      ),
    expectLabel: (issue: number, name: string): Promise<true> =>
      waitFor(`label ${name} on #${issue}`, output, async () =>
        (await labelsOf(await alice.get(`/issues/${issue}`))).includes(name) ? true : undefined,
      ),
    labels: async (issue: number) => labelsOf(await alice.get(`/issues/${issue}`)),
    get: (path: string) => alice.get(path),
    /** Requests that reached the scripted Claude. */
    modelCalls: () => claude.requests.length,
    /** Everything the App has written since request number `since`, reads and tokens left out. */
    appWrites: (since = 0) =>
      stage.github.requests
        .slice(since)
        .filter(({ token, method, fields }) => token === "installation" && isWrite(method, fields))
        .map(({ operation, fields }) => (fields.length > 0 ? fields.join(" ") : operation)),
  };
}

function isWrite(method: string, fields: readonly string[]): boolean {
  if (fields.length > 0)
    return fields.some((field) => /^(create|add|update|remove|delete|close)/.test(field));
  return method !== "GET";
}

/** Plan records are data that people skip. */
function said(row: unknown): readonly Said[] {
  const body = textOf(row, "body");
  if (decodeMarkers(body).some(({ kind }) => kind === "plan-record")) return [];
  const text = body.replace(/<!--[\s\S]*?-->/g, "").trim();
  return [{ id: Number(fieldOf(row, "id")), by: textOf(fieldOf(row, "user"), "login"), text }];
}

function runOf(row: unknown): Run {
  const conclusion = fieldOf(row, "conclusion");
  return {
    event: textOf(row, "event"),
    status: textOf(row, "status"),
    conclusion: typeof conclusion === "string" ? conclusion : null,
  };
}

function pullOf(row: unknown): PullRequest {
  return {
    number: Number(fieldOf(row, "number")),
    title: textOf(row, "title"),
    body: textOf(row, "body"),
    draft: fieldOf(row, "draft") === true,
  };
}

function labelsOf(issue: unknown): readonly string[] {
  return objects(fieldOf(issue, "labels")).map((label) => textOf(label, "name"));
}

function objects(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(row: unknown, name: string): string {
  const value = fieldOf(row, name);
  return typeof value === "string" ? value : "";
}
