import { describe, expect, it } from "vitest";
import { as, asApp, query, repo, start } from "./start.ts";

const on = { ...repo, issue_number: 1 };

async function told() {
  let now = Date.parse("2026-03-01T10:00:00Z");
  const github = await start({
    clock: () => {
      now += 1000;
      return now;
    },
  });
  const ada = as(github, "ada");
  await ada.rest.issues.create({ ...repo, title: "a", labels: ["spec"] });
  await as(github, "wren").rest.issues.addLabels({ ...on, labels: ["ready"] });
  await as(github, "wren").rest.issues.createComment({ ...on, body: "go" });
  await ada.rest.issues.removeLabel({ ...on, name: "ready" });
  await ada.rest.issues.update({ ...on, title: "b" });
  await ada.rest.issues.update({ ...on, state: "closed", state_reason: "not_planned" });
  await ada.rest.issues.update({ ...on, state: "open" });
  return github;
}

describe("the timeline", () => {
  it("tells what happened in order with who did it, labels of the creation too", async () => {
    const github = await told();
    const { data } = await as(github, "ada").rest.issues.listEventsForTimeline(on);
    const story = data.map((event) => [event.event, "actor" in event ? event.actor?.login : null]);
    expect(story).toEqual([
      ["labeled", "ada"],
      ["labeled", "wren"],
      ["commented", "wren"],
      ["unlabeled", "ada"],
      ["renamed", "ada"],
      ["closed", "ada"],
      ["reopened", "ada"],
    ]);
    expect(data[1]).toMatchObject({ label: { name: "ready" }, performed_via_github_app: null });
    expect(data[4]).toMatchObject({ rename: { from: "a", to: "b" } });
    expect(data[5]).toMatchObject({ state_reason: "not_planned" });
  });

  it("says when an App did it", async () => {
    const github = await start();
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    await asApp(github).rest.issues.addLabels({ ...on, labels: ["blocked"] });
    const { data } = await as(github, "ada").rest.issues.listEventsForTimeline(on);
    expect(data).toMatchObject([
      { event: "labeled", actor: { login: "pawl[bot]" }, performed_via_github_app: { id: github.app.id } },
    ]);
  });

  it("answers only the kinds asked for over GraphQL, since a moment", async () => {
    const github = await told();
    const read = `query($types: [IssueTimelineItemsItemType!], $since: DateTime) {
      repository(owner: "acme", name: "shop") { issue(number: 1) {
        timelineItems(first: 50, itemTypes: $types, since: $since) { totalCount nodes {
          __typename
          ... on LabeledEvent { label { name } actor { login } createdAt }
          ... on UnlabeledEvent { label { name } actor { login } }
          ... on ClosedEvent { stateReason }
          ... on RenamedTitleEvent { previousTitle currentTitle }
        } } } } }`;
    const labels = await query(github, read, { types: ["LABELED_EVENT", "UNLABELED_EVENT"] });
    expect(labels).toMatchObject({
      data: {
        repository: {
          issue: {
            timelineItems: {
              totalCount: 3,
              nodes: [
                { __typename: "LabeledEvent", label: { name: "spec" } },
                { __typename: "LabeledEvent", label: { name: "ready" }, actor: { login: "wren" } },
                { __typename: "UnlabeledEvent", label: { name: "ready" }, actor: { login: "ada" } },
              ],
            },
          },
        },
      },
    });
    const all = await query(github, read, {
      types: ["RENAMED_TITLE_EVENT", "CLOSED_EVENT", "ISSUE_COMMENT"],
    });
    expect(all).toMatchObject({
      data: {
        repository: {
          issue: {
            timelineItems: {
              nodes: [
                { __typename: "IssueComment" },
                { __typename: "RenamedTitleEvent", previousTitle: "a", currentTitle: "b" },
                { __typename: "ClosedEvent", stateReason: "NOT_PLANNED" },
              ],
            },
          },
        },
      },
    });
    expect(await query(github, read, { since: "2030-01-01T00:00:00Z" })).toMatchObject({
      data: { repository: { issue: { timelineItems: { totalCount: 0 } } } },
    });
  });

  it("tells of links on both issues", async () => {
    const github = await start();
    const ada = as(github, "ada");
    await ada.rest.issues.create({ ...repo, title: "blocker" });
    await ada.rest.issues.create({ ...repo, title: "blocked" });
    const blocker = github.world.issues.get(1);
    if (blocker === undefined) throw new Error("no issue 1");
    await ada.rest.issues.addBlockedByDependency({ ...repo, issue_number: 2, issue_id: blocker.id });
    await ada.rest.issues.addSubIssue({ ...repo, issue_number: 2, sub_issue_id: blocker.id });
    const read = `query { repository(owner: "acme", name: "shop") {
      one: issue(number: 1) { timelineItems(first: 9) { nodes { ... on BlockingAddedEvent { blockedIssue { number } } ... on ParentIssueAddedEvent { parent { number } } } } }
      two: issue(number: 2) { timelineItems(first: 9) { nodes { ... on BlockedByAddedEvent { blockingIssue { number } } ... on SubIssueAddedEvent { subIssue { number } } } } }
    } }`;
    expect(await query(github, read)).toEqual({
      data: {
        repository: {
          one: { timelineItems: { nodes: [{ blockedIssue: { number: 2 } }, { parent: { number: 2 } }] } },
          two: { timelineItems: { nodes: [{ blockingIssue: { number: 1 } }, { subIssue: { number: 1 } }] } },
        },
      },
    });
  });
});
