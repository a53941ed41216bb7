import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
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
async function verdicts(steps: readonly Step[]): Promise<readonly (readonly [string | null, string])[]> {
  const { directory } = history(steps);
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
