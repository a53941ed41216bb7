import { expect, test } from "vitest";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubPatient } from "../../src/github/github-patient.ts";
import { refRulesOf } from "../../src/local/github/refs-rules.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { here, localWorld } from "./local-world.ts";

const files = {
  ".github/pawl.yml": "app: 7\n",
  ".github/workflows/pawl.yml": "on: workflow_dispatch\n",
  ".github/workflows/notes.md": "no workflow\n",
};

test("sees what a repository has", async () => {
  const { app, action, as, first } = await localWorld(files);
  await as("ada").rest.issues.createLabel({ ...here, name: "ready" });
  const claim = firstClaim(14, { runId: 7, runAttempt: 1 }, first);
  await openGithubClaims(action).move(null, claim);
  const patient = openGithubPatient(app);

  expect(await patient.text(".github/pawl.yml")).toBe("app: 7\n");
  expect(await patient.workflows()).toEqual([
    { path: ".github/workflows/pawl.yml", text: "on: workflow_dispatch\n" },
  ]);
  expect(await patient.labels()).toContain("ready");
  expect(await patient.refs("refs/pawl/")).toEqual(["refs/pawl/claims/issue-14"]);
});

test("sees the rules that hold for our branches", async () => {
  const { app, local } = await localWorld(files);
  const patient = openGithubPatient(app);

  expect(await patient.branchRules("pawl/issue-1")).toEqual([]);
  refRulesOf(local.world).restricted = ["refs/heads/pawl/*"];
  expect(await patient.branchRules("pawl/issue-1")).not.toEqual([]);
});

test("does not know what its token may not see", async () => {
  const { app } = await localWorld(files);
  const patient = openGithubPatient(app);

  expect(await patient.secrets()).toBeNull();
  expect(await patient.mayOpenPullRequests()).toBeNull();
});

test("says a broken connection as a fault, not as a healthy repository", async () => {
  const { app, local } = await localWorld(files);
  local.faults.before = () => ({ kind: "drop" });

  await expect(openGithubPatient(app).branchRules("main")).rejects.toThrow();
});
