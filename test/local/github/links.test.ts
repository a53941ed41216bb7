import { describe, expect, it } from "vitest";
import type { LocalGithub } from "../../../src/local/github/server.ts";
import { as, query, refusal, repo, send, start } from "./start.ts";

async function withIssues(count: number) {
  const github = await start();
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(
      Number((await as(github, "ada").rest.issues.create({ ...repo, title: `issue ${n + 1}` })).data.id),
    );
  }
  return { github, ada: as(github, "ada"), id: (number: number) => ids[number - 1] ?? 0 };
}

const on = (issue_number: number) => ({ ...repo, issue_number });

function nodeOf(github: LocalGithub, number: number): string {
  return github.world.issues.get(number)?.nodeId ?? "";
}

describe("sub-issues", () => {
  it("links by database id, reads parent and children back, and sums them up", async () => {
    const { github, ada, id } = await withIssues(3);
    await ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: id(2) });
    await ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: id(3) });
    await ada.rest.issues.update({ ...on(3), state: "closed" });
    const { data: children } = await ada.rest.issues.listSubIssues(on(1));
    expect(children.map((issue) => issue.number)).toEqual([2, 3]);
    expect((await ada.rest.issues.getParent(on(2))).data.number).toBe(1);
    const { data: parent } = await ada.rest.issues.get(on(1));
    expect(parent.sub_issues_summary).toEqual({ total: 2, completed: 1, percent_completed: 50 });
    const { data: child } = await ada.rest.issues.get(on(2));
    expect(child.parent_issue_url).toBe(`${github.url}/repos/acme/shop/issues/1`);
  });

  it("takes an issue number for no database id", async () => {
    const { ada } = await withIssues(2);
    expect(await refusal(ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: 2 }))).toMatchObject({
      status: 404,
    });
  });

  it("refuses a second parent unless told to replace the first", async () => {
    const { ada, id } = await withIssues(3);
    await ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: id(3) });
    expect(await refusal(ada.rest.issues.addSubIssue({ ...on(2), sub_issue_id: id(3) }))).toMatchObject({
      status: 422,
      message: expect.stringContaining("Sub issue may only have one parent"),
    });
    await ada.rest.issues.addSubIssue({ ...on(2), sub_issue_id: id(3), replace_parent: true });
    expect((await ada.rest.issues.getParent(on(3))).data.number).toBe(2);
    expect((await ada.rest.issues.listSubIssues(on(1))).data).toEqual([]);
  });

  it("refuses the same child twice, itself, and an ancestor", async () => {
    const { ada, id } = await withIssues(2);
    await ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: id(2) });
    const message = async (parent: number, child: number) =>
      (await refusal(ada.rest.issues.addSubIssue({ ...on(parent), sub_issue_id: id(child) }))).message;
    expect(await message(1, 2)).toContain("duplicate sub-issues");
    expect(await message(1, 1)).toContain("circular");
    expect(await message(2, 1)).toContain("circular");
  });

  it("holds at most 100 children, counting closed ones", async () => {
    const { github, ada, id } = await withIssues(2);
    const { world } = github;
    const full = world.issues.get(1);
    if (full === undefined) throw new Error("no issue 1");
    world.issues.set(1, { ...full, subIssues: Array.from({ length: 100 }, (_, n) => n + 1000) });
    expect(await refusal(ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: id(2) }))).toMatchObject({
      status: 422,
      message: expect.stringContaining("more than 100 sub-issues"),
    });
    const create = `mutation($r: ID!, $p: ID!) { createIssue(input: { repositoryId: $r, title: "x", parentIssueId: $p }) { clientMutationId } }`;
    const answer = await query(github, create, { r: world.repository.nodeId, p: nodeOf(github, 1) });
    expect(answer).toMatchObject({ errors: [{ type: "UNPROCESSABLE" }] });
    expect(world.issues.size).toBe(2);
  });

  it("nests at most eight levels", async () => {
    const { ada, id } = await withIssues(9);
    for (let n = 1; n < 8; n += 1) await ada.rest.issues.addSubIssue({ ...on(n), sub_issue_id: id(n + 1) });
    expect(await refusal(ada.rest.issues.addSubIssue({ ...on(8), sub_issue_id: id(9) }))).toMatchObject({
      status: 422,
      message: expect.stringContaining("more than 8 levels"),
    });
  });

  it("unlinks by database id and then has no parent", async () => {
    const { ada, id } = await withIssues(2);
    await ada.rest.issues.addSubIssue({ ...on(1), sub_issue_id: id(2) });
    await ada.rest.issues.removeSubIssue({ ...on(1), sub_issue_id: id(2) });
    expect(await refusal(ada.rest.issues.getParent(on(2)))).toMatchObject({ status: 404 });
    expect(await refusal(ada.rest.issues.removeSubIssue({ ...on(1), sub_issue_id: id(2) }))).toMatchObject({
      status: 404,
    });
  });

  it("adds, reads and removes over GraphQL", async () => {
    const { github } = await withIssues(2);
    const ids = { p: nodeOf(github, 1), c: nodeOf(github, 2) };
    const add = `mutation($p: ID!, $c: ID!) { addSubIssue(input: { issueId: $p, subIssueId: $c }) {
      issue { subIssues(first: 9) { nodes { number } } subIssuesSummary { total completed percentCompleted } }
      subIssue { parent { number } } } }`;
    expect(await query(github, add, ids)).toEqual({
      data: {
        addSubIssue: {
          issue: {
            subIssues: { nodes: [{ number: 2 }] },
            subIssuesSummary: { total: 1, completed: 0, percentCompleted: 0 },
          },
          subIssue: { parent: { number: 1 } },
        },
      },
    });
    const remove = `mutation($p: ID!, $c: ID!) { removeSubIssue(input: { issueId: $p, subIssueId: $c }) { subIssue { parent { number } } } }`;
    expect(await query(github, remove, ids)).toEqual({
      data: { removeSubIssue: { subIssue: { parent: null } } },
    });
  });
});

