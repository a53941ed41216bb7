import { z } from "zod";

/**
 * What the reporters of vitest, jest and pytest write, one JSON record a line. `file` is a path from the repository
 * root or an absolute one. `phase` says where a failure happened; `assertion` what the runner itself knows of it.
 */
const Failure = z.object({
  name: z.string(),
  code: z.string(),
  message: z.string(),
  phase: z.enum(["test", "setup", "timeout", "crash"]),
  assertion: z.boolean(),
});
export type RunnerFailure = z.infer<typeof Failure>;

const RunnerRecord = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start"), nonce: z.string(), version: z.string() }),
  z.object({ kind: z.literal("began"), file: z.string() }),
  z.object({ kind: z.literal("ended"), file: z.string() }),
  z.object({
    kind: z.literal("test"),
    file: z.string(),
    titles: z.array(z.string()).min(1),
    status: z.enum(["passed", "failed", "skipped", "todo"]),
    milliseconds: z.number(),
    failure: Failure.nullable(),
  }),
  z.object({ kind: z.literal("load"), file: z.string(), name: z.string(), message: z.string() }),
  z.object({ kind: z.literal("end"), nonce: z.string(), records: z.number() }),
]);
export type RunnerRecord = z.infer<typeof RunnerRecord>;

export type RunnerRecords = {
  readonly started: boolean;
  readonly complete: boolean;
  readonly records: readonly RunnerRecord[];
};

/**
 * `complete` is true only when every line is a record, the first and the last carry this run's nonce, and none was
 * added or taken away. Without a first record of this run nothing is kept.
 */
export function readRunnerRecords(text: string, nonce: string): RunnerRecords {
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.flatMap((line) => recordIn(line));
  const [first, last] = [records[0], records.at(-1)];
  const started = first?.kind === "start" && first.nonce === nonce;
  const finished = last?.kind === "end" && last.nonce === nonce && last.records === lines.length;
  return {
    started,
    complete: started && finished && records.length === lines.length,
    records: started ? records : [],
  };
}

function recordIn(line: string): readonly RunnerRecord[] {
  try {
    const parsed = RunnerRecord.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
