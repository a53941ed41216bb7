import { describe, expect, it } from "vitest";
import { as, asApp, refusal, repo, start, withToken } from "./start.ts";

describe("GitHub Apps", () => {
  it("answers the App to its own signed token", async () => {
    const github = await start();
    const { data } = await asApp(github, false).rest.apps.getAuthenticated();
    expect(data).toMatchObject({ id: github.app.id, slug: "pawl", name: "Pawl" });
  });

  it("finds the installation of a repository", async () => {
    const github = await start();
    const { data } = await asApp(github, false).rest.apps.getRepoInstallation(repo);
    expect(data).toMatchObject({ id: github.app.installationId, app_id: github.app.id });
  });

  it("gives an installation token that may do what the App may", async () => {
    const github = await start();
    const app = asApp(github, false);
    const installation_id = github.app.installationId;
    const { data } = await app.rest.apps.createInstallationAccessToken({ installation_id });
    expect(data.token).toMatch(/^ghs_/);
    expect(data.permissions).toMatchObject({ issues: "write", contents: "read" });
    expect((await withToken(github, data.token).rest.repos.get(repo)).data.full_name).toBe("acme/shop");
  });

  it("lists the repositories of an installation", async () => {
    const github = await start();
    const { data } = await asApp(github).rest.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map((one) => one.full_name)).toEqual(["acme/shop"]);
  });

  it("gives a weaker token on request and refuses a stronger one", async () => {
    const github = await start();
    const app = asApp(github, false);
    const installation_id = github.app.installationId;
    const weak = await app.rest.apps.createInstallationAccessToken({
      installation_id,
      permissions: { issues: "read" },
    });
    expect(weak.data.permissions).toEqual({ issues: "read" });
    const strong = app.rest.apps.createInstallationAccessToken({
      installation_id,
      permissions: { contents: "write" },
    });
    expect(await refusal(strong)).toMatchObject({ status: 422 });
  });

  it("refuses a person's token, a forged signature and an expired installation token", async () => {
    let now = Date.parse("2026-03-01T10:00:00Z");
    const github = await start({ clock: () => now });
    expect(await refusal(as(github, "ada").rest.apps.getAuthenticated())).toMatchObject({
      status: 401,
      message: "A JSON web token could not be decoded",
    });
    const forged = withToken(github, "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln");
    expect(await refusal(forged.rest.apps.getAuthenticated())).toMatchObject({ status: 401 });
    const token = github.workflowToken({ issues: "read" });
    expect((await withToken(github, token).rest.repos.get(repo)).status).toBe(200);
    now += 1000;
    expect(await refusal(withToken(github, "ghs_unknown").rest.repos.get(repo))).toMatchObject({
      status: 401,
      message: "Bad credentials",
    });
  });
});
