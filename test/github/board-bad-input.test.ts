/** What people and clocks do to the queue that nobody planned: a stable reason, no crash, no double work. */
import { describe, expect, test } from "vitest";
import { begin } from "../../src/commands/begin.ts";
import { Config, defaultConfig } from "../../src/config/config.ts";
import { queueIssueOf } from "../../src/github/board-issue.ts";
import { BoardNode } from "../../src/github/board-node.ts";
import { openGithubBoard } from "../../src/github/github-board.ts";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubPeople } from "../../src/github/github-people.ts";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import { linkedIssueOf } from "../../src/github/issue-node.ts";
import { githubEvent } from "../../src/github/payloads.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { verdicts } from "../../src/queue/readiness.ts";
import { here, localWorld } from "./local-world.ts";

const body = "Wanted.\n\n## Acceptance criteria\n\n- it works\n";

/** One released task by hand, and how it is judged. `skew`: by how many hours this machine's clock is off. */
async function releasedTask(skew = 0) {
  const world = await localWorld();
  const ada = world.as("ada").rest.issues;
  const board = openGithubBoard(world.action, {
    config: Config.parse({ app: world.local.app.id }),
    tracker: openGithubTracker(world.action),
    people: openGithubPeople(world.action),
    claims: openGithubClaims(world.action),
    now: () => world.now() + skew * 3_600_000,
  });
  const { number } = (await ada.create({ ...here, title: "one", body })).data;
  for (const name of ["task", "ready"]) {
    world.pass(5);
    await ada.addLabels({ ...here, issue_number: number, labels: [name] });
  }
  const judged = async () => {
    const { ready, waiting } = verdicts(await board.snapshot({ kind: "released", also: [number] }));
    return ready.includes(number) ? "ready" : waiting.find((one) => one.number === number)?.code;
  };
  return { ...world, ada, number, judged };
}

/** The task as GraphQL tells of it, with other links. */
async function withLinks(links: { readonly blocker?: string; readonly parent?: string }) {
  const home = { id: "R_home" };
  const ada = { __typename: "User", login: "ada", databaseId: 1 };
  const end = { title: "far", body: "", state: "OPEN", stateReason: null, createdAt: "2026-11-01T00:00:00Z" };
  const node = BoardNode.parse({
    ...{
      ...end,
      id: "I_2",
      number: 2,
      title: "one",
      body,
      author: ada,
      repository: home,
      lastEditedAt: null,
    },
    labels: { nodes: [{ name: "task" }, { name: "ready" }] },
    parent: links.parent === undefined ? null : { id: "I_9", number: 9, repository: { id: links.parent } },
    blockedBy: {
      nodes:
        links.blocker === undefined
          ? []
          : [{ ...end, id: "I_7", number: 7, author: ada, repository: { id: links.blocker } }],
    },
    issueDependenciesSummary: { totalBlockedBy: links.blocker === undefined ? 0 : 1 },
    subIssuesSummary: { total: 0 },
    subIssues: { nodes: [] },
    timelineItems: {
      pageInfo: { hasPreviousPage: false, startCursor: null },
      nodes: ["task", "ready"].map((name) => ({
        __typename: "LabeledEvent",
        ...{ createdAt: "2026-11-02T00:00:00Z", actor: ada, label: { name } },
      })),
    },
  });
  const issue = await linkedIssueOf(node, { learn: () => {}, idOf: async () => null });
  const facts = {
    ...{
      nodes: new Map([[2, node]]),
      ends: new Map(),
      planned: new Map(),
      claims: new Map(),
      pulls: new Map(),
    },
    ...{ writers: new Set(["ada"]), ownSlug: null, labels: defaultConfig.labels, budgetUsd: 5 },
  };
  const snapshot = { now: "2026-11-20T12:00:00Z", issues: [queueIssueOf(node, issue, facts)] };
  return verdicts(snapshot).waiting.find(({ number }) => number === 2)?.code ?? "ready";
}

describe("a task whose links lead out of the repository", () => {
  test("is ready without such links", async () => {
    expect(await withLinks({})).toBe("ready");
  });

  test("waits when its blocker was transferred to another repository, whatever stands there", async () => {
    expect(await withLinks({ blocker: "R_elsewhere" })).toBe("unknown-blocker");
  });

  test("waits when its parent is of another repository", async () => {
    expect(await withLinks({ parent: "R_elsewhere" })).toBe("unknown-blocker");
  });

  test("a transfer is heard of, whoever made it", () => {
    const issue = { number: 4, labels: [] };
    const sender = { login: "mover[bot]", id: 8, type: "Bot" };
    expect(githubEvent("issues", { action: "transferred", issue, sender })).toMatchObject({
      kind: "changed",
      issue: 4,
    });
  });
});

describe("clock skew", () => {
  test.each([-48, 48])("of %i hours on this machine changes no verdict", async (hours) => {
    const { judged, ada, number, pass } = await releasedTask(hours);
    expect(await judged()).toBe("ready");
    pass(5);
    await ada.update({ ...here, issue_number: number, body: `${body}\nMore.\n` });
    expect(await judged()).toBe("changed-after-release");
  });
});

describe("labels that people rename", () => {
  test("release nothing under their new name, and everything again under the old one", async () => {
    const { judged, ada } = await releasedTask();
    await ada.updateLabel({ ...here, name: "ready", new_name: "go" });
    expect(await judged()).toBe("not-released");
    await ada.updateLabel({ ...here, name: "go", new_name: "ready" });
    expect(await judged()).toBe("ready");
  });

  test("leave an issue alone that is no task without them: neither ready nor waiting", async () => {
    const { judged, ada } = await releasedTask();
    await ada.updateLabel({ ...here, name: "task", new_name: "to do" });
    expect(await judged()).toBeUndefined();
  });
});

test("a locked issue is worked on, and that it could not be told is logged", async () => {
  const { judged, ada, number, action, first } = await releasedTask();
  await ada.lock({ ...here, issue_number: number });
  expect(await judged()).toBe("ready");
  const lines: string[] = [];
  const ports = { tracker: openGithubTracker(action), log: (line: string) => void lines.push(line) };
  const claim = firstClaim(number, { runId: 7, runAttempt: 1 }, first);
  const run = { url: "https://github.test/o/r/actions/runs/7", home: "https://github.test/o/r" };
  await begin(ports, { claim, releasedBy: "ada", run, config: defaultConfig, trust: { app: null } });
  expect(lines).toEqual([expect.stringContaining("issue is locked")]);
  const { data } = await ada.get({ ...here, issue_number: number });
  expect(data.labels.map((label) => (typeof label === "string" ? label : label.name))).toContain(
    "in-progress",
  );
});
