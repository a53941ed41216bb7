/**
 * The state of the cycle and the work so far as one text, written after each phase, so that a run that was killed goes
 * on where it was. What is read is checked whole: a text of another task, base or form counts as none.
 */
import { z } from "zod";
import type { CycleState, PhaseState } from "./cycle.ts";
import { phases } from "./cycle.ts";
import type { Attempt, Work } from "./work.ts";
import type { TreeChange } from "./work-tree.ts";
import type { WorkedStep } from "./worked.ts";

const text = z.string();
const texts = z.array(text);
const count = z.number().int().min(0);
const oid = z.string().regex(/^[0-9a-f]{40}$/);

const State = z.union([
  z.strictObject({
    kind: z.literal("phase"),
    phase: z.enum(phases),
    tries: z.partialRecord(z.enum(phases), count),
    passed: z.array(z.enum(["red", "green", "counterfactual"])),
  }) satisfies z.ZodType<PhaseState>,
  z.strictObject({ kind: z.literal("exit"), exit: z.enum(["done", "already-done"]) }),
]) satisfies z.ZodType<CycleState>;

const Change = z.strictObject({
  path: text,
  mode: z.enum(["100644", "100755", "120000", "160000"]),
  before: text.nullable(),
  content: z
    .base64()
    .transform((stored): Uint8Array => Uint8Array.from(Buffer.from(stored, "base64")))
    .nullable(),
}) satisfies z.ZodType<TreeChange>;
const changes = z.array(Change);

const Step = z.strictObject({
  kind: z.enum(["iteration", "refactor", "characterize", "chore"]),
  message: text,
  tests: changes,
  stub: changes,
  code: changes,
  evidence: z.strictObject({
    red: z.strictObject({ ids: texts, class: text, digest: text }).optional(),
    mutant: z
      .strictObject({ test: text, path: text, line: count, start: count, end: count, text, change: text })
      .optional(),
    check: z.strictObject({ command: texts, before: z.enum(["passed", "failed"]) }).optional(),
    green: z.strictObject({ passed: count, skipped: count }),
    criterion: text.optional(),
    iteration: count.optional(),
  }),
}) satisfies z.ZodType<WorkedStep>;

const Status = z.enum(["passed", "failed", "skipped", "todo"]);
const Failure = z.enum(["assertion", "missing-symbol", "syntax", "setup", "timeout", "crash", "unknown"]);
const Report = z.strictObject({
  complete: z.boolean(),
  outcomes: z.array(
    z.strictObject({
      id: text,
      status: Status,
      failure: Failure.nullable(),
      message: text,
      milliseconds: z.number(),
    }),
  ),
  loadFailures: z.array(
    z.strictObject({ path: text, failure: Failure, symbol: text.nullable(), message: text }),
  ),
});

const Class = z.enum([
  "assertion",
  "missing-symbol",
  "syntax",
  "wrong-error",
  "passes",
  "collateral",
  "not-run",
  "several",
  "unstable",
]);
const Mutant = z.strictObject({
  path: text,
  line: count,
  start: count,
  end: count,
  text,
  change: text,
  weight: count,
});
const Behaviour = z.strictObject({ text, criterion: text, breaks: text });
const Planned = z.strictObject({ ...Behaviour.shape, mutant: Mutant.optional() });

const UnderWay = z.strictObject({
  behaviour: Behaviour,
  test: text,
  ran: texts.nullable(),
  red: z.strictObject({ class: Class, message: text, symbol: text.nullable() }),
  redTree: oid,
  stubTree: oid.nullable(),
  draft: oid.nullable(),
  greenTree: oid.nullable(),
  report: Report.nullable(),
  tests: changes,
  stub: changes,
  code: changes,
}) satisfies z.ZodType<Attempt>;

const Known = z.strictObject({
  startedAt: z.number(),
  base: oid,
  green: oid,
  suite: z.strictObject({
    statuses: z.array(z.tuple([text, Status])).transform((pairs) => new Map(pairs)),
    flaky: texts.transform((ids) => new Set(ids)),
  }),
  todo: z.array(Planned),
  present: z.array(Behaviour),
  started: count,
  attempt: UnderWay.nullable(),
  arrivals: count,
  steps: z.array(Step),
  notes: z.array(z.strictObject({ kind: z.enum(["decision", "constraint", "gotcha", "todo"]), text })),
  usage: z.strictObject({
    calls: count,
    inputTokens: count,
    outputTokens: count,
    cacheReadTokens: count,
    cacheWriteTokens: count,
    usd: z.number().min(0),
  }),
  fresh: z.boolean(),
  findings: texts,
  failure: text.nullable(),
  asked: texts,
  uses: z.array(z.strictObject({ path: text, used: z.boolean(), why: text })),
  frozen: texts,
  beside: texts,
  mutation: z.strictObject({ killed: count, survivors: z.array(Mutant), open: count }).nullable(),
  checkedBefore: z.enum(["passed", "failed"]).nullable(),
  reason: z.strictObject({ code: text, text, next: text }).nullable(),
}) satisfies z.ZodType<Work>;

const Recorded = z.strictObject({ version: z.literal(1), key: text, state: State, work: Known });

/** Where a task stands: the next state of the cycle and what is known. `startedAt` is milliseconds since the start. */
export type Standing = { readonly state: CycleState; readonly work: Work };

/** One text. `key` names what is worked: a record of another key is never read back. */
export function writeWorkRecord(key: string, { state, work }: Standing): string {
  const { suite, steps, attempt } = work;
  return JSON.stringify({
    version: 1,
    key,
    state,
    work: {
      ...work,
      suite: { statuses: [...suite.statuses], flaky: [...suite.flaky] },
      steps: steps.map((step) => ({ ...step, ...parts(step) })),
      attempt: attempt === null ? null : { ...attempt, ...parts(attempt) },
    },
  });
}

/** `null` when the text is of another key, or not what `writeWorkRecord` writes. */
export function readWorkRecord(key: string, stored: string): Standing | null {
  try {
    const read = Recorded.safeParse(JSON.parse(stored));
    if (!read.success || read.data.key !== key) return null;
    const { state, work } = read.data;
    return { state, work };
  } catch {
    return null;
  }
}

function parts({ tests, stub, code }: Pick<Attempt, "tests" | "stub" | "code">) {
  return { tests: tests.map(storedChange), stub: stub.map(storedChange), code: code.map(storedChange) };
}

function storedChange({ content, ...change }: TreeChange) {
  return { ...change, content: content === null ? null : Buffer.from(content).toString("base64") };
}
