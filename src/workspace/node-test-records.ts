import { z } from "zod";

const Failure = z.object({
  type: z.string(),
  name: z.string(),
  code: z.string(),
  message: z.string(),
  signal: z.string().nullable(),
});
export type RecordedFailure = z.infer<typeof Failure>;

const TestRecord = z.object({
  kind: z.literal("test"),
  name: z.string(),
  nesting: z.number().int().min(0),
  file: z.string(),
  entryFile: z.string().nullable(),
  suite: z.boolean(),
  status: z.enum(["passed", "failed", "skipped", "todo"]),
  milliseconds: z.number(),
  failure: Failure.nullable(),
  errors: z.string(),
});
export type TestRecord = z.infer<typeof TestRecord>;

const NodeTestRecord = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start"), nonce: z.string(), node: z.string() }),
  z.object({ kind: z.literal("began"), file: z.string() }),
  z.object({ kind: z.literal("closed"), file: z.string() }),
  z.object({ kind: z.literal("ended"), file: z.string() }),
  TestRecord,
  z.object({ kind: z.literal("end"), nonce: z.string(), records: z.number() }),
]);
export type NodeTestRecord = z.infer<typeof NodeTestRecord>;

/**
 * The records of a report file. `complete` is true only when every line is a record, the first and the last carry this
 * run's nonce, and none was added or taken away. Records of an incomplete report are kept as far as they can be read.
 */
export function readRecords(
  text: string,
  nonce: string,
): { readonly complete: boolean; readonly node: string; readonly records: readonly NodeTestRecord[] } {
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.flatMap((line) => readRecord(line));
  const first = records[0];
  const last = records.at(-1);
  const started = first?.kind === "start" && first.nonce === nonce;
  const finished = last?.kind === "end" && last.nonce === nonce && last.records === lines.length - 1;
  return {
    complete: started && finished && records.length === lines.length,
    node: first?.kind === "start" ? first.node : "",
    records: started ? records : [],
  };
}

function readRecord(line: string): readonly NodeTestRecord[] {
  try {
    const parsed = NodeTestRecord.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
