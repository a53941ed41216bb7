import { agreed, type RedClass, type RedFinding, redClass } from "../red-class.ts";
import { belongsTo, type Suite } from "../suite.ts";
import type { TestId, TestReport } from "../test-report.ts";
import type { CollectedTest, Selection, TestRunner } from "../test-runner.ts";
import { some } from "../violation.ts";
import { blank } from "./blank.ts";
import type { BlankMode } from "./edited.ts";
import { holdsTests, mayHoldBoth, withTestsOf } from "./inline-tests.ts";
import { type Doubt, unproved } from "./proof.ts";
import type { Overlay, Replay, ReplayCommit } from "./replay.ts";

/** What the red step needs: the new tests, the files they stand in (`null`: unknown), and the production paths put back. */
export type RedInput = {
  readonly commit: ReplayCommit;
  readonly tests: readonly TestId[];
  readonly files: readonly string[] | null;
  readonly production: readonly string[];
  readonly collected: readonly CollectedTest[];
};

export type RedResult = { readonly class: RedClass | null; readonly doubts: readonly Doubt[] };

type Ports = { readonly replay: Replay; readonly runner: TestRunner };

const nothing: Suite = { statuses: new Map(), flaky: new Set() };

/** The files of the tests where they are known, else all. */
export function selectionOf(files: readonly string[] | null): Selection {
  return files === null ? { kind: "all" } : { kind: "files", files };
}

/**
 * The new tests on the parent's production code, twice: together, then each alone where they are few. Each must fail
 * in its own assertion; or for a name that this commit adds, and then also with the added bodies blanked.
 */
export async function redStep(ports: Ports, input: RedInput): Promise<RedResult> {
  const found = await observe(
    ports,
    input,
    await parentCode(ports.replay, input),
    await bornHere(ports.replay, input),
  );
  const wanting = input.tests.filter((test) => found.get(test)?.class === "missing-symbol");
  const bad = input.tests.flatMap((test) => {
    const finding = found.get(test);
    if (finding === undefined || finding.class === "assertion" || finding.class === "missing-symbol")
      return [];
    return [{ test, finding }];
  });
  const [first] = bad;
  if (first !== undefined) return { class: first.finding.class, doubts: bad.map(redDoubt) };
  if (wanting.length === 0) return { class: "assertion", doubts: [] };
  const doubts = await withoutBodies(ports, input, wanting, found);
  const strange = doubts.some(({ code }) => code === "wrong-error");
  return { class: strange ? "wrong-error" : "missing-symbol", doubts };
}

/** The parent's production code under the new tests, those that stand in production files included. */
async function parentCode(replay: Replay, { commit, production }: RedInput): Promise<Overlay> {
  const texts = new Map<string, string>();
  for (const path of production.filter(mayHoldBoth)) {
    const [before, after] = [await replay.read(commit.before, path), await replay.read(commit.tree, path)];
    if (before !== null && after !== null && (holdsTests(before) || holdsTests(after)))
      texts.set(path, withTestsOf(before, after));
  }
  return { back: { tree: commit.before, paths: production }, texts };
}

/** New tests inside a production file that the parent does not have: their own module is what is missing. */
async function bornHere(replay: Replay, { commit, production, tests }: RedInput): Promise<readonly TestId[]> {
  const born: TestId[] = [];
  for (const path of production.filter(mayHoldBoth))
    if ((await replay.read(commit.before, path)) === null)
      born.push(...tests.filter((test) => belongsTo(test, path)));
  return born;
}

type Found = ReadonlyMap<TestId, RedFinding>;

async function observe(
  { replay, runner }: Ports,
  input: RedInput,
  overlay: Overlay,
  born: readonly TestId[] = [],
): Promise<Found> {
  await replay.lay(input.commit.tree, overlay);
  const first = classes(await runner.run(selectionOf(input.files)), input.tests);
  await replay.lay(input.commit.tree, overlay);
  const second = await again(runner, input);
  return new Map(
    input.tests.map((test) => {
      const finding = agreed(at(first, test), at(second, test));
      const absent = finding.class === "not-run" && born.includes(test);
      return [
        test,
        absent ? { class: "missing-symbol", message: finding.message, symbol: fileOf(test) } : finding,
      ];
    }),
  );
}

