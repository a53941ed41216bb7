import { describe, expect, test } from "vitest";
import { chosen, mutantText } from "../../../src/tdd/mutation/mutant.ts";
import { mutantsOf } from "../../../src/tdd/mutation/mutants-of.ts";

const changes = (path: string, before: string | null, after: string) =>
  mutantsOf(path, before, after).map(({ change }) => change);

const inFunction = (line: string) => `export function f(a, b) {\n${line}\n}\n`;
const inPython = (line: string) => `def f(a, b):\n    ${line}\n`;

describe("mutants of JavaScript", () => {
  test.each([
    ["a comparison is swapped", "if (a < b) b();", '"<" became "<="'],
    ["an equality is swapped", "g(a === b);", '"===" became "!=="'],
    ["a logical operator is swapped", "g(a && b);", '"&&" became "||"'],
    ["a condition is negated", "if (a) b();", '"a" became "!(a)"'],
    ["a sum becomes a difference", "g((a) /* + */ + b);", '"+" became "-"'],
    ["a number grows by one", "g(7);", '"7" became "8"'],
    ["a flag is turned", "g(true);", '"true" became "false"'],
    ["a statement is left out", "a.push(b);", '"a.push(b);" left out'],
    ["an answer is lost", "return a;", '"return a;" became "return;"'],
    ["the answer of an arrow is lost", "g(() => a.b);", '"a.b" became "undefined"'],
  ])("%s", (_, line, expected) => {
    expect(changes("src/f.js", null, inFunction(line))).toContain(expected);
  });

  test.each([
    ["what only writes to a log", 'console.log("a", 7);'],
    ["what steers a while", "while (a < 7) { a = a + 1; }"],
  ])("leave alone %s", (_, line) => {
    expect(changes("src/f.js", null, inFunction(line))).toEqual([]);
  });

  test("leave types alone", () => {
    expect(changes("src/f.ts", null, "type A = 1 | 2;\nexport interface B { a: true }\n")).toEqual([]);
  });

  test("are made of the changed lines only", () => {
    const before = inFunction("const c = a + 1;");
    const after = inFunction("const c = a + 1;\nreturn c > b;");
    expect(changes("src/f.js", before, after)).toEqual([
      '"return c > b;" became "return;"',
      '">" became ">="',
    ]);
  });

  test("are each another text", () => {
    const all = mutantsOf("src/f.js", null, inFunction("return a < b && a > 1 ? a - b : b * 2;"));
    const text = inFunction("return a < b && a > 1 ? a - b : b * 2;");
    const results = all.map(({ start, end, text: fresh }) => text.slice(0, start) + fresh + text.slice(end));
    expect(new Set(results).size).toBe(all.length);
  });

  test("name their line for people", () => {
    const [first] = mutantsOf("src/f.js", null, inFunction("g(7);"));
    expect(first && mutantText(first)).toBe('src/f.js:2: "g(7);" left out');
  });
});

describe("mutants of Python", () => {
  test.each([
    ["a comparison is swapped", "if a < b: g()", '"<" became "<="'],
    ["a logical operator is swapped", "g(a and b)", '"and" became "or"'],
    ["a condition is negated", "if a: g()", '"a" became "not (a)"'],
    ["a sum becomes a difference", "g(a + b)", '"+" became "-"'],
    ["an update is turned", "a += b", '"+=" became "-="'],
    ["a number grows by one", "g(7)", '"7" became "8"'],
    ["a flag is turned", "g(True)", '"True" became "False"'],
    ["a statement is left out", "a.append(b)", '"a.append(b)" left out'],
    ["an answer is lost", "return a", '"return a" became "return None"'],
  ])("%s", (_, line, expected) => {
    expect(changes("src/f.py", null, inPython(line))).toContain(expected);
  });

  test.each([
    ["documentation", '"""Says 7."""'],
    ["what is only printed", "print(7)"],
    ["what steers a while", "while a < 7: a = a + 1"],
  ])("leave alone %s", (_, line) => {
    expect(
      changes("src/f.py", null, inPython(line)).filter((change) => !change.includes("left out")),
    ).toEqual([]);
  });
});

describe("the mutants to try", () => {
  const long = inFunction(
    Array.from({ length: 30 }, (_, at) => `g(a < ${at} && b > ${at}, a + ${at});`).join("\n"),
  );
  const all = mutantsOf("src/f.js", null, long);

  test("are at most three of a line", () => {
    const lines = chosen(all, 1000).map(({ line }) => line);
    expect(Math.max(...[...new Set(lines)].map((line) => lines.filter((one) => one === line).length))).toBe(
      3,
    );
  });

  test("are spread over the lines before a line has its second", () => {
    expect(new Set(chosen(all, 20).map(({ line }) => line)).size).toBe(20);
  });

  test("there are none for a language without a mutator, or for what does not parse", () => {
    expect([...mutantsOf("a.go", null, "package a"), ...mutantsOf("a.js", null, "const = 1")]).toEqual([]);
  });
});
