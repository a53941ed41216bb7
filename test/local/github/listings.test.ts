/** Lists and single reads that no other test of the local GitHub asks for. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addCommit } from "./bare-repository.ts";
import { client, type GitWorld, gitWorld, here } from "./git-world.ts";
import { as, asApp, repo, start } from "./start.ts";

const workflow = `name: Pawl
on: { workflow_dispatch: {} }
jobs:
  run:
    runs-on: ubuntu-latest
    steps: [{ run: "true" }]
`;

describe("what can be listed", () => {
  let world: GitWorld;
  beforeEach(async () => {
    world = await gitWorld({ files: { ".github/workflows/pawl.yml": workflow } });
  });
  afterEach(() => world.close());

  it("is the branches, with their tips and whether they are protected", async () => {
    const head = await addCommit(world.git, world.first, { "b.js": "1" }, "b");
    await world.bot.git.createRef({ ...here, ref: "refs/heads/pawl/issue-1", sha: head });

    const { data } = await world.rita.repos.listBranches(here);

    expect(data.map(({ name, commit }) => [name, commit.sha])).toEqual([
      ["main", world.first],
      ["pawl/issue-1", head],
    ]);
  });

  it("is the workflows, each also by its file name and by its id", async () => {
    const all = await world.rita.actions.listRepoWorkflows(here);
    expect(all.data.workflows).toMatchObject([{ name: "Pawl", path: ".github/workflows/pawl.yml" }]);

    const byFile = await world.rita.actions.getWorkflow({ ...here, workflow_id: "pawl.yml" });
    const byId = await world.rita.actions.getWorkflow({ ...here, workflow_id: byFile.data.id });

    expect(byId.data).toEqual(byFile.data);
    await expect(world.rita.actions.getWorkflow({ ...here, workflow_id: "none.yml" })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("is the runs of all workflows, by event and by status", async () => {
    await world.alice.actions.createWorkflowDispatch({ ...here, workflow_id: "pawl.yml", ref: "main" });
    await world.github.settle();
    const runs = async (filter: { readonly event?: string; readonly status?: "queued" | "completed" }) =>
      (await world.rita.actions.listWorkflowRunsForRepo({ ...here, ...filter })).data.total_count;

    expect(await runs({})).toBe(1);
    expect(await runs({ event: "workflow_dispatch", status: "queued" })).toBe(1);
    expect(await runs({ event: "push" })).toBe(0);
    expect(await runs({ status: "completed" })).toBe(0);
  });

  it("is whether a pull request was merged, as 204 or 404", async () => {
    const head = await addCommit(world.git, world.first, { "b.js": "1" }, "b");
    await world.bot.git.createRef({ ...here, ref: "refs/heads/x", sha: head });
    const pulls = client(
      world.github,
      world.github.workflowToken({ pull_requests: "write", contents: "write" }),
    );
    const pull_number = (await pulls.pulls.create({ ...here, title: "x", head: "x", base: "main" })).data
      .number;

    await expect(world.rita.pulls.checkIfMerged({ ...here, pull_number })).rejects.toMatchObject({
      status: 404,
    });
    await world.alice.pulls.merge({ ...here, pull_number });
    expect((await world.rita.pulls.checkIfMerged({ ...here, pull_number })).status).toBe(204);
  });
});

describe("an issue's labels", () => {
  it("are replaced as a whole, which tells of each that came and went", async () => {
    const github = await start();
    const ada = as(github, "ada");
    const { number: issue_number } = (
      await ada.rest.issues.create({ ...repo, title: "a", labels: ["x", "y"] })
    ).data;

    await ada.rest.issues.setLabels({ ...repo, issue_number, labels: ["y", "ready"] });

    const { data } = await ada.rest.issues.listLabelsOnIssue({ ...repo, issue_number });
    expect(data.map(({ name }) => name)).toEqual(["y", "ready"]);
    const events = await ada.rest.issues.listEventsForTimeline({ ...repo, issue_number });
    const told = events.data.flatMap((event) =>
      "label" in event && event.label ? [`${event.event} ${event.label.name}`] : [],
    );
    expect(told).toEqual(["labeled x", "labeled y", "unlabeled x", "labeled ready"]);
  });
});

describe("the App", () => {
  it("finds its installations, all and one by one", async () => {
    const github = await start();
    const app = asApp(github, false);

    const [all, one] = [
      await app.rest.apps.listInstallations(),
      await app.rest.apps.getInstallation({ installation_id: github.app.installationId }),
    ];

    expect(all.data).toEqual([one.data]);
    expect(one.data).toMatchObject({ app_id: github.app.id, account: { login: "acme" } });
    await expect(app.rest.apps.getInstallation({ installation_id: 1 })).rejects.toMatchObject({
      status: 404,
    });
  });
});
