/** One test as libtest printed it. `output` is what a failed test wrote, its panic last. */
type CargoResult = {
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly output: string;
};

export type CargoOutput = {
  readonly results: readonly CargoResult[];
  /** The run came to its end, and what it counted is what it printed. */
  readonly whole: boolean;
};

/** The names `--list --format terse` prints, one `name: test` a line. */
export function readCargoList(text: string): readonly string[] {
  return [...text.matchAll(/^(\S+): test$/gm)].map(([, name = ""]) => name);
}

/**
 * The stable text of libtest (https://doc.rust-lang.org/rustc/tests/index.html). `names` are the tests that were
 * listed before: lines about others are what a test printed. A test that is reported twice makes the run unsound.
 */
export function readCargoOutput(text: string, names: readonly string[]): CargoOutput {
  const listed = new Set(names);
  const split = text.indexOf("\nfailures:\n");
  const lines = split === -1 ? text : text.slice(0, split);
  const found = [
    ...lines.matchAll(/^test (\S+)(?: - should panic)? \.\.\. (?:.*\n)*?(ok|FAILED|ignored)\b.*$/gm),
  ].filter(([, name = ""]) => listed.has(name));
  const outputs = failureOutputs(split === -1 ? "" : text.slice(split));
  const results = found.map(([, name = "", word]): CargoResult => {
    const status = word === "ok" ? "passed" : word === "ignored" ? "skipped" : "failed";
    return { name, status, output: status === "failed" ? (outputs.get(name) ?? "") : "" };
  });
  const ends = [...text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm)];
  const [, passed, failed, ignored] = ends.at(-1) ?? [];
  const count = (status: CargoResult["status"]) => results.filter((one) => one.status === status).length;
  const counted =
    Number(passed) === count("passed") &&
    Number(failed) === count("failed") &&
    Number(ignored) === count("skipped");
  const once = new Set(results.map(({ name }) => name)).size === results.length;
  return { results, whole: ends.length === 1 && counted && once };
}

/** Blocks `---- name stdout ----` of the failures section. */
function failureOutputs(text: string): ReadonlyMap<string, string> {
  const heads = [...text.matchAll(/^---- (\S+) stdout ----\n/gm)];
  return new Map(
    heads.map((head, index) => {
      const end = heads[index + 1]?.index ?? text.indexOf("\n\nfailures:\n", head.index);
      return [head[1] ?? "", text.slice(head.index + head[0].length, end === -1 ? undefined : end)];
    }),
  );
}