/** One by one while they are few: a test must fail by itself, not because another one failed before it. */
async function again(runner: TestRunner, { tests, files }: RedInput): Promise<Found> {
  if (tests.length > 3) return classes(await runner.run(selectionOf(files)), tests);
  const found = new Map<TestId, RedFinding>();
  for (const test of tests)
    found.set(test, at(classes(await runner.run({ kind: "test", id: test }), [test]), test));
  return found;
}

function classes(report: TestReport, tests: readonly TestId[]): Found {
  return new Map(
    tests.map((test) => {
      const loadFailures = report.loadFailures.filter(
        ({ path }) => belongsTo(test, path) || !report.complete,
      );
      return [
        test,
        redClass({ report: { ...report, loadFailures }, test, suite: nothing, ran: null, alone: true }),
      ];
    }),
  );
}

function fileOf(test: TestId): string {
  return test.split(" > ")[0] ?? test;
}

function at(found: Found, test: TestId): RedFinding {
  return found.get(test) ?? { class: "not-run", message: "", symbol: null };
}

function redDoubt({ test, finding }: { readonly test: TestId; readonly finding: RedFinding }): Doubt {
  const text: Partial<Record<RedClass, string>> = {
    passes: "passes on the parent's production code, so it proves nothing new",
    unstable: "does not fail the same way twice on the parent's production code",
    "not-run": "was not reported on the parent's production code",
  };
  return unproved(
    finding.class,
    `${test} ${text[finding.class] ?? `fails for another reason than its assertion: ${finding.message.split("\n")[0]}`}.`,
  );
}

/** A missing name must be one this commit adds, and an added body that does nothing must not satisfy the test. */
async function withoutBodies(
  ports: Ports,
  input: RedInput,
  tests: readonly TestId[],
  found: Found,
): Promise<readonly Doubt[]> {
  const zero = await blankedTexts(ports.replay, input, "zero");
  if (zero === null)
    return [
      unproved(
        "stub-unknown",
        "What the commit adds cannot be blanked: its language is not known or it does not parse.",
      ),
    ];
  const strange = tests.filter((test) => !names(at(found, test), zero.names));
  if (strange.length > 0)
    return [
      unproved(
        "wrong-error",
        `${some(strange)} misses a name that this commit does not add: ${at(found, strange[0] ?? "").message.split("\n")[0]}`,
      ),
    ];
  const idle = failing(await observe(ports, { ...input, tests }, { texts: zero.texts }));
  const left = tests.filter((test) => !idle.has(test));
  if (left.length === 0) return [];
  const thrown = await blankedTexts(ports.replay, input, "throw");
  const loud = failing(
    await observe(ports, { ...input, tests: left }, { texts: thrown?.texts ?? new Map() }),
  );
  const asserting = new Set(input.collected.filter(({ assertions }) => assertions > 0).map(({ id }) => id));
  const empty = left.filter((test) => !loud.has(test) || ![...asserting].some((id) => belongsTo(test, id)));
  return empty.length === 0
    ? []
    : [
        unproved(
          "passes-without-body",
          `${some(empty)} also passes when the functions this commit adds do nothing.`,
        ),
      ];
}

const failures: ReadonlySet<RedClass> = new Set(["assertion", "missing-symbol", "wrong-error"]);

/** Failing inside the test: a zero value may well end in an error of the test before its assertion. */
function failing(found: Found): ReadonlySet<TestId> {
  return new Set([...found].filter(([, { class: kind }]) => failures.has(kind)).map(([test]) => test));
}

type Texts = { readonly texts: ReadonlyMap<string, string>; readonly names: ReadonlySet<string> };

async function blankedTexts(
  replay: Replay,
  { commit, production }: RedInput,
  mode: BlankMode,
): Promise<Texts | null> {
  const texts = new Map<string, string>();
  const names = new Set<string>();
  for (const path of production) {
    const [before, after] = [await replay.read(commit.before, path), await replay.read(commit.tree, path)];
    if (after === null) continue;
    if (before === null) for (const word of words(path)) names.add(word);
    for (const word of words(after)) if (before === null || !words(before).has(word)) names.add(word);
    const blanked = blank(path, before, after, mode);
    if (blanked === null) continue;
    texts.set(path, blanked.text);
    for (const name of blanked.names) names.add(name);
  }
  return texts.size === 0 ? null : { texts, names };
}

/** Whether the missing name is one of the added ones. A path counts by its last part. */
function names({ symbol, message }: RedFinding, added: ReadonlySet<string>): boolean {
  const said = symbol === null ? [...words(message)] : [...words(symbol)];
  return said.some((word) => added.has(word));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}
