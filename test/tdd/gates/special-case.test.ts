import { describe, expect, it } from "vitest";
import { cheatDoubts } from "../../../src/tdd/gates/cheats/cheat-gate.ts";

const tests = {
  py: [
    "tests/test_a.py",
    'def test_a():\n    assert turn("hello world") == "dlrow olleh"\n    assert square(12) == 144\n',
  ],
  go: [
    "a_test.go",
    'package a\nfunc TestA(t *testing.T) { if Turn("hello world") != "dlrow olleh" || Square(12) != 144 { t.Error("no") } }\n',
  ],
  rs: [
    "tests/a.rs",
    '#[test] fn a() { assert_eq!(turn("hello world"), "dlrow olleh"); assert_eq!(square(12), 144); }\n',
  ],
} as const;

type Language = keyof typeof tests;

function codes(language: Language, code: string): readonly string[] {
  const [path, text] = tests[language];
  const files = [
    { path, before: null, after: text },
    { path: `src/a.${language}`, before: null, after: code },
  ];
  return cheatDoubts({ files, isTest: (one) => one === path }).map((doubt) => doubt.code);
}

const cheats: readonly (readonly [Language, string, string, string])[] = [
  ["py", "compares", "special-case", "def square(n):\n    if n == 12:\n        return 144\n    return 0\n"],
  [
    "py",
    "compares in an elif",
    "special-case",
    "def square(n):\n    if n < 0:\n        return 0\n    elif n == 12:\n        return 144\n",
  ],
  ["py", "compares in one line", "special-case", "def square(n):\n    return 144 if n == 12 else 0\n"],
  [
    "py",
    "matches",
    "special-case",
    "def square(n):\n    match n:\n        case 12:\n            return 144\n",
  ],
  ["py", "has a table", "special-case", "answers = {'hello world': 'dlrow olleh'}\n"],
  ["py", "always answers it", "constant-return", 'def square(n):\n    """The square."""\n    return 144\n'],
  [
    "go",
    "compares",
    "special-case",
    "package a\nfunc Square(n int) int { if n == 12 { return 144 }; return 0 }\n",
  ],
  [
    "go",
    "switches",
    "special-case",
    "package a\nfunc Square(n int) int { switch n {\ncase 3: return 9\ncase 12: return 144\n}; return 0 }\n",
  ],
  [
    "go",
    "has a table",
    "special-case",
    'package a\nvar answers = map[string]string{"hello world": "dlrow olleh"}\n',
  ],
  ["go", "always answers it", "constant-return", "package a\nfunc Square(n int) int { return 144 }\n"],
  ["rs", "compares", "special-case", "pub fn square(n: i64) -> i64 { if n == 12 { 144 } else { 0 } }\n"],
  ["rs", "matches", "special-case", "pub fn square(n: i64) -> i64 { match n { 12 => 144, _ => 0 } }\n"],
  [
    "rs",
    "has a table",
    "special-case",
    'fn answers() -> HashMap<&str, &str> { HashMap::from([("hello world", "dlrow olleh")]) }\n',
  ],
  ["rs", "always answers it", "constant-return", "pub fn square(n: i64) -> i64 { 144 }\n"],
];

const honest: readonly (readonly [Language, string, string])[] = [
  ["py", "computes", "def square(n):\n    return n * n\n"],
  ["py", "compares with a status", "def ok(r):\n    if r.status_code == 12:\n        return 144\n"],
  ["py", "compares with a length", "def ok(r):\n    if len(r) == 12:\n        return 144\n"],
  ["py", "knows other values", "def square(n):\n    if n == 0:\n        return 1\n    return n * n\n"],
  ["py", "is a value that takes nothing", "def limit(self):\n    return 144\n"],
  ["go", "computes", "package a\nfunc Square(n int) int { if n == 0 { return 0 }; return n * n }\n"],
  ["rs", "computes", "pub fn square(n: i64) -> i64 { match n { 0 => 0, _ => n * n } }\n"],
];

describe("code that knows the new test's own values", () => {
  it.each(cheats)("is seen when %s %s", (language, _, code, text) => {
    expect(codes(language, text)).toContain(code);
  });

  it.each(honest)("is not seen when %s %s", (language, _, text) => {
    expect(codes(language, text)).toEqual([]);
  });
});