describe("dependencies", () => {
  it("adds an edge by the blocker's database id and lists both sides, closed blockers too", async () => {
    const { ada, id } = await withIssues(3);
    await ada.rest.issues.addBlockedByDependency({ ...on(3), issue_id: id(1) });
    await ada.rest.issues.addBlockedByDependency({ ...on(3), issue_id: id(2) });
    await ada.rest.issues.update({ ...on(1), state: "closed" });
    const { data: blockers } = await ada.rest.issues.listDependenciesBlockedBy(on(3));
    expect(blockers.map((issue) => [issue.number, issue.state])).toEqual([
      [1, "closed"],
      [2, "open"],
    ]);
    expect((await ada.rest.issues.listDependenciesBlocking(on(1))).data.map((issue) => issue.number)).toEqual(
      [3],
    );
    expect((await ada.rest.issues.get(on(3))).data.issue_dependencies_summary).toEqual({
      blocked_by: 1,
      total_blocked_by: 2,
      blocking: 0,
      total_blocking: 0,
    });
  });

  it("refuses a second equal edge, an edge to itself, and an unknown issue", async () => {
    const { ada, id } = await withIssues(2);
    await ada.rest.issues.addBlockedByDependency({ ...on(2), issue_id: id(1) });
    const again = (issue_id: number) =>
      refusal(ada.rest.issues.addBlockedByDependency({ ...on(2), issue_id }));
    expect(await again(id(1))).toMatchObject({
      status: 422,
      message: expect.stringContaining("already been taken"),
    });
    expect(await again(id(2))).toMatchObject({ status: 422, message: expect.stringContaining("itself") });
    expect(await again(1)).toMatchObject({ status: 404 });
  });

  it("holds at most 50 edges in each direction", async () => {
    const { github, ada, id } = await withIssues(2);
    const row = github.world.issues.get(2);
    if (row === undefined) throw new Error("no issue 2");
    const blockedBy = Array.from({ length: 50 }, (_, n) => n + 1000);
    github.world.issues.set(2, { ...row, blockedBy });
    expect(
      await refusal(ada.rest.issues.addBlockedByDependency({ ...on(2), issue_id: id(1) })),
    ).toMatchObject({
      status: 422,
      message: expect.stringContaining("more than 50"),
    });
  });

  it("removes an edge once", async () => {
    const { ada, id } = await withIssues(2);
    await ada.rest.issues.addBlockedByDependency({ ...on(2), issue_id: id(1) });
    const edge = { ...on(2), issue_id: id(1) };
    await ada.rest.issues.removeDependencyBlockedBy(edge);
    expect((await ada.rest.issues.listDependenciesBlockedBy(on(2))).data).toEqual([]);
    expect(await refusal(ada.rest.issues.removeDependencyBlockedBy(edge))).toMatchObject({ status: 404 });
  });

  it("takes triage to link issues", async () => {
    const { github, id } = await withIssues(2);
    const path = "/repos/acme/shop/issues/2/dependencies/blocked_by";
    expect(await send(github, "rea", "POST", path, { issue_id: id(1) })).toMatchObject({ status: 403 });
    expect(await send(github, "tri", "POST", path, { issue_id: id(1) })).toMatchObject({ status: 201 });
  });

  it("removes an edge over GraphQL", async () => {
    const { github, ada, id } = await withIssues(2);
    await ada.rest.issues.addBlockedByDependency({ ...on(2), issue_id: id(1) });
    const remove = `mutation($i: ID!, $b: ID!) { removeBlockedBy(input: { issueId: $i, blockingIssueId: $b }) {
      issue { blockedBy(first: 9) { totalCount } } blockingIssue { blocking(first: 9) { totalCount } } } }`;
    expect(await query(github, remove, { i: nodeOf(github, 2), b: nodeOf(github, 1) })).toEqual({
      data: {
        removeBlockedBy: {
          issue: { blockedBy: { totalCount: 0 } },
          blockingIssue: { blocking: { totalCount: 0 } },
        },
      },
    });
  });
});
