import { describe, expect, it } from "vitest";
import type { LocalGithub } from "../../../src/local/github/server.ts";
import { as, query, repo, start } from "./start.ts";

async function issue(
  github: LocalGithub,
  title: string,
): Promise<{ number: number; node: string; id: number }> {
  const { data } = await as(github, "ada").rest.issues.create({ ...repo, title });
  return { number: data.number, node: data.node_id, id: Number(data.id) };
}

describe("GraphQL", () => {
  it("creates an issue with labels under its parent in one mutation", async () => {
    const github = await start();
    const spec = await issue(github, "spec");
    const { data: label } = await as(github, "ada").rest.issues.createLabel({ ...repo, name: "task" });
    const made = await query(
      github,
      `mutation($input: CreateIssueInput!) {
        createIssue(input: $input) { issue { number body labels(first: 5) { nodes { name } } parent { number } } }
      }`,
      {
        input: {
          repositoryId: github.world.repository.nodeId,
          title: "first task",
          body: "text",
          labelIds: [label.node_id],
          parentIssueId: spec.node,
        },
      },
    );
    expect(made).toEqual({
      data: {
        createIssue: {
          issue: { number: 2, body: "text", labels: { nodes: [{ name: "task" }] }, parent: { number: 1 } },
        },
      },
    });
  });

  it("runs aliased mutations in order, keeps what succeeded and names the path of what failed", async () => {
    const github = await start();
    const a = await issue(github, "a");
    const b = await issue(github, "b");
    const answer = await query(
      github,
      `mutation($a: ID!, $b: ID!) {
        one: addBlockedBy(input: { issueId: $b, blockingIssueId: $a }) { issue { number } }
        two: addBlockedBy(input: { issueId: $b, blockingIssueId: $a }) { issue { number } }
        three: closeIssue(input: { issueId: $a, stateReason: NOT_PLANNED }) { issue { state stateReason } }
      }`,
      { a: a.node, b: b.node },
    );
    expect(answer).toMatchObject({
      data: {
        one: { issue: { number: 2 } },
        two: null,
        three: { issue: { state: "CLOSED", stateReason: "NOT_PLANNED" } },
      },
      errors: [
        { type: "UNPROCESSABLE", path: ["two"], message: expect.stringContaining("already been taken") },
      ],
    });
  });

  it("lists closed blockers too, newest edge first, while the summary counts open ones", async () => {
    const github = await start();
    const [a, b, c] = [await issue(github, "a"), await issue(github, "b"), await issue(github, "c")];
    const edge = `mutation($i: ID!, $b: ID!) { addBlockedBy(input: { issueId: $i, blockingIssueId: $b }) { clientMutationId } }`;
    await query(github, edge, { i: c.node, b: a.node });
    await query(github, edge, { i: c.node, b: b.node });
    await as(github, "ada").rest.issues.update({ ...repo, issue_number: a.number, state: "closed" });
    const read = await query(
      github,
      `query { repository(owner: "acme", name: "shop") { issue(number: 3) {
        blockedBy(first: 10) { totalCount nodes { number state } }
        issueDependenciesSummary { blockedBy totalBlockedBy blocking totalBlocking }
      } } }`,
    );
    expect(read).toMatchObject({
      data: {
        repository: {
          issue: {
            blockedBy: {
              totalCount: 2,
              nodes: [
                { number: 2, state: "OPEN" },
                { number: 1, state: "CLOSED" },
              ],
            },
            issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 2, blocking: 0, totalBlocking: 0 },
          },
        },
      },
    });
  });

  it("pages forward by cursor through every issue", async () => {
    const github = await start();
    for (const title of ["a", "b", "c"]) await issue(github, title);
    const page = `query($after: String) { repository(owner: "acme", name: "shop") {
      issues(first: 2, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
        nodes { number } pageInfo { hasNextPage endCursor }
      } } }`;
    const first = await query(github, page);
    expect(first).toMatchObject({
      data: {
        repository: { issues: { nodes: [{ number: 1 }, { number: 2 }], pageInfo: { hasNextPage: true } } },
      },
    });
    const endCursor = JSON.stringify(first).match(/"endCursor":"([^"]+)"/)?.[1];
    expect(await query(github, page, { after: endCursor })).toMatchObject({
      data: { repository: { issues: { nodes: [{ number: 3 }], pageInfo: { hasNextPage: false } } } },
    });
  });

  it("wants a page size on every connection, at most 100", async () => {
    const github = await start();
    const list = (args: string) =>
      query(github, `query { repository(owner: "acme", name: "shop") { issues${args} { totalCount } } }`);
    expect(await list("")).toMatchObject({
      errors: [{ message: expect.stringContaining("`first` or `last`") }],
    });
    expect(await list("(first: 101)")).toMatchObject({
      errors: [{ message: expect.stringContaining("exceeds the `first` limit of 100 records") }],
    });
  });

  it("takes only node ids: a number or a database id resolves to nothing", async () => {
    const github = await start();
    const a = await issue(github, "a");
    const read = (id: string) =>
      query(github, `query($id: ID!) { node(id: $id) { ... on Issue { number } } }`, { id });
    expect(await read(a.node)).toEqual({ data: { node: { number: a.number } } });
    for (const wrong of [String(a.number), String(a.id)]) {
      expect(await read(wrong)).toMatchObject({
        data: { node: null },
        errors: [
          { type: "NOT_FOUND", message: `Could not resolve to a node with the global id of '${wrong}'.` },
        ],
      });
    }
  });

  it("gives ids beyond 32 bits only as fullDatabaseId", async () => {
    const github = await start();
    const a = await issue(github, "a");
    const read = `query { repository(owner: "acme", name: "shop") { issue(number: 1) { databaseId fullDatabaseId } } }`;
    expect(await query(github, read)).toEqual({
      data: { repository: { issue: { databaseId: null, fullDatabaseId: String(a.id) } } },
    });
  });

  it("refuses a mutation to a token without the permission, as an error of that field", async () => {
    const github = await start();
    const a = await issue(github, "a");
    const close = `mutation($id: ID!) { closeIssue(input: { issueId: $id }) { clientMutationId } }`;
    const answer = await query(github, close, { id: a.node }, github.workflowToken({ issues: "read" }));
    expect(answer).toMatchObject({
      data: { closeIssue: null },
      errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }],
    });
  });

  it("refuses to read issues with a token that may not, even of a public repository", async () => {
    const github = await start();
    await issue(github, "a");
    const read = `query { repository(owner: "acme", name: "shop") { name issue(number: 1) { title } } }`;
    expect(await query(github, read, {}, github.workflowToken({ contents: "read" }))).toMatchObject({
      data: { repository: { name: "shop", issue: null } },
      errors: [{ type: "FORBIDDEN", path: ["repository", "issue"] }],
    });
  });

  it("hides a private repository from people without a role in it", async () => {
    const github = await start({ visibility: "private" });
    const read = `query { repository(owner: "acme", name: "shop") { name } }`;
    expect(await query(github, read, {}, github.tokenOf("nona"))).toMatchObject({
      data: { repository: null },
      errors: [{ type: "NOT_FOUND" }],
    });
    expect(await query(github, read, {}, github.tokenOf("rea"))).toEqual({
      data: { repository: { name: "shop" } },
    });
  });

  it("refuses a document that GitHub's schema would refuse", async () => {
    const github = await start();
    expect(await query(github, "query { repository(owner: 1) { name } }")).toMatchObject({
      errors: [
        { message: expect.stringContaining("String cannot represent") },
        { message: expect.anything() },
      ],
    });
    expect(await query(github, "query { nonsense }")).toMatchObject({
      errors: [{ message: expect.stringContaining(`Cannot query field "nonsense" on type "Query".`) }],
    });
  });

  it("says what is left of the caller's rate limit", async () => {
    const github = await start({ rateLimit: 10 });
    expect(await query(github, "query { rateLimit { limit remaining used cost } }")).toEqual({
      data: { rateLimit: { limit: 10, remaining: 9, used: 1, cost: 1 } },
    });
  });
});
