import { describe, expect, it } from "vitest";
import { as, asApp, query, refusal, repo, send, start } from "./start.ts";

const create =
  "mutation($r: ID!, $t: String!) { createIssue(input: { repositoryId: $r, title: $t }) { issue { number } } }";

describe("faults", () => {
  it("answer in the operation's place before it, so that nothing happens", async () => {
    const github = await start();
    github.faults.before = ({ operation }) =>
      operation === "issues/create"
        ? { kind: "answer", status: 502, body: { message: "Bad Gateway" } }
        : undefined;
    expect(await refusal(as(github, "ada").rest.issues.create({ ...repo, title: "a" }))).toMatchObject({
      status: 502,
    });
    expect(github.world.issues.size).toBe(0);
    github.faults.before = null;
    expect((await as(github, "ada").rest.issues.create({ ...repo, title: "a" })).status).toBe(201);
  });

  it("answer in its place after it, so that it happened and nobody learns it", async () => {
    const github = await start();
    github.faults.after = ({ operation }) =>
      operation === "issues/create"
        ? { kind: "answer", status: 429, body: { message: "slow down" }, headers: { "retry-after": "1" } }
        : undefined;
    const answer = await send(github, "ada", "POST", "/repos/acme/shop/issues", { title: "a" });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(github.world.issues.size).toBe(1);
  });

  it("drop the connection after a write: a lost acknowledgement", async () => {
    const github = await start();
    github.faults.after = ({ operation }) => (operation === "issues/create" ? { kind: "drop" } : undefined);
    await expect(send(github, "ada", "POST", "/repos/acme/shop/issues", { title: "a" })).rejects.toThrow(
      "fetch failed",
    );
    expect(github.world.issues.size).toBe(1);
    expect(github.requests.at(-1)).toMatchObject({ operation: "issues/create", status: 0 });
  });

  it("see the request: method, path, whose token, body", async () => {
    const github = await start();
    const seen: unknown[] = [];
    github.faults.before = ({ operation, request }) => {
      if (operation === "issues/create-label") seen.push(request);
      return undefined;
    };
    await as(github, "ada").rest.issues.createLabel({ ...repo, name: "x" });
    expect(seen).toEqual([
      { method: "POST", path: "/repos/acme/shop/labels", token: "person", body: { name: "x" } },
    ]);
  });

  it("delay an operation without changing it", async () => {
    const github = await start();
    github.faults.before = () => ({ kind: "delay", milliseconds: 5 });
    expect((await as(github, "ada").rest.repos.get(repo)).status).toBe(200);
  });

  it("fail one mutation of a document while its neighbours succeed", async () => {
    const github = await start();
    let calls = 0;
    github.faults.before = ({ operation }) => {
      if (operation !== "graphql/createIssue") return undefined;
      calls += 1;
      return calls === 2
        ? { kind: "answer", status: 502, body: { message: "Something went wrong" } }
        : undefined;
    };
    const document = `mutation($r: ID!) {
      a: createIssue(input: { repositoryId: $r, title: "a" }) { issue { number } }
      b: createIssue(input: { repositoryId: $r, title: "b" }) { issue { number } }
      c: createIssue(input: { repositoryId: $r, title: "c" }) { issue { number } }
    }`;
    expect(await query(github, document, { r: github.world.repository.nodeId })).toMatchObject({
      data: { a: { issue: { number: 1 } }, b: null, c: { issue: { number: 2 } } },
      errors: [{ path: ["b"], message: "Something went wrong" }],
    });
  });

  it("drop the connection in the middle of a document: what came before it stays, what follows never runs", async () => {
    const github = await start();
    github.faults.after = ({ operation, request }) =>
      operation === "graphql/createIssue" && JSON.stringify(request.body).includes('"title":"a"')
        ? { kind: "drop" }
        : undefined;
    const document = `mutation($r: ID!) {
      a: createIssue(input: { repositoryId: $r, title: "a" }) { clientMutationId }
      b: createIssue(input: { repositoryId: $r, title: "b" }) { clientMutationId }
    }`;
    await expect(query(github, document, { r: github.world.repository.nodeId })).rejects.toThrow(
      "fetch failed",
    );
    expect([...github.world.issues.values()].map((issue) => issue.title)).toEqual(["a"]);
  });
});

describe("the request log", () => {
  it("names each request's operation, token and status, and the fields of a document", async () => {
    const github = await start();
    await as(github, "ada").rest.repos.get(repo);
    await query(github, create, { r: github.world.repository.nodeId, t: "x" });
    await fetch(`${github.url}/nonsense`);
    expect(github.requests).toMatchObject([
      { method: "GET", operation: "repos/get", token: "person", status: 200, fields: [] },
      { method: "POST", operation: "graphql", token: "person", status: 200, fields: ["createIssue"] },
      { method: "GET", operation: "unknown", token: "anonymous", status: 404 },
    ]);
  });

  it("tells an App's own token from its installation's", async () => {
    const github = await start();
    await asApp(github).rest.repos.get(repo);
    expect(github.requests.map(({ operation, token }) => [operation, token])).toEqual([
      ["apps/create-installation-access-token", "app-jwt"],
      ["repos/get", "installation"],
    ]);
  });
});

describe("rate limits", () => {
  it("are in the headers of every answer, REST and GraphQL counted apart", async () => {
    const github = await start({ rateLimit: 100, clock: () => Date.parse("2026-03-01T10:00:00Z") });
    await query(github, "query { rateLimit { used } }");
    const { headers } = await as(github, "ada").rest.repos.get(repo);
    expect(headers).toMatchObject({
      "x-ratelimit-limit": "100",
      "x-ratelimit-remaining": "99",
      "x-ratelimit-used": "1",
      "x-ratelimit-resource": "core",
      "x-ratelimit-reset": String(Date.parse("2026-03-01T11:00:00Z") / 1000),
    });
  });

  it("refuse the request after the last one until the hour is over", async () => {
    let now = Date.parse("2026-03-01T10:00:00Z");
    const github = await start({ rateLimit: 2, clock: () => now });
    const get = () => send(github, "ada", "GET", "/repos/acme/shop");
    expect([(await get()).status, (await get()).status]).toEqual([200, 200]);
    const third = await get();
    expect(third).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("rate limit exceeded") },
    });
    expect(third.headers.get("x-ratelimit-remaining")).toBe("0");
    now += 3_600_000;
    expect((await get()).status).toBe(200);
  });
});

describe("addresses", () => {
  it("serve the same API under /api/v3 and /api/graphql", async () => {
    const github = await start();
    const enterprise = await send(github, "ada", "GET", "/api/v3/repos/acme/shop");
    expect(enterprise.body).toMatchObject({ full_name: "acme/shop" });
    const graphql = await send(github, "ada", "POST", "/api/graphql", {
      query: "query { rateLimit { cost } }",
    });
    expect(graphql.body).toEqual({ data: { rateLimit: { cost: 1 } } });
  });
});
