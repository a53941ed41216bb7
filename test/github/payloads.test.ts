import { describe, expect, test } from "vitest";
import { githubEvent, installationIdOf, repositoryOf } from "../../src/github/payloads.ts";

const sender = { login: "ada", id: 5, type: "User" };
const issue = { number: 12, body: null, labels: [{ name: "spec" }] };

describe("issue_comment", () => {
  const payload = { action: "created", comment: { id: 9, body: "/plan" }, issue, sender };
  test("created becomes a comment event of its sender", () => {
    expect(githubEvent("issue_comment", payload)).toEqual({
      kind: "comment",
      event: {
        comment: 9,
        body: "/plan",
        sender: { login: "ada", id: 5, kind: "person" },
        issue: { number: 12, isPullRequest: false, labels: ["spec"], body: "" },
      },
    });
  });
  test("on a pull request says so", () => {
    const event = githubEvent("issue_comment", {
      ...payload,
      issue: { ...issue, pull_request: { url: "u" } },
    });
    expect(event).toMatchObject({ event: { issue: { isPullRequest: true } } });
  });
  test.each(["Bot", "Organization", "Mannequin"])("by a %s is not a person's", (type) => {
    const event = githubEvent("issue_comment", { ...payload, sender: { ...sender, type } });
    expect(event).toMatchObject({ event: { sender: { kind: "bot" } } });
  });
  test.each(["edited", "deleted"])("%s is ignored", (action) => {
    expect(githubEvent("issue_comment", { ...payload, action }).kind).toBe("ignored");
  });
  test("without a sender is ignored, and the place is named", () => {
    const { sender: _sender, ...rest } = payload;
    expect(githubEvent("issue_comment", rest)).toMatchObject({ why: expect.stringContaining("sender") });
  });
});

test("issues.labeled is a change by somebody", () => {
  const payload = { action: "labeled", issue, label: { name: "ready" }, sender };
  expect(githubEvent("issues", payload)).toEqual({
    kind: "changed",
    issue: 12,
    action: "labeled",
    label: "ready",
    by: { login: "ada", kind: "person" },
  });
});

test("a pull request of our branch names its issue, and any other is ignored", () => {
  const pull = (ref: string) => ({
    action: "closed",
    pull_request: { number: 3, merged: true, head: { ref } },
  });
  expect(githubEvent("pull_request", pull("pawl/issue-14"))).toEqual({
    kind: "pull-request",
    issue: 14,
    action: "closed",
    merged: true,
  });
  expect(githubEvent("pull_request", pull("pawl/issue-14x")).kind).toBe("ignored");
});

test("a schedule and a dispatch only wake", () => {
  expect(githubEvent("schedule", {}).kind).toBe("woken");
  expect(githubEvent("repository_dispatch", {}).kind).toBe("woken");
  expect(githubEvent("star", {}).kind).toBe("ignored");
});

test("repository and installation are read where they are named", () => {
  const payload = { repository: { name: "shop", owner: { login: "acme" } }, installation: { id: 4 } };
  expect(repositoryOf(payload)).toEqual({ owner: "acme", name: "shop" });
  expect(installationIdOf(payload)).toBe(4);
  expect(repositoryOf(null)).toBeNull();
  expect(installationIdOf({})).toBeNull();
});

describe("what a bot did", () => {
  const bot = { login: "pawl[bot]", id: 7, type: "Bot" };

  test.each(["labeled", "unlabeled", "opened", "edited"])(
    "to an issue (%s) does not wake Pawl again",
    (action) => {
      expect(githubEvent("issues", { action, issue, sender: bot }).kind).toBe("ignored");
    },
  );

  test.each(["sub_issues", "issue_dependencies"])("to links (%s) does not wake Pawl again", (name) => {
    expect(githubEvent(name, { action: "blocked_by_added", sender: bot }).kind).toBe("ignored");
  });

  test.each(["closed", "reopened"])("counts where an issue was %s", (action) => {
    expect(githubEvent("issues", { action, issue, sender: bot }).kind).toBe("changed");
  });

  test("counts where a person did the same", () => {
    expect(githubEvent("sub_issues", { action: "sub_issue_added", sender }).kind).toBe("woken");
  });
});

test("of a run only its end wakes, and not when every job of it was skipped", () => {
  const kindOf = (action: string, conclusion: string | null) =>
    githubEvent("workflow_run", { action, workflow_run: { conclusion } }).kind;

  expect([kindOf("requested", null), kindOf("in_progress", null)]).toEqual(["ignored", "ignored"]);
  expect([kindOf("completed", "skipped"), kindOf("completed", "failure")]).toEqual(["ignored", "run-ended"]);
});
