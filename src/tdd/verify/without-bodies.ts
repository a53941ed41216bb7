import type { RedClass, RedFinding } from "../red-class.ts";
import { belongsTo } from "../suite.ts";
import type { TestId } from "../test-report.ts";
import { some } from "../violation.ts";
import { blank } from "./blank.ts";
import type { BlankMode } from "./edited.ts";
import { type Doubt, unproved } from "./proof.ts";
import { at, type Found, observe, type Ports, type RedInput } from "./red-runs.ts";
import type { Replay } from "./replay.ts";

/** A missing name must be one this commit adds, and an added body that does nothing must not satisfy the test. */
export async function withoutBodies(
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
