/** One top-level test as a test binary reported it; subtests are folded into it. `lines` is what it and they logged. */
type GoResult = {
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly lines: readonly string[];
};

export type GoOutput = {
  readonly results: readonly GoResult[];
  /** Tests that began and have no result. */
  readonly open: readonly string[];
  /** The binary came to its end by itself: PASS or FAIL stands in the stream, and no frame contradicts another. */
  readonly whole: boolean;
};

type Open = { readonly lines: string[]; status: GoResult["status"] | null; milliseconds: number };

/**
 * Reads the stream of a test binary started with `-test.v=test2json`, in which the testing package marks each line of
 * its own with ^V (https://pkg.go.dev/cmd/test2json). Lines without the mark are what tests printed.
 */
export function readGoOutput(text: string): GoOutput {
  const tests = new Map<string, Open>();
  let current = "";
  let end = false;
  let sound = true;
  for (const frame of text.split("\x16").slice(1)) {
    const [head = "", ...rest] = frame.split("\n");
    const began = /^=== (RUN|NAME|CONT|PAUSE) +(\S*)/.exec(head);
    const ended = /^--- (PASS|FAIL|SKIP): (\S+) \((\d+(?:\.\d+)?)s\)/.exec(head);
    if (end) sound = false;
    if (began !== null) {
      current = began[2] ?? "";
      if (began[1] === "RUN") sound = open(tests, current) && sound;
    } else if (ended !== null) {
      current = ended[2] ?? "";
      sound = close(tests, current, ended[1] ?? "", Number(ended[3])) && sound;
    } else if (head === "PASS" || head === "FAIL") end = true;
    for (const line of rest) tests.get(current)?.lines.push(line);
  }
  return { ...folded(tests), whole: end && sound };
}

function open(tests: Map<string, Open>, name: string): boolean {
  const fresh = !tests.has(name);
  if (fresh) tests.set(name, { lines: [], status: null, milliseconds: 0 });
  return fresh;
}

const words = new Map<string, GoResult["status"]>([
  ["PASS", "passed"],
  ["FAIL", "failed"],
  ["SKIP", "skipped"],
]);

function close(tests: Map<string, Open>, name: string, word: string, seconds: number): boolean {
  const test = tests.get(name);
  const status = words.get(word);
  if (test === undefined || status === undefined || test.status !== null) return false;
  test.status = status;
  test.milliseconds = seconds * 1000;
  return true;
}

function folded(tests: ReadonlyMap<string, Open>): Pick<GoOutput, "results" | "open"> {
  const top = [...tests].filter(([name]) => !name.includes("/"));
  return {
    open: top.flatMap(([name, { status }]) => (status === null ? [name] : [])),
    results: top.flatMap(([name, { status, milliseconds, lines }]) => {
      if (status === null) return [];
      const inner = [...tests].filter(([sub]) => sub.startsWith(`${name}/`));
      const all = [...lines, ...inner.flatMap(([, test]) => test.lines)];
      return [{ name, status, milliseconds, lines: all }];
    }),
  };
}
