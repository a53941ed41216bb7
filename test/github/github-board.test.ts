import { describe, expect, test } from "vitest";
import { Config } from "../../src/config/config.ts";
import { sha256 } from "../../src/github/board-plans.ts";
import { openGithubBoard } from "../../src/github/github-board.ts";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubPeople } from "../../src/github/github-people.ts";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import type { Issue } from "../../src/issues/issue.ts";
import { labelSet } from "../../src/issues/labels.ts";
import { encodeMarker } from "../../src/issues/marker.ts";
import { printRecord } from "../../src/issues/plan-record.ts";
import type { Written } from "../../src/issues/tracker.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { verdicts } from "../../src/queue/readiness.ts";
import { here, localWorld } from "./local-world.ts";

function writtenValue<Value>(written: Written<Value>): Value {
  if (written.kind !== "written") throw new Error(`not written: ${written.text}`);
  return written.value;
}

const task = (id: string, blockedBy: string[]) => ({
  id,
  title: id,
  module: "m",
  sprint: "S1",
  kind: "tdd" as const,
  goal: "g",
  criteria: [{ id: "AC1", layer: "other" as const, text: "WHEN x THE y SHALL z" }],
  layers: [],
  files: [],
  reuse: [],
  blockedBy,
  priority: 1,
  size: 1,
});

/** A spec by a person, with a plan record and two tasks of ours: t2 waits for t1. */
async function boardWorld() {
  const world = await localWorld();
  const config = Config.parse({ app: world.local.app.id });
  const tracker = openGithubTracker(world.app);
  await tracker.ensureLabels(labelSet(config.labels, []));
  const { data } = await world
    .as("ada")
    .rest.issues.create({ ...here, title: "Spec", body: "text", labels: ["spec"] });
  const spec = { number: data.number, id: data.node_id };
  const record = {
    version: 1 as const,
    spec: spec.number,
    specDigest: "d",
    commit: world.first,
    plan: {
      title: "Plan",
      modules: [{ id: "m", name: "M", scope: "", owns: [], provides: [] }],
      sprints: [{ id: "S1", goal: "g", deliverables: [] }],
      tasks: [task("t1", []), task("t2", ["t1"])],
    },
  };
  const { hash, comments } = printRecord(record, sha256);
  for (const body of comments) writtenValue(await tracker.createComment(spec.number, body));
  const create = async (id: string, labels: readonly string[] = ["task", "P1"]): Promise<Issue> => {
    const body = encodeMarker({ kind: "task", spec: spec.number, task: id, plan: hash });
    return writtenValue(await tracker.createIssue({ title: id, body, labels, parent: spec }));
  };
  const t1 = await create("t1");
  const t2 = await create("t2");
  writtenValue(await tracker.addEdges([{ blocked: t2, blocker: t1 }]));
  world.pass(60);
  const claims = openGithubClaims(world.action);
  const board = openGithubBoard(world.action, {
    config,
    tracker: openGithubTracker(world.action),
    people: openGithubPeople(world.action),
    claims,
    now: world.now,
  });
  const of = async (number: number) =>
    (await board.snapshot()).issues.find((issue) => issue.number === number);
  const label = async (login: string, issue: number, name = "ready") => {
    await world.as(login).rest.issues.addLabels({ ...here, issue_number: issue, labels: [name] });
    world.pass(5);
  };
  return { ...world, config, tracker, board, claims, spec, t1, t2, of, label };
}

