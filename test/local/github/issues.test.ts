import { describe, expect, it } from "vitest";
import { as, asApp, refusal, repo, send, start } from "./start.ts";

describe("issues over REST", () => {
  it("creates an issue whose three ids differ", async () => {
    const github = await start();
    const { data } = await as(github, "ada").rest.issues.create({ ...repo, title: "A spec", body: "text" });
    expect(data).toMatchObject({ number: 1, title: "A spec", body: "text", state: "open", comments: 0 });
    expect(data.node_id).toMatch(/^I_/);
    expect(Number(data.id)).toBeGreaterThan(2 ** 31);
    expect(data.user).toMatchObject({ login: "ada", type: "User" });
    expect(data.performed_via_github_app).toBeNull();
  });

  it("says that an App made what an App made", async () => {
    const github = await start();
    const { data } = await asApp(github).rest.issues.create({ ...repo, title: "By the App" });
    expect(data.user).toMatchObject({ login: "pawl[bot]", type: "Bot" });
    expect(data.performed_via_github_app?.id).toBe(github.app.id);
  });

  it("drops the labels of someone who may not triage, silently", async () => {
    const github = await start();
    const { data } = await as(github, "rea").rest.issues.create({
      ...repo,
      title: "Mine",
      labels: ["ready"],
    });
    expect(data.labels).toEqual([]);
    expect(data.user?.login).toBe("rea");
  });

  it("refuses a missing title with the field and a title of the wrong type with its value", async () => {
    const github = await start();
    const missing = await send(github, "ada", "POST", "/repos/acme/shop/issues", { body: "x" });
    expect(missing).toMatchObject({
      status: 422,
      body: {
        message: "Validation Failed",
        errors: [{ resource: "Issue", field: "title", code: "missing_field" }],
      },
    });
    const wrong = await send(github, "ada", "POST", "/repos/acme/shop/issues", { title: { a: 1 } });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toMatchObject({
      message: `Invalid request.\n\nFor 'properties/title', {"a":1} is not a string.`,
    });
  });

  it("refuses a body above 65,536 characters", async () => {
    const github = await start();
    const long = as(github, "ada").rest.issues.create({ ...repo, title: "Long", body: "x".repeat(65_537) });
    expect((await refusal(long)).errors).toMatchObject([{ field: "body", code: "custom" }]);
  });

  it("answers 404 for an issue that is not there and for another repository", async () => {
    const github = await start();
    const octokit = as(github, "ada");
    expect(await refusal(octokit.rest.issues.get({ ...repo, issue_number: 9 }))).toMatchObject({
      status: 404,
      message: expect.stringContaining("Not Found"),
    });
    expect(await refusal(octokit.rest.issues.listForRepo({ owner: "acme", repo: "other" }))).toMatchObject({
      status: 404,
    });
  });

  it("closes with a reason, reopens, and keeps who closed it", async () => {
    const github = await start();
    const octokit = as(github, "wren");
    const { data: issue } = await octokit.rest.issues.create({ ...repo, title: "A" });
    const at = { ...repo, issue_number: issue.number };
    const closed = await octokit.rest.issues.update({ ...at, state: "closed", state_reason: "not_planned" });
    expect(closed.data).toMatchObject({ state: "closed", state_reason: "not_planned" });
    expect(closed.data.closed_by?.login).toBe("wren");
    const open = await octokit.rest.issues.update({ ...at, state: "open" });
    expect(open.data).toMatchObject({ state: "open", state_reason: "reopened", closed_at: null });
  });

  it("lets only its author and triagers change an issue", async () => {
    const github = await start();
    const { data: issue } = await as(github, "ada").rest.issues.create({ ...repo, title: "A" });
    const at = { ...repo, issue_number: issue.number };
    expect(await refusal(as(github, "rea").rest.issues.update({ ...at, title: "B" }))).toMatchObject({
      status: 403,
    });
    expect((await as(github, "tri").rest.issues.update({ ...at, title: "B" })).data.title).toBe("B");
  });

  it("lists by state, all of the labels, creator and last update", async () => {
    let now = Date.parse("2026-03-01T10:00:00Z");
    const github = await start({ clock: () => now });
    const ada = as(github, "ada");
    await ada.rest.issues.create({ ...repo, title: "one", labels: ["task", "ready"] });
    now += 60_000;
    await ada.rest.issues.create({ ...repo, title: "two", labels: ["task"] });
    const { data: third } = await as(github, "wren").rest.issues.create({ ...repo, title: "three" });
    await ada.rest.issues.update({ ...repo, issue_number: third.number, state: "closed" });
    const titles = async (query: object) =>
      (await ada.rest.issues.listForRepo({ ...repo, ...query })).data.map((issue) => issue.title);
    expect(await titles({})).toEqual(["two", "one"]);
    expect(await titles({ state: "closed" })).toEqual(["three"]);
    expect(await titles({ labels: "task,READY" })).toEqual(["one"]);
    expect(await titles({ state: "all", creator: "wren" })).toEqual(["three"]);
    expect(await titles({ since: "2026-03-01T10:00:30Z" })).toEqual(["two"]);
  });

  it("pages with Link headers that lead to every issue", async () => {
    const github = await start();
    const ada = as(github, "ada");
    for (let n = 1; n <= 5; n += 1) await ada.rest.issues.create({ ...repo, title: `issue ${n}` });
    const first = await ada.rest.issues.listForRepo({ ...repo, per_page: 2 });
    expect(first.headers.link).toContain(`page=2>; rel="next"`);
    expect(first.headers.link).toContain(`page=3>; rel="last"`);
    const all = await ada.paginate(ada.rest.issues.listForRepo, { ...repo, per_page: 2, direction: "asc" });
    expect(all.map((issue) => issue.number)).toEqual([1, 2, 3, 4, 5]);
  });
});
