import type {
  Author,
  Comment,
  Issue,
  Label,
  LinkedIssue,
  Reaction,
  StateReason,
} from "../../src/issues/issue.ts";
import type { Tracker, Written } from "../../src/issues/tracker.ts";

/** What a test does to one operation: crash before or after it happened, or lose the answer before or after. */
export type Fault =
  | "crash-before"
  | "crash-after"
  | "lost-before"
  | "lost-after"
  | { readonly rejected: number }
  | null;

export type FakeTracker = Tracker & {
  /** Names of all operations so far; writes have a `!` behind their name. */
  readonly log: string[];
  readonly labels: Map<string, Label>;
  /** Asked before each operation with its place in the log, counted from 0. */
  fault: (operation: string, at: number) => Fault;
  /** How many reads of `descendants` still miss the newest issue. */
  lag: number;
  addIssue(change: Partial<Issue>): Issue;
  addComment(issue: number, body: string, author?: Author): Comment;
  all(): readonly LinkedIssue[];
};

const person: Author = { login: "alice", id: 9001, kind: "person", app: null };
export const app: Author = { login: "pawl[bot]", id: 9002, kind: "bot", app: 77 };

type Stored = { -readonly [Key in keyof LinkedIssue]: LinkedIssue[Key] };

/** A tracker in memory, written through the App `app`. It passes the same contract as the real adapter. */
export function fakeTracker(): FakeTracker {
  const issues: Stored[] = [];
  const comments: { issue: number; comment: { -readonly [Key in keyof Comment]: Comment[Key] } }[] = [];
  const reactions = new Map<number, Reaction[]>();
  const byNumber = (number: number) => issues.find((issue) => issue.number === number);
  const add = (change: Partial<Stored>): Stored => {
    const number = issues.length + 1;
    const issue: Stored = {
      number,
      id: `I_${number}`,
      title: "Issue",
      body: "",
      state: "open",
      stateReason: null,
      labels: [],
      author: person,
      createdAt: "2026-11-20T12:00:00Z",
      parent: null,
      blockedBy: [],
      unknownBlockers: 0,
      ...change,
    };
    issues.push(issue);
    return issue;
  };
  const addComment = (issue: number, body: string, author: Author) => {
    const id = 5_000 + comments.length;
    const comment = { id, body, author, createdAt: "2026-11-20T12:00:00Z", edited: false };
    comments.push({ issue, comment });
    return { ...comment };
  };
  const begin = (operation: string): Fault => {
    const fault = tracker.fault(operation, tracker.log.length);
    tracker.log.push(operation);
    if (fault === "crash-before") throw new Error(`crashed before ${operation}`);
    return fault;
  };
  const end = (operation: string, fault: Fault) => {
    if (fault === "crash-after") throw new Error(`crashed after ${operation}`);
  };
  const read = <Value>(operation: string, value: () => Value): Value => {
    const fault = begin(operation);
    const answer = value();
    end(operation, fault);
    return structuredClone(answer);
  };
  const create = <Value>(operation: string, value: () => Value): Written<Value> => {
    const fault = begin(operation);
    if (fault === "lost-before") return { kind: "unknown", text: "time-out" };
    if (fault !== null && typeof fault === "object") {
      return { kind: "rejected", status: fault.rejected, text: "Validation Failed" };
    }
    const answer = value();
    end(operation, fault);
    return fault === "lost-after"
      ? { kind: "unknown", text: "time-out" }
      : { kind: "written", value: structuredClone(answer) };
  };
  const inside = (number: number): readonly Stored[] =>
    issues.filter(({ parent }) => parent === number).flatMap((child) => [child, ...inside(child.number)]);
  const plain = ({ parent: _, blockedBy: __, unknownBlockers: ___, ...issue }: Stored): Issue => issue;

  const tracker: FakeTracker = {
    log: [],
    labels: new Map(),
    fault: () => null,
    lag: 0,
    addIssue: (change) => plain(add(change)),
    addComment: (issue, body, author = person) => addComment(issue, body, author),
    all: () => structuredClone(issues),
    issue: async (number) =>
      read("issue", () => {
        const found = byNumber(number);
        return found === undefined ? null : plain(found);
      }),
    comments: async (number) =>
      read("comments", () => comments.filter(({ issue }) => issue === number).map(({ comment }) => comment)),
    thread: async (number) =>
      read("thread", () => {
        const found = byNumber(number);
        if (found === undefined) return null;
        const own = comments.filter(({ issue }) => issue === number).map(({ comment }) => comment);
        const children = issues.filter(({ parent }) => parent === number).length;
        return { issue: plain(found), comments: own, children };
      }),
    comment: async (id) =>
      read("comment", () => comments.find(({ comment }) => comment.id === id)?.comment ?? null),
    descendants: async (number) =>
      read("descendants", () => {
        const found = [...inside(number)].sort((a, b) => a.number - b.number);
        if (tracker.lag > 0) {
          tracker.lag--;
          found.pop();
        }
        return found;
      }),
    issuesSince: async (since) =>
      read("issuesSince", () => issues.filter(({ createdAt }) => createdAt >= since)),
    createIssue: async (issue) =>
      create("createIssue!", () => {
        for (const label of issue.labels)
          if (!tracker.labels.has(label)) throw new Error(`no label ${label}`);
        const { title, body, labels, parent } = issue;
        return plain(add({ title, body, labels: [...labels], author: app, parent: parent?.number ?? null }));
      }),
    addEdges: async (edges) =>
      create("addEdges!", () => {
        for (const { blocked, blocker } of edges) {
          const issue = byNumber(blocked.number);
          if (issue === undefined || byNumber(blocker.number)?.id !== blocker.id || issue.id !== blocked.id) {
            throw new Error("an edge names an issue that is not there");
          }
          if (!issue.blockedBy.includes(blocker.number))
            issue.blockedBy = [...issue.blockedBy, blocker.number];
        }
        return null;
      }),
    removeEdges: async (edges) =>
      create("removeEdges!", () => {
        for (const { blocked, blocker } of edges) {
          const issue = byNumber(blocked.number);
          if (issue !== undefined)
            issue.blockedBy = issue.blockedBy.filter((number) => number !== blocker.number);
        }
        return null;
      }),
    editIssue: async (number, change) =>
      create("editIssue!", () => {
        const issue = byNumber(number);
        if (issue !== undefined) Object.assign(issue, change);
        return null;
      }),
    setParent: async (child, parent) =>
      create("setParent!", () => {
        const issue = byNumber(child.number);
        if (issue !== undefined) issue.parent = parent.number;
        return null;
      }),
    ensureLabels: async (labels) => {
      const fault = begin("ensureLabels");
      for (const label of labels) if (!tracker.labels.has(label.name)) tracker.labels.set(label.name, label);
      end("ensureLabels", fault);
    },
    addLabels: async (number, names) => {
      const fault = begin("addLabels!");
      const issue = byNumber(number);
      if (issue !== undefined) issue.labels = [...new Set([...issue.labels, ...names])];
      end("addLabels!", fault);
    },
    deleteLabel: async (name) => {
      const fault = begin("deleteLabel!");
      tracker.labels.delete(name);
      for (const issue of issues) issue.labels = issue.labels.filter((label) => label !== name);
      end("deleteLabel!", fault);
    },
    removeLabel: async (number, name) => {
      const fault = begin("removeLabel!");
      const issue = byNumber(number);
      if (issue !== undefined) issue.labels = issue.labels.filter((label) => label !== name);
      end("removeLabel!", fault);
    },
    createComment: async (number, body) => create("createComment!", () => addComment(number, body, app)),
    editComment: async (id, body) => {
      const fault = begin("editComment!");
      const found = comments.find(({ comment }) => comment.id === id)?.comment;
      if (found !== undefined) Object.assign(found, { body, edited: true });
      end("editComment!", fault);
    },
    react: async (id, reaction) => {
      const fault = begin("react!");
      const own = reactions.get(id) ?? [];
      reactions.set(id, own.includes(reaction) ? own : [...own, reaction]);
      end("react!", fault);
    },
    ownReactions: async (id) => read("ownReactions", () => reactions.get(id) ?? []),
    close: async (number, reason) => {
      const fault = begin("close!");
      const issue = byNumber(number);
      if (issue !== undefined)
        Object.assign(issue, { state: "closed", stateReason: reason satisfies StateReason });
      end("close!", fault);
    },
  };
  return tracker;
}

export function writes(tracker: FakeTracker, since = 0): readonly string[] {
  return tracker.log.slice(since).filter((operation) => operation.endsWith("!"));
}
