import type { Emptied, EmptiedFile } from "./emptied.ts";
import { literalCalls } from "./literal-calls.ts";

/** A program that calls both versions of each added function with the same generated inputs and prints one JSON line. */
export type Comparison = {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly command: readonly string[];
};

const inputs = 200;

/** `mark` begins the line that the program prints. `null` when the file's language has no such program. */
export function comparisonOf(file: EmptiedFile, { testTexts }: Emptied, mark: string): Comparison {
  const names = [...new Set(file.names.filter((name) => /^[A-Za-z]\w*$/.test(name)))];
  const folder = file.path.includes("/") ? file.path.slice(0, file.path.lastIndexOf("/") + 1) : "";
  const name = file.path.slice(folder.length);
  const python = name.endsWith(".py");
  const first = `${folder}pawl_first_${name}`;
  const program = python ? "pawl_compare.py" : "pawl_compare.mjs";
  const calls = python ? [] : testTexts.flatMap(({ path, text }) => literalCalls(path, text, names));
  const text = python
    ? pythonProgram({ first, second: file.path, names, mark, tests: testTexts.map((one) => one.text) })
    : javascriptProgram({ first, second: file.path, names, mark, calls });
  return {
    files: [
      { path: first, text: file.first },
      { path: program, text },
    ],
    command: [python ? "python3" : "node", program],
  };
}

type Given = {
  readonly first: string;
  readonly second: string;
  readonly names: readonly string[];
  readonly mark: string;
};

function javascriptProgram({
  first,
  second,
  names,
  mark,
  calls,
}: Given & { calls: readonly string[] }): string {
  return `import * as first from ${JSON.stringify(`./${first}`)};
import * as second from ${JSON.stringify(`./${second}`)};
let seed = 7;
const next = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
const plain = [0, 1, 2, -1, 3.5, 100, "", "a", "b c", "A1", true, false, null, undefined, [], [1, 2, 3], ["b", "a"], {}, { a: 1 }];
const known = [${calls.join(", ")}];
const vary = (value) => {
  if (Array.isArray(value)) return next(4) === 0 ? value.slice(1) : value.map(vary);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, vary(one)]));
  if (typeof value === "number") return [value, value + 1, value - 1, 0, value * 2][next(5)];
  if (typeof value === "string") return [value, "", value + "x", value.toUpperCase(), value.slice(1)][next(5)];
  return typeof value === "boolean" ? next(2) === 0 : value;
};
const show = async (call, given) => {
  try { return "= " + JSON.stringify(await call(...structuredClone(given)), (_, one) => typeof one === "undefined" ? "undefined" : one); }
  catch (error) { return "! " + error?.constructor?.name; }
};
let same = 0, of = 0;
const different = [];
for (const name of ${JSON.stringify(names)}) {
  const [one, two] = [first[name], second[name]];
  if (typeof one !== "function" || typeof two !== "function") continue;
  for (let round = 0; round < ${inputs}; round++) {
    const given = known.length > 0 && round % 4 !== 3 ? (round < known.length ? known[round] : vary(known[next(known.length)]))
      : Array.from({ length: Math.max(1, one.length) }, () => plain[next(plain.length)]);
    const [a, b] = [await show(one, given), await show(two, given)];
    if (a.startsWith("!") && b.startsWith("!")) continue;
    of++;
    if (a === b) same++;
    else if (different.length < 3) different.push(name + "(" + JSON.stringify(given).slice(1, -1).slice(0, 120) + ")");
  }
}
console.log(${JSON.stringify(mark)} + JSON.stringify({ same, of, different }));
`;
}

function pythonProgram({ first, second, names, mark, tests }: Given & { tests: readonly string[] }): string {
  return `import ast, copy, importlib.util, json, os, sys
sys.path[:0] = [os.getcwd(), os.path.dirname(os.path.abspath(${JSON.stringify(second)}))]
def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
first, second = load(${JSON.stringify(first)}, "pawl_first"), load(${JSON.stringify(second)}, "pawl_second")
seed = 7
def rnd(most):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % most
plain = [0, 1, 2, -1, 3.5, 100, "", "a", "b c", "A1", True, False, None, [], [1, 2, 3], ["b", "a"], {}, {"a": 1}]
names = ${JSON.stringify(names)}
known = []
for text in json.loads(${JSON.stringify(JSON.stringify(tests))}):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and not node.keywords and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            try: known.append([ast.literal_eval(one) for one in node.args])
            except Exception: pass
def vary(value):
    if isinstance(value, bool): return rnd(2) == 0
    if isinstance(value, (int, float)): return [value, value + 1, value - 1, 0, value * 2][rnd(5)]
    if isinstance(value, str): return [value, "", value + "x", value.upper(), value[1:]][rnd(5)]
    if isinstance(value, list): return value[1:] if rnd(4) == 0 else [vary(one) for one in value]
    if isinstance(value, tuple): return tuple(vary(one) for one in value)
    if isinstance(value, dict): return {key: vary(one) for key, one in value.items()}
    return value
def show(call, given):
    try: return "= " + repr(call(*copy.deepcopy(given)))
    except Exception as error: return "! " + type(error).__name__
same = of = 0
different = []
for name in names:
    one, two = getattr(first, name, None), getattr(second, name, None)
    if not callable(one) or not callable(two) or isinstance(one, type): continue
    count = getattr(getattr(one, "__code__", None), "co_argcount", 1)
    for step in range(${inputs}):
        if known and step % 4 != 3: given = known[step] if step < len(known) else vary(known[rnd(len(known))])
        else: given = [plain[rnd(len(plain))] for _ in range(max(1, count))]
        a, b = show(one, given), show(two, given)
        if a[0] == "!" and b[0] == "!": continue
        of += 1
        if a == b: same += 1
        elif len(different) < 3: different.append(name + repr(tuple(given))[:120])
print(${JSON.stringify(mark)} + json.dumps({"same": same, "of": of, "different": different}))
`;
}
