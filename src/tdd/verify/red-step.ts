import type { RedClass, RedFinding } from "../red-class.ts";
import { belongsTo } from "../suite.ts";
import type { TestId } from "../test-report.ts";
import { holdsTests, mayHoldBoth, withTestsOf } from "./inline-tests.ts";
import { type Doubt, unproved } from "./proof.ts";
import { observe, type Ports, type RedInput } from "./red-runs.ts";
import type { Overlay, Replay } from "./replay.ts";
import { withoutBodies } from "./without-bodies.ts";

export type RedResult = { readonly class: RedClass | null; readonly doubts: readonly Doubt[] };

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
