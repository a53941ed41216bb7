import { describe, expect, test } from "vitest";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import type { Issue } from "../../src/issues/issue.ts";
import type { NewIssue, Written } from "../../src/issues/tracker.ts";
import { here, localWorld } from "./local-world.ts";

async function trackerWorld() {
  const world = await localWorld();
  const tracker = openGithubTracker(world.app);
  await tracker.ensureLabels([{ name: "task", color: "0e8a16", description: "One pull request" }]);
  const create = async (parts: Partial<NewIssue> = {}) =>
    issueOf(await tracker.createIssue({ title: "A", body: "b", labels: ["task"], parent: null, ...parts }));
  return { ...world, tracker, create };
}

function issueOf(written: Written<Issue>): Issue {
  if (written.kind !== "written") throw new Error(`not written: ${written.text}`);
  return written.value;
}

describe("an issue that the App creates", () => {
  test("stands under its parent with its labels after one request", async () => {
    const { tracker, create, local } = await trackerWorld();
    const spec = await create();
    const before = local.requests.length;
    const task = await create({ title: "B", parent: spec });
    expect(local.requests.length - before).toBe(1);
    expect(await tracker.descendants(spec.number)).toMatchObject([
      { number: task.number, id: task.id, title: "B", labels: ["task"], parent: spec.number },
    ]);
  });

  test("is known as the App's whichever way it is read", async () => {
    const { tracker, create, local, action } = await trackerWorld();
    const spec = await create();
    await create({ parent: spec });
    const author = { login: `${local.app.slug}[bot]`, kind: "bot", app: local.app.id };
    expect(spec.author).toMatchObject(author);
    expect((await tracker.issue(spec.number))?.author).toMatchObject(author);
    const seenByWorkflow = await openGithubTracker(action).descendants(spec.number);
    expect(seenByWorkflow[0]?.author).toMatchObject(author);
  });

  test("is rejected when its label does not exist, and nothing is created", async () => {
    const { tracker, create } = await trackerWorld();
    const spec = await create();
    const answer = tracker.createIssue({ title: "x", body: "", labels: ["none"], parent: spec });
    await expect(answer).resolves.toMatchObject({ kind: "rejected", text: expect.stringContaining("none") });
    expect(await tracker.descendants(spec.number)).toEqual([]);
  });

  test("may exist although the answer was lost, and is sent once only", async () => {
    const { tracker, create, local } = await trackerWorld();
    const spec = await create();
    local.faults.after = ({ operation }) =>
      operation === "graphql/createIssue" ? { kind: "drop" } : undefined;
    const answer = await tracker.createIssue({ title: "B", body: "", labels: [], parent: spec });
    local.faults.after = null;
    expect(answer.kind).toBe("unknown");
    expect(await tracker.descendants(spec.number)).toHaveLength(1);
  });
});

describe("edges", () => {
  test("are added ten to a request and read back with closed blockers", async () => {
    const { tracker, create, local } = await trackerWorld();
    const spec = await create();
    const tasks: Issue[] = [];
    for (let n = 0; n < 12; n++) tasks.push(await create({ title: `T${n}`, parent: spec }));
    const [first, ...rest] = tasks;
    if (first === undefined) throw new Error("no task");
    const before = local.requests.length;
    const edges = rest.map((blocked) => ({ blocked, blocker: first }));
    expect(await tracker.addEdges(edges)).toEqual({ kind: "written", value: null });
    expect(local.requests.length - before).toBe(2);
    await tracker.close(first.number, "completed");
    const read = await tracker.descendants(spec.number);
    expect(read.filter((issue) => issue.blockedBy.includes(first.number))).toHaveLength(11);
    expect(read[0]).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  test("that stand already are left alone", async () => {
    const { tracker, create } = await trackerWorld();
    const [a, b, c] = [await create(), await create(), await create()];
    await tracker.addEdges([{ blocked: b, blocker: a }]);
    const again = await tracker.addEdges([
      { blocked: b, blocker: a },
      { blocked: c, blocker: a },
    ]);
    expect(again.kind).toBe("written");
  });

  test("to an issue that is not there are rejected", async () => {
    const { tracker, create } = await trackerWorld();
    const a = await create();
    const answer = await tracker.addEdges([{ blocked: a, blocker: { number: 9, id: "I_none" } }]);
    expect(answer.kind).toBe("rejected");
  });
});

test("descendants are read level by level, in the order of creation", async () => {
  const { tracker, create } = await trackerWorld();
  const spec = await create();
  const sprint = await create({ title: "S1", parent: spec });
  const t1 = await create({ title: "t1", parent: sprint });
  const other = await create({ title: "S2", parent: spec });
  const t2 = await create({ title: "t2", parent: other });
  const numbers = (await tracker.descendants(spec.number)).map((issue) => issue.number);
  expect(numbers).toEqual([sprint.number, t1.number, other.number, t2.number]);
});

test("labels that are missing are created in one request, and people's are left as they are", async () => {
  const { tracker, as, local } = await trackerWorld();
  await as("ada").rest.issues.createLabel({ ...here, name: "Blocked", color: "123456" });
  const before = local.requests.length;
  await openGithubTracker((await localWorld()).app).ensureLabels([]);
  await tracker.ensureLabels([
    { name: "blocked", color: "ffffff", description: "x" },
    { name: "P0", color: "ffffff", description: "x" },
    { name: "P1", color: "ffffff", description: "x" },
  ]);
  expect(local.requests.length - before).toBeLessThanOrEqual(2);
  const { data } = await as("ada").rest.issues.listLabelsForRepo(here);
  expect(data.map((label) => label.name)).toEqual(expect.arrayContaining(["Blocked", "P0", "P1"]));
  expect(data.find((label) => label.name === "Blocked")?.color).toBe("123456");
});

describe("comments", () => {
  test("are listed oldest first with who wrote them, and an edit shows", async () => {
    const { tracker, create, as, local, pass } = await trackerWorld();
    const { number } = await create();
    const { data: first } = await as("wren").rest.issues.createComment({
      ...here,
      issue_number: number,
      body: "/plan",
    });
    await tracker.createComment(number, "ours");
    pass(5);
    await as("wren").rest.issues.updateComment({ ...here, comment_id: first.id, body: "/plan x" });
    expect(await tracker.comments(number)).toMatchObject([
      { body: "/plan x", edited: true, author: { login: "wren", kind: "person", app: null } },
      { body: "ours", edited: false, author: { kind: "bot", app: local.app.id } },
    ]);
  });

  test("that are gone are null, and so is an issue that is not there", async () => {
    const { tracker } = await trackerWorld();
    expect(await tracker.comment(987654321)).toBeNull();
    expect(await tracker.issue(999)).toBeNull();
  });

  test("show only our own reactions", async () => {
    const { tracker, create, as } = await trackerWorld();
    const { number } = await create();
    const { data } = await as("wren").rest.issues.createComment({
      ...here,
      issue_number: number,
      body: "/plan",
    });
    await as("rea").rest.reactions.createForIssueComment({ ...here, comment_id: data.id, content: "rocket" });
    await tracker.react(data.id, "eyes");
    expect(await tracker.ownReactions(data.id)).toEqual(["eyes"]);
  });
});

test("removing a label that is not there is no error", async () => {
  const { tracker, create } = await trackerWorld();
  const { number } = await create();
  await tracker.addLabels(number, ["task"]);
  await tracker.removeLabel(number, "task");
  await tracker.removeLabel(number, "task");
  expect((await tracker.issue(number))?.labels).toEqual([]);
});
