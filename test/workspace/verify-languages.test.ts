import { execFileSync } from "node:child_process";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { verifyReport } from "../../src/workspace/verify-report.ts";
import { history, type Step } from "../tdd/verify/history.ts";

const open = (await sandboxAvailability()).kind === "available" ? [] : ["--dangerously-disable-sandbox"];

const there = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** Red classes and verdicts of the commits after the first. */
async function verdicts(
  steps: readonly Step[],
  prepare: (directory: string) => void = () => undefined,
): Promise<readonly (readonly [string | null, string])[]> {
  const { directory } = history(steps);
  prepare(directory);
  const { json } = await verifyReport(["base..main", "--repo", directory, ...open]);
  rmSync(directory, { recursive: true });
  return (json?.commits ?? []).map(({ red, verdict }) => [red, verdict] as const);
}

const python = "def total(lines):\n    return sum(lines)\n";
const pythonTest = "from cart import total\n\n\ndef test_empty():\n    assert total([]) == 0\n";

it.skipIf(!there("python3", "-m", "pytest", "--version"))(
  "proves a new function in Python by blanking it",
  async () => {
    const taxed = pythonTest.replace("total\n", "tax, total\n");
    const steps: readonly Step[] = [
      {
        subject: "chore: start",
        files: { "pytest.ini": "[pytest]\npythonpath = .\n", "cart.py": python, "test_cart.py": pythonTest },
      },
      {
        subject: "feat: tax",
        files: {
          "cart.py": `${python}\n\ndef tax(n):\n    return n / 5\n`,
          "test_cart.py": `${taxed}\n\ndef test_tax():\n    assert tax(10) == 2\n`,
        },
      },
    ];
    expect(await verdicts(steps)).toEqual([["missing-symbol", "proved"]]);
  },
);

const rust = (code: string, test: string) =>
  `pub fn total(prices: &[i64]) -> i64 {\n    prices.iter().sum()\n}\n${code}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn empty() {\n        assert_eq!(total(&[]), 0);\n    }\n${test}}\n`;

it.skipIf(!there("cargo", "--version"))(
  "proves a new function in Rust whose test stands beside it",
  async () => {
    const manifest = '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n';
    const test = "\n    #[test]\n    fn taxes() {\n        assert_eq!(tax(10), 2);\n    }\n";
    const steps: readonly Step[] = [
      {
        subject: "chore: start",
        files: { "Cargo.toml": manifest, ".gitignore": "target\nCargo.lock\n", "src/lib.rs": rust("", "") },
      },
      {
        subject: "feat: tax",
        files: { "src/lib.rs": rust("\npub fn tax(n: i64) -> i64 {\n    n / 5\n}\n", test) },
      },
    ];
    expect(await verdicts(steps)).toEqual([["missing-symbol", "proved"]]);
  },
);

const link = (directory: string) => symlinkSync(resolve("node_modules"), join(directory, "node_modules"));
const jestTest = (names: string, more: string) =>
  `const { ${names} } = require("./cart.js");\ntest("empty", () => { expect(total([])).toBe(0); });\n${more}`;
const jestCode = "exports.total = (lines) => lines.length;\n";

it.skipIf(!existsSync("node_modules/jest"))(
  "proves a new function under jest, whose packages are links",
  async () => {
    const steps: readonly Step[] = [
      {
        subject: "chore: start",
        files: {
          ".gitignore": "node_modules\n",
          "package.json": '{ "scripts": { "test": "jest" } }',
          "cart.js": jestCode,
          "cart.test.js": jestTest("total", ""),
        },
      },
      {
        subject: "feat: tax",
        files: {
          "cart.js": `${jestCode}exports.tax = (n) => n / 5;\n`,
          "cart.test.js": jestTest("total, tax", 'test("taxes", () => { expect(tax(10)).toBe(2); });\n'),
        },
      },
    ];
    expect(await verdicts(steps, link)).toEqual([["missing-symbol", "proved"]]);
  },
);

/** A runner of one's own, that writes JUnit XML without a suite around its tests. */
const ownRunner = `import { writeFileSync } from "node:fs";
const cases = [];
globalThis.test = (name, body) => {
  const begin = '<testcase name="' + name + '" file="cart.test.js">';
  try { body(); cases.push(begin + "</testcase>"); }
  catch { cases.push(begin + '<failure type="AssertionError">no</failure></testcase>'); }
};
await import("./cart.test.js");
writeFileSync(process.argv[2], "<testsuites>" + cases.join("") + "</testsuites>");
`;

it.skipIf(!existsSync("/usr/bin/node"))(
  "judges by the command of the base's configuration, by JUnit",
  async () => {
    const own = (title: string, body: string) => `test("${title}", () => { ${body} });\n`;
    const head = 'import assert from "node:assert/strict";\nimport { total } from "./cart.js";\n';
    const test = head + own("empty", "assert.equal(total([]), 0);");
    const code = "export const total = (lines) => lines.length;\n";
    const start = {
      "package.json": '{ "type": "module" }',
      ".github/pawl.yml": "run:\n  test: [node, run.js, '{report}']\n",
      "run.js": ownRunner,
      "cart.js": code,
      "cart.test.js": test,
    };
    const more = {
      ".github/pawl.yml": "run:\n  test: ['true', '{report}']\n",
      "cart.js": code.replace("lines.length", "lines.filter(Boolean).length"),
      "cart.test.js": test + own("skips holes", "assert.equal(total([null]), 0);"),
    };
    const steps = [
      { subject: "chore: start", files: start },
      { subject: "fix: holes", files: more },
    ];
    expect(await verdicts(steps)).toEqual([["assertion", "proved"]]);
  },
);
