import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/issues/issue.ts";
import type { Tracker, Written } from "../../src/issues/tracker.ts";

/** A tracker with one open issue of a person in it; `close` ends whatever serves it. */
export type TrackerWorld = {
  readonly tracker: Tracker;
  readonly issue: number;
  readonly close: () => Promise<void>;
};

function written<Value>(answer: Written<Value>): Value {
  if (answer.kind !== "written") throw new Error(`expected a write, got ${JSON.stringify(answer)}`);
  return answer.value;
}

const labels = [
  { name: "task", color: "0e8a16", description: "a task" },
  { name: "blocked", color: "d4c5f9", description: "waits" },
];

/** What every implementation of the Tracker port does; the fake and the real adapter run the same suite. */
export function trackerContract(name: string, makeTracker: () => Promise<TrackerWorld>): void {
  const withTracker = async (test: (tracker: Tracker, spec: Issue) => Promise<void>) => {
    const world = await makeTracker();
    try {
      const spec = await world.tracker.issue(world.issue);
      if (spec === null) throw new Error("the world has no issue");
      await test(world.tracker, spec);
    } finally {
      await world.close();
    }
  };
  const child = async (tracker: Tracker, parent: Issue, title: string) =>
    written(await tracker.createIssue({ title, body: `Body of ${title}`, labels: ["task"], parent }));

  describe(`${name} as a tracker`, () => {
    it("reads an issue by its number, and null where there is none", () =>
      withTracker(async (tracker, spec) => {
        expect(spec).toMatchObject({
          state: "open",
          stateReason: null,
          author: { kind: "person", app: null },
        });
        expect(await tracker.issue(999_999)).toBeNull();
      }));

    it("creates an issue under its parent, with its labels, as ourselves", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const created = await child(tracker, spec, "First");
        expect(created).toMatchObject({
          title: "First",
          body: "Body of First",
          labels: ["task"],
          state: "open",
        });
        expect(created.author.kind).toBe("bot");
        expect(await tracker.descendants(spec.number)).toMatchObject([
          { ...created, parent: spec.number, blockedBy: [], unknownBlockers: 0 },
        ]);
      }));

    it("lists descendants of every depth in creation order", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const sprint = await child(tracker, spec, "Sprint");
        const task = await child(tracker, sprint, "Task");
        const other = await child(tracker, spec, "Other");
        expect(
          (await tracker.descendants(spec.number)).map(({ number, parent }) => [number, parent]),
        ).toEqual([
          [sprint.number, spec.number],
          [task.number, sprint.number],
          [other.number, spec.number],
        ]);
      }));

    it("adds edges, and leaves those that stand alone", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const [a, b, c] = [
          await child(tracker, spec, "A"),
          await child(tracker, spec, "B"),
          await child(tracker, spec, "C"),
        ];
        written(await tracker.addEdges([{ blocked: b, blocker: a }]));
        written(
          await tracker.addEdges([
            { blocked: b, blocker: a },
            { blocked: c, blocker: a },
            { blocked: c, blocker: b },
          ]),
        );
        const found = await tracker.descendants(spec.number);
        expect(found.map(({ blockedBy }) => [...blockedBy].sort((x, y) => x - y))).toEqual([
          [],
          [a.number],
          [a.number, b.number],
        ]);
      }));

    it("still lists a blocker that was closed", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const [a, b] = [await child(tracker, spec, "A"), await child(tracker, spec, "B")];
        await tracker.addEdges([{ blocked: b, blocker: a }]);
        await tracker.close(a.number, "completed");
        expect(await tracker.descendants(spec.number)).toMatchObject([
          { state: "closed", stateReason: "completed" },
          { blockedBy: [a.number] },
        ]);
      }));

    it("removes edges, and does not mind those that are gone", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const [a, b, c] = [
          await child(tracker, spec, "A"),
          await child(tracker, spec, "B"),
          await child(tracker, spec, "C"),
        ];
        const [kept, gone] = [
          { blocked: c, blocker: a },
          { blocked: c, blocker: b },
        ];
        written(await tracker.addEdges([kept, gone]));
        written(await tracker.removeEdges([gone]));
        written(await tracker.removeEdges([gone]));
        expect((await tracker.descendants(spec.number)).map(({ blockedBy }) => blockedBy)).toEqual([
          [],
          [],
          [a.number],
        ]);
      }));

    it("edits title and body of an issue, each alone or both", () =>
      withTracker(async (tracker, spec) => {
        written(await tracker.editIssue(spec.number, { title: "New title" }));
        written(await tracker.editIssue(spec.number, { body: "New body" }));
        expect(await tracker.issue(spec.number)).toMatchObject({ title: "New title", body: "New body" });
      }));

    it("moves an issue below another parent", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const [sprint, task] = [await child(tracker, spec, "Sprint"), await child(tracker, spec, "Task")];
        written(await tracker.setParent(task, sprint));
        expect((await tracker.descendants(spec.number)).map(({ parent }) => parent)).toEqual([
          spec.number,
          sprint.number,
        ]);
      }));

    it("finds an issue that hangs elsewhere by the time it changed, and counts children", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        const [sprint, task] = [await child(tracker, spec, "Sprint"), await child(tracker, spec, "Task")];
        written(await tracker.setParent(task, sprint));
        const { createdAt = "" } = (await tracker.issue(spec.number)) ?? {};
        const found = await tracker.issuesSince(createdAt);
        expect(found.map(({ number, parent }) => [number, parent])).toEqual([
          [spec.number, null],
          [sprint.number, spec.number],
          [task.number, sprint.number],
        ]);
        expect(await tracker.issuesSince("2999-01-01T00:00:00Z")).toEqual([]);
        expect((await tracker.thread(spec.number))?.children).toBe(1);
      }));

    it("creates a label once and adds and removes it on an issue", () =>
      withTracker(async (tracker, spec) => {
        await tracker.ensureLabels(labels);
        await tracker.ensureLabels(labels);
        await tracker.addLabels(spec.number, ["task", "blocked"]);
        await tracker.addLabels(spec.number, ["blocked"]);
        await tracker.removeLabel(spec.number, "task");
        await tracker.removeLabel(spec.number, "task");
        expect((await tracker.issue(spec.number))?.labels).toEqual(["blocked"]);
      }));

    it("writes, lists and edits comments, oldest first", () =>
      withTracker(async (tracker, spec) => {
        const first = written(await tracker.createComment(spec.number, "one"));
        written(await tracker.createComment(spec.number, "two"));
        await tracker.editComment(first.id, "one, edited");
        expect((await tracker.comments(spec.number)).map(({ body }) => body)).toEqual(["one, edited", "two"]);
        expect((await tracker.comment(first.id))?.body).toBe("one, edited");
        expect(await tracker.comment(999_999_999)).toBeNull();
      }));

    it("reads an issue together with its comments, and null where there is none", () =>
      withTracker(async (tracker, spec) => {
        const first = written(await tracker.createComment(spec.number, "one"));
        written(await tracker.createComment(spec.number, "two"));
        await tracker.editComment(first.id, "one, edited");
        const [plain, listed] = [await tracker.issue(spec.number), await tracker.comments(spec.number)];
        // A list may miss an edit of the same second, the thread does not.
        const comments = listed.map((comment) => ({ ...comment, edited: comment.id === first.id }));
        expect(await tracker.thread(spec.number)).toEqual({ issue: plain, comments, children: 0 });
        expect(await tracker.thread(999_999)).toBeNull();
      }));

    it("reacts to a comment and knows its own reactions", () =>
      withTracker(async (tracker, spec) => {
        const { id } = written(await tracker.createComment(spec.number, "/plan"));
        expect(await tracker.ownReactions(id)).toEqual([]);
        await tracker.react(id, "eyes");
        await tracker.react(id, "eyes");
        await tracker.react(id, "rocket");
        expect([...(await tracker.ownReactions(id))].sort()).toEqual(["eyes", "rocket"]);
      }));

    it("closes an issue for a reason", () =>
      withTracker(async (tracker, spec) => {
        await tracker.close(spec.number, "not_planned");
        expect(await tracker.issue(spec.number)).toMatchObject({
          state: "closed",
          stateReason: "not_planned",
        });
      }));
  });
}
