import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { chosen } from "../../src/tdd/mutation/mutant.ts";
import { mutantsOf } from "../../src/tdd/mutation/mutants-of.ts";
import { tryMutants } from "../../src/tdd/mutation/try-mutants.ts";
import { openBench } from "../../src/workspace/bench.ts";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { history } from "../tdd/verify/history.ts";
import { missingProgram } from "./runner-options.ts";

const boxed = (await sandboxAvailability()).kind === "available";
const open: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of open) await close();
});

const shops = [
  {
    runner: "node:test",
    program: ["node", "--version"],
    code: "src/fee.js",
    files: {
      "package.json": '{ "type": "module", "scripts": { "test": "node --test" } }',
      "src/fee.js": "export function fee(cents) {\n  if (cents > 100) return 0;\n  return cents * 2;\n}\n",
      "test/fee.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { fee } from "../src/fee.js";
test("small orders cost twice", () => { assert.equal(fee(10), 20); });
test("large orders are free", () => { assert.equal(fee(101), 0); });
`,
    },
    tests: ["test/fee.test.js > small orders cost twice", "test/fee.test.js > large orders are free"],
  },
  {
    runner: "pytest",
    program: ["python3", "-m", "pytest", "--version"],
    code: "fee.py",
    files: {
      "pyproject.toml": "[tool.pytest.ini_options]\n",
      "fee.py": "def fee(cents):\n    if cents > 100:\n        return 0\n    return cents * 2\n",
      "test_fee.py":
        "from fee import fee\n\n\ndef test_small():\n    assert fee(10) == 20\n\n\ndef test_large():\n    assert fee(101) == 0\n",
    },
    tests: ["test_fee.py > test_small", "test_fee.py > test_large"],
  },
] as const;

describe.each(shops)("mutants run by $runner", ({ program: [command, ...args], code, files, tests }) => {
  test.skipIf(missingProgram(command, ...args) !== null)(
    "are noticed, but for the borders that no test is about",
    async () => {
      const { directory } = history([{ subject: "chore: start", files }]);
      const tree = await GitWorkTree.open(directory);
      open.push(async () => {
        await tree.close();
        rmSync(directory, { recursive: true, force: true });
      });
      const mode = boxed ? "bubblewrap" : "off";
      const bench = await openBench({ directory, tree, mode, services: null, probe: false });
      if (bench.kind === "refused") throw new Error(bench.refusal.text);
      const at = await tree.snapshot();
      const mutants = chosen(mutantsOf(code, null, (await tree.read(at, code)) ?? ""), 20);
      const ports = { ...bench.value, now: () => 0 };
      const tried = await tryMutants(ports, { at, mutants, tests: [...tests], until: 1 });
      const survivors = tried.filter(({ noticed }) => noticed === null).map(({ mutant }) => mutant.change);
      expect(survivors).toEqual(['">" became ">="']);
      expect(tried.filter(({ noticed }) => noticed?.assertion === true).length).toBe(tried.length - 1);
      expect(await tree.snapshot()).toBe(at);
    },
  );
});
