import { describe, expect, it } from "vitest";
import { as, asApp, query, refusal, repo, send, start } from "./start.ts";

async function withIssue() {
  const github = await start();
  await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
  return { github, on: { ...repo, issue_number: 1 } };
}

describe("comments", () => {
  it("lets everybody who can read comment, and lists comments oldest first", async () => {
    const { github, on } = await withIssue();
    await as(github, "rea").rest.issues.createComment({ ...on, body: "first" });
    await as(github, "ada").rest.issues.createComment({ ...on, body: "second" });
    const { data } = await as(github, "ada").rest.issues.listComments(on);
    expect(data.map((comment) => [comment.user?.login, comment.body])).toEqual([
      ["rea", "first"],
      ["ada", "second"],
    ]);
    expect((await as(github, "ada").rest.issues.get(on)).data.comments).toBe(2);
  });

  it("marks an App's comment with the App and a bot as its author", async () => {
    const { github, on } = await withIssue();
    const { data } = await asApp(github).rest.issues.createComment({ ...on, body: "status" });
    expect(data.performed_via_github_app?.id).toBe(github.app.id);
    expect(data.user).toMatchObject({ login: "pawl[bot]", type: "Bot" });
  });

  it("shows an edit by a later updated_at, over REST and GraphQL", async () => {
    let now = Date.parse("2026-03-01T10:00:00Z");
    const github = await start({ clock: () => now });
    const ada = as(github, "ada");
    await ada.rest.issues.create({ ...repo, title: "a" });
    const { data } = await ada.rest.issues.createComment({ ...repo, issue_number: 1, body: "/plan" });
    expect(data.updated_at).toBe(data.created_at);
    now += 5000;
    const edited = await ada.rest.issues.updateComment({
      ...repo,
      comment_id: Number(data.id),
      body: "/plan now",
    });
    expect(edited.data).toMatchObject({ body: "/plan now", updated_at: "2026-03-01T10:00:05Z" });
    const read = `query($id: ID!) { node(id: $id) { ... on IssueComment { lastEditedAt fullDatabaseId author { login } } } }`;
    expect(await query(github, read, { id: data.node_id })).toEqual({
      data: {
        node: {
          lastEditedAt: "2026-03-01T10:00:05Z",
          fullDatabaseId: String(data.id),
          author: { login: "ada" },
        },
      },
    });
  });

  it("lets others edit or delete a comment only with triage access", async () => {
    const { github, on } = await withIssue();
    const { data } = await as(github, "ada").rest.issues.createComment({ ...on, body: "mine" });
    const one = { ...repo, comment_id: Number(data.id) };
    expect(await refusal(as(github, "rea").rest.issues.updateComment({ ...one, body: "no" }))).toMatchObject({
      status: 403,
    });
    expect(await refusal(as(github, "rea").rest.issues.deleteComment(one))).toMatchObject({ status: 403 });
    expect((await as(github, "wren").rest.issues.deleteComment(one)).status).toBe(204);
    expect(await refusal(as(github, "ada").rest.issues.getComment(one))).toMatchObject({ status: 404 });
  });

  it("refuses a blank, a missing and a too long body", async () => {
    const { github, on } = await withIssue();
    const ada = as(github, "ada");
    expect((await refusal(ada.rest.issues.createComment({ ...on, body: " " }))).errors).toMatchObject([
      { field: "body", message: "Body cannot be blank" },
    ]);
    const missing = await send(github, "ada", "POST", "/repos/acme/shop/issues/1/comments", {});
    expect(missing).toMatchObject({
      status: 422,
      body: { errors: [{ field: "body", code: "missing_field" }] },
    });
    expect(await refusal(ada.rest.issues.createComment({ ...on, body: "x".repeat(65_537) }))).toMatchObject({
      status: 422,
    });
  });

  it("refuses a body that is not JSON or not an object with 400", async () => {
    const { github } = await withIssue();
    const post = (body: string) => send(github, "ada", "POST", "/repos/acme/shop/issues/1/comments", body);
    expect(await post("{")).toMatchObject({ status: 400, body: { message: "Problems parsing JSON" } });
    expect(await post("7")).toMatchObject({ status: 400, body: { message: "Body should be a JSON object" } });
  });

  it("lists the comments of the whole repository since a moment", async () => {
    let now = Date.parse("2026-03-01T10:00:00Z");
    const github = await start({ clock: () => now });
    const ada = as(github, "ada");
    await ada.rest.issues.create({ ...repo, title: "a" });
    await ada.rest.issues.createComment({ ...repo, issue_number: 1, body: "old" });
    now += 60_000;
    await ada.rest.issues.createComment({ ...repo, issue_number: 1, body: "new" });
    const { data } = await ada.rest.issues.listCommentsForRepo({ ...repo, since: "2026-03-01T10:00:30Z" });
    expect(data.map((comment) => comment.body)).toEqual(["new"]);
  });

  it("adds and updates comments over GraphQL", async () => {
    const { github } = await withIssue();
    const made = await query(
      github,
      `mutation($id: ID!) { addComment(input: { subjectId: $id, body: "hello" }) {
        commentEdge { node { id body viewerDidAuthor } } subject { id }
      } }`,
      { id: github.world.issues.get(1)?.nodeId },
    );
    expect(made).toMatchObject({
      data: { addComment: { commentEdge: { node: { body: "hello", viewerDidAuthor: true } } } },
    });
    const id = JSON.stringify(made).match(/"id":"(IC_[^"]+)"/)?.[1];
    const update = `mutation($id: ID!) { updateIssueComment(input: { id: $id, body: "bye" }) { issueComment { body issue { number } } } }`;
    expect(await query(github, update, { id })).toEqual({
      data: { updateIssueComment: { issueComment: { body: "bye", issue: { number: 1 } } } },
    });
  });
});

