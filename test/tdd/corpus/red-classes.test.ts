import { describe, expect, it } from "vitest";
import { lastLine } from "../verify/fake-replay.ts";

/** A function as the parent has it, as the commit has it, and a call whose answer differs between the two. */
type Subject = {
  readonly name: string;
  readonly was: string;
  readonly is: string;
  readonly call: string;
  readonly old: string;
  readonly answer: string;
};

const of = (name: string, was: string, is: string, call: string, old: string, answer: string): Subject => ({
  name,
  was,
  is,
  call,
  old,
  answer,
});

const subjects: readonly Subject[] = [
  of("add", "(a, b) => a", "(a, b) => a + b", "add(2, 3)", "2", "5"),
  of(
    "longest",
    "(list) => list[0]",
    "(list) => list.toSorted((a, b) => b.length - a.length)[0]",
    'longest(["a", "bb"])',
    '"a"',
    '"bb"',
  ),
  of("even", "() => false", "(n) => n % 2 === 0", "even(4)", "false", "true"),
  of("shout", "(text) => text", "(text) => text.toUpperCase()", 'shout("hi")', '"hi"', '"HI"'),
  of("count", "() => 0", "(list) => list.length", "count([1, 2])", "0", "2"),
  of("last", "(list) => list[0]", "(list) => list.at(-1)", "last([7, 9])", "7", "9"),
  of("clamp", "(n) => n", "(n) => Math.min(n, 10)", "clamp(12)", "12", "10"),
  of("join", '(list) => list.join("")', '(list) => list.join("-")', 'join(["a", "b"])', '"ab"', '"a-b"'),
  of("zip", "(a) => a", "(a, b) => a.map((one, at) => one + b[at])", "zip([1], [2])[0]", "1", "3"),
  of("sign", "(n) => n", "(n) => Math.sign(n)", "sign(-4)", "-4", "-1"),
];

/** What a new test does, and the class its red run has. */
const tests: readonly (readonly [label: string, does: string, body: (subject: Subject) => string])[] = [
  ["assertion", "asserts the answer", ({ call, answer }) => `assert.equal(${call}, ${answer});`],
  ["assertion", "asserts deeply", ({ call, answer }) => `assert.deepEqual([${call}], [${answer}]);`],
  ["assertion", "asserts in a condition", ({ call, answer }) => `assert.ok(${call} === ${answer});`],
  ["assertion", "asserts what it is not", ({ call, old }) => `assert.notEqual(${call}, ${old});`],
  ["passes", "asserts nothing of it", () => "assert.ok(true);"],
  ["passes", "only calls it", ({ call }) => `${call};`],
  ["passes", "asserts its type", ({ name }) => `assert.equal(typeof ${name}, "function");`],
  [
    "wrong-error",
    "throws an error of its own",
    ({ call, answer }) => `if (${call} !== ${answer}) throw new Error("no");`,
  ],
  [
    "wrong-error",
    "stumbles over a value",
    ({ call, answer }) => `const o = ${call} === ${answer} ? { a: 1 } : null; assert.equal(o.a, 1);`,
  ],
  [
    "wrong-error",
    "names what nobody adds",
    ({ call, answer }) => `if (${call} !== ${answer}) nowhere(); assert.ok(1);`,
  ],
  [
    "not-run",
    "leaves before its end",
    ({ call, answer }) => `if (${call} !== ${answer}) exit(); assert.equal(${call}, ${answer});`,
  ],
  [
    "wrong-error",
    "does not come to its assertion",
    ({ call, answer }) => `JSON.parse(${call} === ${answer} ? "1" : "{"); assert.ok(1);`,
  ],
];

const corpus = subjects.flatMap((subject) =>
  tests.map(([label, does, body]) => ({
    label,
    does,
    name: subject.name,
    steps: stepsOf(subject, body(subject)),
  })),
);

function stepsOf({ name, was, is }: Subject, body: string) {
  const header = `import { ${name} } from "../src/one.js";\ntest("is there", () => { assert.ok(${name}); });\n`;
  return [
    {
      subject: "chore: start",
      files: { "src/one.js": `export const ${name} = ${was};\n`, "test/one.test.js": header },
    },
    {
      subject: "feat: more",
      files: {
        "src/one.js": `export const ${name} = ${is};\n`,
        "test/one.test.js": `${header}test("does it", () => { ${body} });\n`,
      },
    },
  ];
}

describe("the red class of a new test", () => {
  it.each(corpus)("is $label when the test of $name $does", async ({ label, steps }) => {
    expect((await lastLine(steps)).split(" ")[2]).toBe(label);
  });

  it("is labelled over at least 120 snapshots", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(120);
  });
});
