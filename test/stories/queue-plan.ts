/** Twelve small tasks for the queue's story, and the engineer who works them: one of them never gets anywhere. */

import type { Scenario } from "../../src/local/claude/script.ts";
import { workingWith } from "../../src/local/demo/scenario.ts";
import { addTest, type Behaviour, both, swap } from "../../src/local/sample/edit.ts";

/** Who waits for whom. t4 is the one that fails; t8 and t11 are behind it. */
const blockers: Readonly<Record<string, readonly string[]>> = {
  t1: [],
  t2: [],
  t3: ["t1"],
  t4: ["t2"],
  t5: ["t1", "t2"],
  t6: ["t3"],
  t7: ["t5"],
  t8: ["t4"],
  t9: ["t6", "t7"],
  t10: ["t9"],
  t11: ["t8", "t9"],
  t12: ["t10"],
};

export const taskIds = Object.keys(blockers);
export const failing = "t4";

const fileOf = (id: string) => `src/${id}.js`;
const testOf = (id: string) => `test/${id}.test.js`;
const sentence = (id: string) => `answers the word of ${id}`;

const quote = "Each part answers its own word.";

export const spec = `# Words\n\n${quote} A visitor can ask for the words.\n`;

export const plan = {
  version: 1,
  title: "Words",
  summary: "Twelve parts that answer their words.",
  requirements: [{ id: "R1", text: "WHEN a part is asked THE part SHALL answer its word.", quote }],
  modules: [
    {
      id: "words",
      name: "Words",
      scope: "The words.",
      owns: ["src/**", "test/**"],
      requirements: ["R1"],
      provides: [],
      consumes: [],
      existing: [],
    },
  ],
  sprints: [{ id: "S1", goal: "A visitor can ask for the words", demo: "Ask.", deliverables: ["All words"] }],
  tasks: taskIds.map((id) => ({
    id,
    title: `Answer the word of ${id}`,
    module: "words",
    sprint: "S1",
    kind: "tdd",
    goal: `The part ${id} answers its own word and nothing else.`,
    requirements: ["R1"],
    criteria: [
      {
        id: "AC1",
        layer: id === "t1" ? "entry" : "domain",
        text: `WHEN ${id} is asked THE part SHALL answer ${id}`,
      },
    ],
    layers: [id === "t1" ? "entry" : "domain"],
    files: [fileOf(id), testOf(id)],
    reuse: [],
    blockedBy: blockers[id] ?? [],
    priority: 2,
    size: 1,
  })),
  assumptions: [],
  questions: [],
};

/** Every part is there from the start, with one test; its word is what is missing. */
export const filesAtFirst: Readonly<Record<string, string>> = Object.fromEntries(
  taskIds.flatMap((id) => [
    [fileOf(id), `export const name = "${id}";\n`],
    [
      testOf(id),
      `import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { name } from "../${fileOf(id)}";

describe("${id}", () => {
  it("has a name", () => {
    assert.equal(name, "${id}");
  });
});
`,
    ],
  ]),
);

function behaviourOf(id: string): readonly Behaviour[] {
  const test = `  it("${sentence(id)}", () => {\n    assert.equal(word(), "${id}");\n  });\n`;
  const word = (text: string) =>
    `/** The word of ${id}. */\nexport function word() {\n  return ${text};\n}\n`;
  const answering = (text: string) => (now: string) => `${now.split("\n/**")[0]}\n${word(text)}`;
  return [
    {
      text: sentence(id),
      criterion: "AC1",
      breaks: "another word is answered",
      red: { path: testOf(id), change: both(swap(["{ name }", "{ name, word }"]), addTest(test)) },
      stub: { path: fileOf(id), change: answering("null") },
      green: { path: fileOf(id), change: answering(id === failing ? `"no idea"` : `"${id}"`) },
    },
  ];
}

const working = workingWith(behaviourOf);

/** Plans the twelve tasks, then works them. */
export const scenario: Scenario = (request) =>
  request.userTexts.some((text) => /Phase: /.test(text)) ? working(request) : { json: plan };