describe("reactions on comments", () => {
  it("gives one reaction per person and content, and answers the first to a second", async () => {
    const { github, on } = await withIssue();
    const { data } = await as(github, "ada").rest.issues.createComment({ ...on, body: "/plan" });
    const one = { ...repo, comment_id: Number(data.id) };
    const app = asApp(github);
    const first = await app.rest.reactions.createForIssueComment({ ...one, content: "eyes" });
    const again = await app.rest.reactions.createForIssueComment({ ...one, content: "eyes" });
    expect([first.status, again.status, again.data.id]).toEqual([201, 200, first.data.id]);
    await as(github, "rea").rest.reactions.createForIssueComment({ ...one, content: "rocket" });
    const list = await app.rest.reactions.listForIssueComment(one);
    expect(list.data.map((reaction) => [reaction.user?.login, reaction.content])).toEqual([
      ["pawl[bot]", "eyes"],
      ["rea", "rocket"],
    ]);
    expect((await app.rest.issues.getComment(one)).data.reactions).toMatchObject({ total_count: 2, eyes: 1 });
  });

  it("deletes only one's own reaction", async () => {
    const { github, on } = await withIssue();
    const { data } = await as(github, "ada").rest.issues.createComment({ ...on, body: "/plan" });
    const one = { ...repo, comment_id: Number(data.id) };
    const mine = await asApp(github).rest.reactions.createForIssueComment({ ...one, content: "eyes" });
    const gone = { ...one, reaction_id: mine.data.id };
    expect(await refusal(as(github, "ada").rest.reactions.deleteForIssueComment(gone))).toMatchObject({
      status: 403,
    });
    expect((await asApp(github).rest.reactions.deleteForIssueComment(gone)).status).toBe(204);
  });

  it("refuses a content that is no reaction", async () => {
    const { github, on } = await withIssue();
    const { data } = await as(github, "ada").rest.issues.createComment({ ...on, body: "x" });
    const path = `/repos/acme/shop/issues/comments/${data.id}/reactions`;
    expect(await send(github, "ada", "POST", path, { content: "tada" })).toMatchObject({ status: 422 });
  });
});
