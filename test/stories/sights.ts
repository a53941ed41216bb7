/** What people see of Pawl, read through the API as they would; and what only a tester looks at. */
import { decodeMarkers } from "../../src/issues/marker.ts";
import type { ScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import { runsOf } from "../../src/local/github/run-rows.ts";
import { fieldOf } from "../../src/local/stage/person.ts";
import type { Stage } from "../../src/local/stage/stage.ts";
import { waitFor } from "./wait-for.ts";

/** A comment as people see it: hidden markers left out. */
export type Said = { readonly id: number; readonly by: string; readonly text: string };

export type PullRequest = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
};

export type Run = { readonly event: string; readonly status: string; readonly conclusion: string | null };

/** What people see. */
export function sights(stage: Stage, claude: ScriptedClaude) {
  const alice = stage.person("alice");
  const read = new Set<number>();
  const output = () => outputOf(stage);
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
    /** Pawl's branches, by their full names. */
    branches: async () =>
      objects(await alice.get("/git/matching-refs/heads/pawl")).map((ref) => textOf(ref, "ref")),
    expectRun: (conclusion: string): Promise<true> =>
      waitFor(`a run that ended as ${conclusion}`, output, async () =>
        (await runs()).some((run) => run.conclusion === conclusion) ? true : undefined,
      ),
    /** Waits until no delivery and no run is under way, and what they asked of the App is done. */
    expectQuiet: () => expectQuiet(stage),
    /** Everything the steps of all runs have printed. */
    runLogs: () => runLogs(stage),
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

function outputOf(stage: Stage): string {
  return [...appLines(stage), "The runs said:", runLogs(stage).slice(-2_000)].join("\n");
}

function runLogs({ github }: Stage): string {
  return [...runsOf(github.world).values()].flatMap((run) => run.attempts.map(({ log }) => log)).join("");
}

/** What the App logged, without a line for each request it served. */
function appLines({ app }: Stage): readonly string[] {
  const lines = app.output().split("\n");
  return lines.filter((line) => !line.includes('"responseTime"')).slice(-20);
}

/** The App works on after it has answered a webhook; it is through when it asks nothing for some looks in a row. */
export async function expectQuiet(stage: Stage): Promise<void> {
  const { github } = stage;
  const looks = { seen: -1, same: 0 };
  await waitFor(
    "quiet",
    () => outputOf(stage),
    async () => {
      await github.settle();
      looks.same = looks.seen === github.requests.length ? looks.same + 1 : 0;
      looks.seen = github.requests.length;
      return looks.same >= 20 ? true : undefined;
    },
  );
}

function isWrite(method: string, fields: readonly string[]): boolean {
  if (fields.length > 0)
    return fields.some((field) => /^(create|add|update|remove|delete|close)/.test(field));
  return method !== "GET";
}

/** Plan records are data that people skip. */
function said(row: unknown): readonly Said[] {
  const body = textOf(row, "body");
  if (decodeMarkers(body).some(({ kind }) => kind.startsWith("plan-"))) return [];
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
