/** One small shop in five languages, and what a driver writes for two behaviours of it; the first needs a stub. */
import { type Behaviour, both, swap } from "../../src/local/sample/edit.ts";

/** `program` must run for the shop's tests to run; `packages` are ours that the shop needs installed. */
export type Shop = {
  readonly language: string;
  readonly program: readonly [command: string, ...args: string[]];
  readonly packages: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly behaviours: readonly Behaviour[];
};

/** `imports` is swapped in the test file, `stub` returns a 0 that green replaces, `wrong` is what counts no quantity. */
type Parts = {
  readonly code: string;
  readonly test: string;
  readonly imports: readonly [string, string];
  readonly taxTest: string;
  readonly stub: string;
  readonly quantityTest: string;
};

const wrong = "price + quantity - quantity";
const append = (more: string) => (text: string) => text + more;

function behavioursOf({ code, test, imports, taxTest, stub, quantityTest }: Parts): readonly Behaviour[] {
  return [
    {
      ...{ text: "Add the tax", criterion: "AC1", breaks: "the tax is forgotten" },
      red: { path: test, change: both(swap(imports), append(taxTest)) },
      stub: { path: code, change: append(stub) },
      green: { path: code, change: swap([stub, stub.replace(/\b0\b/, "net * 19 / 100")]) },
    },
    {
      ...{ text: "Count the quantity", criterion: "AC2", breaks: "the quantity is ignored" },
      red: { path: test, change: append(quantityTest) },
      stub: null,
      green: { path: code, change: swap([wrong, "price * quantity"]) },
    },
  ];
}

type Script = {
  readonly extension: "js" | "ts";
  readonly head: string;
  readonly manifest: string;
  readonly check: (is: string, wanted: number) => string;
};

function scriptShop({ extension, head, manifest, check }: Script): Pick<Shop, "files" | "behaviours"> {
  const [code, test] = [`src/shop.${extension}`, `test/shop.test.${extension}`];
  const number = extension === "ts" ? ": number" : "";
  const testOf = (title: string, body: string) => `\ntest("${title}", () => {\n  ${body};\n});\n`;
  return {
    files: {
      "package.json": manifest,
      ".gitignore": "node_modules\n",
      [code]: `export function total(price${number}, quantity${number})${number} {\n  return ${wrong};\n}\n`,
      [test]: `${head}import { total } from "../${code}";\n${testOf("prices one", check("total(5, 1)", 5))}`,
    },
    behaviours: behavioursOf({
      ...{ code, test, imports: ["{ total }", "{ tax, total }"] },
      taxTest: testOf("adds the tax", check("tax(100)", 19)),
      stub: `\nexport function tax(net${number})${number} {\n  return 0;\n}\n`,
      quantityTest: testOf("counts the quantity", check("total(5, 3)", 15)),
    }),
  };
}

const javascript = scriptShop({
  extension: "js",
  head: 'import assert from "node:assert/strict";\nimport { test } from "node:test";\n',
  manifest: '{"type":"module","scripts":{"test":"node --test"}}',
  check: (is, wanted) => `assert.equal(${is}, ${wanted})`,
});

const typescript = scriptShop({
  extension: "ts",
  head: 'import { expect, test } from "vitest";\n',
  manifest: '{"type":"module","scripts":{"test":"vitest run"},"devDependencies":{"vitest":"*"}}',
  check: (is, wanted) => `expect(${is}).toBe(${wanted})`,
});

const pythonTest = (name: string, check: string) => `\n\ndef test_${name}():\n    assert ${check}\n`;
const goTest = (name: string, is: string, wanted: number) =>
  `\nfunc Test${name}(t *testing.T) {\n\tif ${is} != ${wanted} {\n\t\tt.Errorf("got %d, want ${wanted}", ${is})\n\t}\n}\n`;
const rustTest = (name: string, is: string, wanted: number) =>
  `\n#[test]\nfn ${name}() {\n    assert_eq!(${is}, ${wanted});\n}\n`;

const python: Pick<Shop, "files" | "behaviours"> = {
  files: {
    "pytest.ini": "[pytest]\npythonpath = .\n",
    ".gitignore": "__pycache__\n",
    "shop.py": `def total(price, quantity):\n    return ${wrong}\n`,
    "test_shop.py": `from shop import total\n${pythonTest("prices_one", "total(5, 1) == 5")}`,
  },
  behaviours: behavioursOf({
    ...{ code: "shop.py", test: "test_shop.py", imports: ["import total", "import tax, total"] },
    taxTest: pythonTest("adds_the_tax", "tax(100) == 19"),
    stub: "\n\ndef tax(net):\n    return 0\n",
    quantityTest: pythonTest("counts_the_quantity", "total(5, 3) == 15"),
  }),
};

const go: Pick<Shop, "files" | "behaviours"> = {
  files: {
    "go.mod": "module example.com/shop\n\ngo 1.21\n",
    "shop.go": `package shop\n\nfunc Total(price, quantity int) int {\n\treturn ${wrong}\n}\n`,
    "shop_test.go": `package shop\n\nimport "testing"\n${goTest("PricesOne", "Total(5, 1)", 5)}`,
  },
  behaviours: behavioursOf({
    ...{ code: "shop.go", test: "shop_test.go", imports: ["package shop", "package shop"] },
    taxTest: goTest("AddsTheTax", "Tax(100)", 19),
    stub: "\nfunc Tax(net int) int {\n\treturn 0\n}\n",
    quantityTest: goTest("CountsTheQuantity", "Total(5, 3)", 15),
  }),
};

const rust: Pick<Shop, "files" | "behaviours"> = {
  files: {
    "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
    ".gitignore": "target\nCargo.lock\n",
    "src/lib.rs": `pub fn total(price: i64, quantity: i64) -> i64 {\n    ${wrong}\n}\n`,
    "tests/shop.rs": `use shop::{total};\n${rustTest("prices_one", "total(5, 1)", 5)}`,
  },
  behaviours: behavioursOf({
    ...{ code: "src/lib.rs", test: "tests/shop.rs", imports: ["{total}", "{tax, total}"] },
    taxTest: rustTest("adds_the_tax", "tax(100)", 19),
    stub: "\npub fn tax(net: i64) -> i64 {\n    0\n}\n",
    quantityTest: rustTest("counts_the_quantity", "total(5, 3)", 15),
  }),
};

export const shops: readonly Shop[] = [
  { language: "JavaScript", program: [process.execPath, "--version"], packages: [], ...javascript },
  { language: "TypeScript", program: [process.execPath, "--version"], packages: ["vitest"], ...typescript },
  { language: "Python", program: ["python3", "-m", "pytest", "--version"], packages: [], ...python },
  { language: "Go", program: ["go", "version"], packages: [], ...go },
  { language: "Rust", program: ["cargo", "--version"], packages: [], ...rust },
];
