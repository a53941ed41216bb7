/** What GitHub answers when things go wrong, at the HTTP edge. */
import { once } from "node:events";
import { createServer } from "node:http";
import nock from "nock";
import { afterAll, afterEach, describe, expect, onTestFinished, test } from "vitest";
import { openGithubCodeHost } from "../../src/github/github-code-host.ts";
import { openGithubPeople } from "../../src/github/github-people.ts";
import { openGithubRuns } from "../../src/github/github-runs.ts";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import { openGithub } from "../../src/github/octokit.ts";

afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

const base = "https://api.github.test";
const github = (retries = 0, baseUrl = base, timeoutMs = 10_000) =>
  openGithub({
    owner: "acme",
    name: "shop",
    credentials: { kind: "token", token: "t" },
    baseUrl,
    throttle: false,
    retries,
    timeoutMs,
  });
const repository = "/repos/acme/shop";

test("what GitHub said is told without the address of its documentation", async () => {
  const documentation_url = "https://docs.github.com/rest";
  nock(base)
    .post(`${repository}/issues/1/comments`)
    .reply(403, { message: "Not allowed.", documentation_url });
  expect(await openGithubTracker(github()).createComment(1, "x")).toMatchObject({ text: "Not allowed." });
});

describe("a comment that is created", () => {
  const post = () => nock(base).post(`${repository}/issues/1/comments`);
  const create = () => openGithubTracker(github(3)).createComment(1, "x");

  test("is unknown after a 502 and is not sent again", async () => {
    const scope = post().reply(502, "bad gateway");
    expect((await create()).kind).toBe("unknown");
    expect(scope.isDone()).toBe(true);
  });
  test("is unknown when the connection breaks", async () => {
    post().replyWithError("socket hang up");
    expect((await create()).kind).toBe("unknown");
  });
  test("is unknown when no answer comes in time", async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const tracker = openGithubTracker(github(3, `http://127.0.0.1:${port}`, 200));
    expect((await tracker.createComment(1, "x")).kind).toBe("unknown");
  });
  test.each([403, 404, 410, 422])("is rejected by a %i", async (status) => {
    post().reply(status, { message: "no" });
    expect(await create()).toMatchObject({ kind: "rejected", status });
  });
});

describe("an issue that is created", () => {
  const graphql = () => nock(base).post("/graphql");
  const labels = () =>
    graphql().reply(200, {
      data: {
        repository: { id: "R_1", labels: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] } },
      },
    });
  const create = () =>
    openGithubTracker(github()).createIssue({ title: "x", body: "", labels: [], parent: null });

  test("is unknown after GraphQL says that something went wrong", async () => {
    labels();
    graphql().reply(200, { errors: [{ message: "Something went wrong while executing your query" }] });
    expect((await create()).kind).toBe("unknown");
  });
  test("is rejected by a GraphQL error of a kind", async () => {
    labels();
    graphql().reply(200, {
      data: { createIssue: null },
      errors: [
        { type: "FORBIDDEN", message: "Resource not accessible by integration", path: ["createIssue"] },
      ],
    });
    expect(await create()).toMatchObject({ kind: "rejected", status: 403 });
  });
});

describe("a pull request that GitHub refuses", () => {
  const open = () =>
    openGithubCodeHost(github()).openPullRequest({
      title: "x",
      body: "",
      head: "pawl/issue-14",
      base: "main",
      draft: true,
    });
  const refuse = (status: number, message: string, errors: object[] = []) =>
    nock(base).post(`${repository}/pulls`).reply(status, { message, errors });

  test("for want of permission comes with the compare page", async () => {
    refuse(403, "GitHub Actions is not permitted to create or approve pull requests.");
    nock(base)
      .get(repository)
      .reply(200, { default_branch: "main", html_url: "https://github.test/acme/shop" });
    expect(await open()).toMatchObject({
      kind: "not-permitted",
      compareUrl: "https://github.test/acme/shop/compare/main...pawl/issue-14?expand=1",
    });
  });
  test("because drafts are not supported says so", async () => {
    refuse(422, "Validation Failed", [
      { message: "Draft pull requests are not supported in this repository." },
    ]);
    expect((await open()).kind).toBe("drafts-unsupported");
  });
  test("because it exists is found", async () => {
    refuse(422, "Validation Failed", [{ message: "A pull request already exists for acme:pawl/issue-14." }]);
    nock(base)
      .get(`${repository}/pulls`)
      .query(true)
      .reply(200, [{ number: 3, html_url: "u", state: "open", draft: true, merged_at: null }]);
    expect(await open()).toMatchObject({ kind: "exists", pullRequest: { number: 3 } });
  });
  test("for another reason is a fault", async () => {
    refuse(422, "Validation Failed", [{ message: "No commits between main and pawl/issue-14" }]);
    nock(base).get(`${repository}/pulls`).query(true).reply(200, []);
    await expect(open()).rejects.toThrow(/No commits/);
  });
});

describe("refs that are not moved", () => {
  const move = () =>
    openGithubCodeHost(github()).moveRefs([
      { name: "refs/heads/pawl/issue-14", before: "0".repeat(40), after: "a".repeat(40) },
    ]);
  const answers = (errors: object[], ref: { status: number; sha?: string }) => {
    nock(base)
      .post("/graphql")
      .reply(200, { data: { repository: { id: "R_1" } } });
    nock(base).post("/graphql").reply(200, { errors });
    nock(base)
      .get(`${repository}/git/ref/heads%2Fpawl%2Fissue-14`)
      .reply(ref.status, { object: { sha: ref.sha } });
  };

  test("because another was faster are lost", async () => {
    answers([{ message: "Reference cannot be updated" }], { status: 200, sha: "b".repeat(40) });
    expect((await move()).kind).toBe("lost");
  });
  test("because a rule forbids it are not allowed", async () => {
    answers([{ type: "UNPROCESSABLE", message: "Repository rule violations found" }], { status: 404 });
    expect(await move()).toMatchObject({ kind: "not-allowed", text: expect.stringContaining("rule") });
  });
  test("because of a rate limit are a fault, and say nothing of rules", async () => {
    answers([{ type: "RATE_LIMITED", message: "API rate limit exceeded" }], { status: 404 });
    await expect(move()).rejects.toThrow(/rate limit/);
  });
  test("for a reason that GitHub does not name are a fault", async () => {
    answers([{ message: "Something went wrong" }], { status: 404 });
    await expect(move()).rejects.toThrow(/Something went wrong/);
  });
});

test("access that cannot be read is no access", async () => {
  nock(base).get(`${repository}/collaborators/ada/permission`).reply(500, {});
  expect(await openGithubPeople(github()).access("ada")).toBeNull();
});

test("cancelling a run that has ended is no error", async () => {
  nock(base)
    .post(`${repository}/actions/runs/5/cancel`)
    .reply(409, { message: "Cannot cancel a workflow run" });
  await openGithubRuns(github(), { kind: "repository" }).cancel(5);
});

test("every request names the API version", async () => {
  const scope = nock(base, { reqheaders: { "x-github-api-version": "2022-11-28" } })
    .get(`${repository}/collaborators/ada/permission`)
    .reply(200, { permission: "write", user: { id: 7 } });
  expect(await openGithubPeople(github()).access("ada")).toEqual({ userId: 7, permission: "write" });
  expect(scope.isDone()).toBe(true);
});