describe("the board", () => {
  test("knows spec and tasks with plan, parents and blockers", async () => {
    const { board, spec, t1, t2 } = await boardWorld();
    const { issues } = await board.snapshot();
    expect(issues).toMatchObject([
      { number: spec.number, isTask: false, children: [t1.number, t2.number], planned: false },
      { number: t1.number, isTask: true, planned: true, hasCriteria: true, sprint: "S1", priority: 1 },
      { number: t2.number, parent: spec.number, blockedBy: [t1.number], unknownBlockers: 0 },
    ]);
  });

  test("sees a person's release of the spec, and the queue gives the first task", async () => {
    const { board, spec, t1, t2, label } = await boardWorld();
    await label("wren", spec.number);
    const snapshot = await board.snapshot();
    expect(snapshot.issues[0]?.release).toMatchObject({ by: "wren", hasWrite: true });
    const { ready, waiting } = verdicts(snapshot);
    expect(ready).toEqual([t1.number]);
    expect(waiting).toMatchObject([{ number: t2.number, code: "blocked-by", ref: t1.number }]);
  });

  test("sees that a release was given by somebody without write access", async () => {
    const { of, t1, label } = await boardWorld();
    await label("tri", t1.number);
    expect((await of(t1.number))?.release).toMatchObject({ by: "tri", hasWrite: false });
  });

  test("takes no release from a bot's label, nor from one that was there at creation", async () => {
    const { of, t1, as, tracker } = await boardWorld();
    await tracker.addLabels(t1.number, ["ready"]);
    const { data } = await as("wren").rest.issues.create({ ...here, title: "x", labels: ["task", "ready"] });
    expect((await of(t1.number))?.release).toBeNull();
    expect((await of(data.number))?.release).toBeNull();
  });

  test("sees a change of title after the release", async () => {
    const { of, t1, as, label } = await boardWorld();
    await label("wren", t1.number);
    await as("wren").rest.issues.update({ ...here, issue_number: t1.number, title: "other" });
    const issue = await of(t1.number);
    expect(Date.parse(issue?.changedAt ?? "")).toBeGreaterThan(Date.parse(issue?.release?.at ?? ""));
  });

  test("keeps an approved edge that a person without write access took away", async () => {
    const { of, t1, t2, as } = await boardWorld();
    const blocker = await as("ada").rest.issues.get({ ...here, issue_number: t1.number });
    const remove = (login: string) =>
      as(login).rest.issues.removeDependencyBlockedBy({
        ...here,
        issue_number: t2.number,
        issue_id: blocker.data.id,
      });
    await remove("tri");
    expect((await of(t2.number))?.blockedBy).toEqual([t1.number]);
    await as("ada").rest.issues.addBlockedByDependency({
      ...here,
      issue_number: t2.number,
      issue_id: blocker.data.id,
    });
    await remove("wren");
    expect((await of(t2.number))?.blockedBy).toEqual([]);
  });

  test("fetches a closed blocker, and a hand-made task with its criteria", async () => {
    const { board, t1, t2, as, tracker } = await boardWorld();
    await tracker.close(t1.number, "completed");
    const body = "Fix it.\n\n## Acceptance criteria\n\n- It works";
    const { data } = await as("wren").rest.issues.create({ ...here, title: "mine", body });
    await as("wren").rest.issues.addLabels({ ...here, issue_number: data.number, labels: ["task"] });
    const { issues } = await board.snapshot();
    expect(issues.find((issue) => issue.number === t1.number)).toMatchObject({ stateReason: "completed" });
    expect(issues.find((issue) => issue.number === t2.number)).toMatchObject({ blockedBy: [t1.number] });
    expect(issues.find((issue) => issue.number === data.number)).toMatchObject({
      isTask: true,
      hasCriteria: true,
      planned: false,
    });
  });

  test("does not believe a marker that a person wrote", async () => {
    const { of, spec, t1, as } = await boardWorld();
    const { data: real } = await as("ada").rest.issues.get({ ...here, issue_number: t1.number });
    const forged = { title: "forged", body: real.body ?? "", labels: ["spec"] };
    const { data } = await as("tri").rest.issues.create({ ...here, ...forged });
    await as("tri").rest.issues.addLabels({ ...here, issue_number: data.number, labels: ["spec"] });
    expect(await of(data.number)).toMatchObject({ isTask: false, planned: false, sprint: null });
    expect((await of(spec.number))?.isTask).toBe(false);
  });

  test("shows claims with their life, tries and budget, and the open pull request", async () => {
    const { of, t1, claims, first, action, git } = await boardWorld();
    const state = { ...firstClaim(t1.number, { runId: 77, runAttempt: 1 }, first), tries: 2, spentUsd: 5 };
    await claims.move(null, state);
    const name = `refs/heads/pawl/issue-${t1.number}`;
    const { tree } = (await git.commit(first)) ?? { tree: "" };
    const { octokit } = action;
    const commit = await octokit.rest.git.createCommit({
      ...here,
      message: "feat: x",
      tree,
      parents: [first],
    });
    await octokit.rest.git.createRef({ ...here, ref: name, sha: commit.data.sha });
    const head = `pawl/issue-${t1.number}`;
    const pull = await octokit.rest.pulls.create({ ...here, title: "x", head, base: "main" });
    expect(await of(t1.number)).toMatchObject({
      claim: { runId: 77, runAttempt: 1, fence: 1, alive: true },
      tries: 2,
      budgetLeft: false,
      openPullRequest: pull.data.number,
    });
  });
});
