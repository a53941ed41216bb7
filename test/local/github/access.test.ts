import { describe, expect, it } from "vitest";
import { as, asApp, refusal, repo, start, withToken } from "./start.ts";

describe("tokens and what they may do", () => {
  it("refuses an unknown token with 401", async () => {
    const github = await start();
    expect(await refusal(withToken(github, "ghp_nobody").rest.repos.get(repo))).toMatchObject({
      status: 401,
      message: expect.stringContaining("Bad credentials"),
    });
  });

  it("refuses a write without any token with 401, and reads of a public repository work", async () => {
    const github = await start();
    const url = `${github.url}/repos/acme/shop/issues`;
    expect((await fetch(url)).status).toBe(200);
    const write = await fetch(url, { method: "POST", body: JSON.stringify({ title: "x" }) });
    expect(write.status).toBe(401);
    expect(await write.json()).toMatchObject({ message: "Requires authentication", status: "401" });
  });

  it("gives a workflow's token exactly the permissions it was minted with", async () => {
    const github = await start();
    const reader = withToken(github, github.workflowToken({ issues: "read", "pull-requests": "write" }));
    expect((await reader.rest.issues.listForRepo(repo)).status).toBe(200);
    expect(await refusal(reader.rest.issues.create({ ...repo, title: "x" }))).toMatchObject({
      status: 403,
      message: expect.stringContaining("Resource not accessible by integration"),
    });
    const writer = withToken(github, github.workflowToken({ issues: "write" }));
    const { data } = await writer.rest.issues.create({ ...repo, title: "x" });
    expect(data.user?.login).toBe("github-actions[bot]");
    expect(data.performed_via_github_app?.slug).toBe("github-actions");
  });

  it("hides a private repository from people without a role in it", async () => {
    const github = await start({ visibility: "private" });
    expect(await refusal(as(github, "nona").rest.repos.get(repo))).toMatchObject({ status: 404 });
    expect((await as(github, "rea").rest.repos.get(repo)).data.private).toBe(true);
  });

  it("maps roles to permissions as GitHub does and keeps the real role beside them", async () => {
    const github = await start();
    const level = async (username: string) => {
      const { data } = await as(github, "ada").rest.repos.getCollaboratorPermissionLevel({
        ...repo,
        username,
      });
      return [data.permission, data.role_name];
    };
    expect(await level("ada")).toEqual(["admin", "admin"]);
    expect(await level("max")).toEqual(["write", "maintain"]);
    expect(await level("wren")).toEqual(["write", "write"]);
    expect(await level("tri")).toEqual(["read", "triage"]);
    expect(await level("rea")).toEqual(["read", "read"]);
  });

  it("answers `none` for a stranger to a private repository and the user's own id for everybody", async () => {
    const github = await start({ visibility: "private" });
    const ada = as(github, "ada");
    const { data } = await ada.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: "nona" });
    expect(data.permission).toBe("none");
    const { data: issue } = await as(github, "rea").rest.issues.create({ ...repo, title: "who am I" });
    const { data: rea } = await ada.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: "rea" });
    expect(rea.user?.id).toBe(issue.user?.id);
  });

  it("answers 404 for the permission of someone who is no user", async () => {
    const github = await start();
    const asked = as(github, "ada").rest.repos.getCollaboratorPermissionLevel({
      ...repo,
      username: "ghosty",
    });
    expect(await refusal(asked)).toMatchObject({ status: 404 });
  });

  it("lets an expired installation token do nothing", async () => {
    let ahead = 0;
    const github = await start({ clock: () => Date.now() + ahead });
    const app = asApp(github, false);
    const installation_id = github.app.installationId;
    const { data } = await app.rest.apps.createInstallationAccessToken({ installation_id });
    const octokit = withToken(github, data.token);
    expect((await octokit.rest.repos.get(repo)).status).toBe(200);
    ahead = 3_601_000;
    expect(await refusal(octokit.rest.repos.get(repo))).toMatchObject({ status: 401 });
  });
});
