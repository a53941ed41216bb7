import type { Behaviour, Driver } from "../../src/tdd/driver.ts";
import type { WorkInput } from "../../src/tdd/work-task.ts";
import { cartTask, quantity, quantityCode, quantityTest, withTest } from "./cart.ts";
import { oneCall } from "./scripted-driver.ts";

/** Two behaviours, the first of which needs a stub, and a refactor turn after each. */
const tax: Behaviour = { text: "Add the tax", criterion: "AC1", breaks: "the tax is forgotten" };
const taxTest =
  'import { tax } from "../src/tax.js";\ntest("adds the tax", () => { assert.equal(tax(100), 19); });\n';
const stub = "export function tax(net) {\n  return 0;\n}\n";
const edits: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [`red ${tax.text}`]: { "test/tax.test.js": taxTest },
  [`stub ${tax.text}`]: { "src/tax.js": stub },
  [`green ${tax.text}`]: { "src/tax.js": stub.replace("0", "net * 0.19") },
  [`red ${quantity.text}`]: { "test/cart.test.js": withTest(quantityTest) },
  [`green ${quantity.text}`]: { "src/cart.js": quantityCode },
  refactor: { "src/cart.js": `// Prices.\n${quantityCode}` },
};

export const twoBehaviours: WorkInput = {
  packet: { ...cartTask, files: ["src/**", "test/**"] },
  facts: [],
  limits: { iterations: 12, minutes: 45 },
  protect: [],
  refactor: true,
};

/** Works them from what an order says alone, so that it can be asked again in another process. */
export function ableDriver(write: (path: string, text: string) => void): Driver {
  return {
    turn: async ({ phase, packet }) => {
      if (phase === "test-list")
        return { kind: "listed", behaviours: [tax, quantity], notes: [], usage: oneCall };
      const left = (packet.at(-1) ?? "").split("Still to do:")[1] ?? "";
      const current = [tax, quantity].find(({ text }) => left.includes(text));
      const edit = edits[current === undefined ? phase : `${phase} ${current.text}`] ?? {};
      for (const [path, text] of Object.entries(edit)) write(path, text);
      return { kind: "ended", notes: [{ kind: "decision", text: `${phase} done` }], usage: oneCall };
    },
  };
}
