import { describe, expect, it } from "vitest";
import { as, query, refusal, repo, start } from "./start.ts";

describe("labels", () => {
  it("creates, reads, lists and deletes a label of the repository", async () => {
    const github = await start();
    const ada = as(github, "ada");
    const made = await ada.rest.issues.createLabel({ ...repo, name: "blocked-by: #12", color: "d93f0b" });
    expect(made.data).toMatchObject({ name: "blocked-by: #12", color: "d93f0b", description: null });
    expect((await ada.rest.issues.getLabel({ ...repo, name: "blocked-by: #12" })).data.id).toBe(made.data.id);
    expect((await ada.rest.issues.listLabelsForRepo(repo)).data).toHaveLength(1);
    await ada.rest.issues.deleteLabel({ ...repo, name: "blocked-by: #12" });
    expect((await ada.rest.issues.listLabelsForRepo(repo)).data).toEqual([]);
  });

  it("takes a deleted label off every issue", async () => {
    const github = await start();
    const ada = as(github, "ada");
    const { data } = await ada.rest.issues.create({ ...repo, title: "a", labels: ["x", "y"] });
    await ada.rest.issues.deleteLabel({ ...repo, name: "x" });
    const after = await ada.rest.issues.get({ ...repo, issue_number: data.number });
    expect(after.data.labels).toMatchObject([{ name: "y" }]);
  });

  it("refuses a second label of the same name, in whatever case", async () => {
    const github = await start();
    const ada = as(github, "ada");
    await ada.rest.issues.createLabel({ ...repo, name: "ready" });
    expect((await refusal(ada.rest.issues.createLabel({ ...repo, name: "Ready" }))).errors).toEqual([
      { resource: "Label", field: "name", code: "already_exists" },
    ]);
  });

  it("refuses a colour that is none and a description above 100 characters", async () => {
    const github = await start();
    const ada = as(github, "ada");
    const red = ada.rest.issues.createLabel({ ...repo, name: "a", color: "#ff0000" });
    expect((await refusal(red)).errors).toMatchObject([{ field: "color", code: "invalid" }]);
    const long = ada.rest.issues.createLabel({ ...repo, name: "a", description: "x".repeat(101) });
    expect((await refusal(long)).errors).toMatchObject([{ field: "description", code: "invalid" }]);
  });

  it("needs write access to create a label, and triage to put one on an issue", async () => {
    const github = await start();
    const { data } = await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    const on = { ...repo, issue_number: data.number, labels: ["ready"] };
    expect(await refusal(as(github, "rea").rest.issues.addLabels(on))).toMatchObject({ status: 403 });
    expect((await as(github, "tri").rest.issues.addLabels(on)).data).toMatchObject([{ name: "ready" }]);
    const create = as(github, "tri").rest.issues.createLabel({ ...repo, name: "new" });
    expect(await refusal(create)).toMatchObject({ status: 403 });
  });

  it("adds a label once, removes it once, and says when there is none to remove", async () => {
    const github = await start();
    const ada = as(github, "ada");
    const { data } = await ada.rest.issues.create({ ...repo, title: "a" });
    const on = { ...repo, issue_number: data.number };
    await ada.rest.issues.addLabels({ ...on, labels: ["ready"] });
    expect((await ada.rest.issues.addLabels({ ...on, labels: ["ready", "P1"] })).data).toHaveLength(2);
    expect((await ada.rest.issues.removeLabel({ ...on, name: "ready" })).data).toMatchObject([
      { name: "P1" },
    ]);
    expect(await refusal(ada.rest.issues.removeLabel({ ...on, name: "ready" }))).toMatchObject({
      status: 404,
      message: expect.stringContaining("Label does not exist"),
    });
  });

  it("creates and finds labels over GraphQL and puts them on by node id", async () => {
    const github = await start();
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    const id = github.world.repository.nodeId;
    const made = await query(
      github,
      `mutation($id: ID!) {
        a: createLabel(input: { repositoryId: $id, name: "spec", color: "0e8a16" }) { label { id name } }
        b: createLabel(input: { repositoryId: $id, name: "task", color: "0e8a16" }) { label { id } }
      }`,
      { id },
    );
    const label = JSON.stringify(made).match(/"id":"(LA_[^"]+)"/)?.[1];
    const on = await query(
      github,
      `mutation($issue: ID!, $label: ID!) {
        addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$label] }) {
          labelable { ... on Issue { number } labels(first: 9) { nodes { name } } }
        }
      }`,
      { issue: github.world.issues.get(1)?.nodeId, label },
    );
    expect(on).toEqual({
      data: { addLabelsToLabelable: { labelable: { number: 1, labels: { nodes: [{ name: "spec" }] } } } },
    });
    const read = `query { repository(owner: "acme", name: "shop") { label(name: "TASK") { name } none: label(name: "x") { name } labels(first: 9) { totalCount } } }`;
    expect(await query(github, read)).toEqual({
      data: { repository: { label: { name: "task" }, none: null, labels: { totalCount: 2 } } },
    });
  });
});
