import { describe, expect, it } from "vitest";
import { handMadeCriteria, handMadePacket } from "../../src/issues/hand-made-task.ts";
import type { Issue } from "../../src/issues/issue.ts";
import { printTaskBody, taskMarkerOf } from "../../src/issues/task-body.ts";

const marker = { kind: "task", spec: 12, task: "t3", plan: "a".repeat(64) } as const;
const text = {
  kind: "tdd",
  goal: "Readers page.\n\nThey never skip a product.",
  criteria: [{ id: "AC1", layer: "entry", text: "WHEN a cursor is given THE list SHALL start after it" }],
  layers: ["entry"],
  files: ["src/a.ts"],
  reuse: [{ path: "src/page.ts", why: "keyset helper for @team" }],
  size: 4,
  module: { name: "Catalog", scope: "Products" },
  sprint: "Paging",
  blockers: [13, 14],
  requirements: [{ id: "R1", text: "The list pages" }],
} as const;

const issue = (body: string): Issue => ({
  number: 40,
  id: "I_40",
  title: "Sort the list",
  body,
  state: "open",
  stateReason: null,
  labels: ["task", "P1"],
  author: { login: "alice", id: 1, kind: "person", app: null },
  createdAt: "2026-11-20T12:00:00Z",
});

describe("task body", () => {
  const body = printTaskBody(marker, text);

  it("carries the task's identity", () => {
    expect(taskMarkerOf(body)).toEqual(marker);
  });

  it("says what a reviewer needs", () => {
    expect(body).toContain("### Acceptance criteria\n\n- **AC1** (entry) WHEN a cursor is given");
    expect(body).toContain("### Blocked by\n\n- #13\n- #14");
    expect(body).toContain("- `src/page.ts`: keyset helper for `@team`");
    expect(body).toContain("size: 4 iterations");
  });

  it("leaves out sections that would be empty", () => {
    expect(printTaskBody(marker, { ...text, blockers: [], reuse: [] })).not.toMatch(/Blocked by|Reuse|Check/);
  });

  it("can be read back by the parser of hand-made tasks", () => {
    expect(handMadeCriteria(body)?.map(({ text: criterion }) => criterion)).toEqual([
      "AC1 (entry) WHEN a cursor is given THE list SHALL start after it",
    ]);
  });
});

describe("hand-made task", () => {
  it("has the criteria of its list, task boxes or not", () => {
    const body =
      "Sorting is missing.\n\n## Acceptance Criteria:\n\n- [ ] WHEN a THE b SHALL c\n- [x] Second\n\nMore.";
    expect(handMadePacket(issue(body))).toMatchObject({
      number: 40,
      spec: null,
      goal: "Sorting is missing.",
      priority: 1,
      kind: "tdd",
      criteria: [
        { id: "AC1", text: "WHEN a THE b SHALL c" },
        { id: "AC2", text: "Second" },
      ],
    });
  });

  it.each([
    ["there is no list", "## Acceptance criteria\n\nIt works."],
    ["there is no heading", "- one\n- two"],
    ["there are six", `## Acceptance criteria\n\n${"- x\n".repeat(6)}`],
    ["the list is hidden", "<!-- \n## Acceptance criteria\n\n- one\n-->\ntext"],
    ["an item is empty", "## Acceptance criteria\n\n- one\n-\n"],
  ])("has no criteria when %s", (_, body) => {
    expect(handMadeCriteria(body)).toBeNull();
  });
});
