/**
 * The plan record: the validated plan as canonical JSON with its hash, split over comments of the spec issue, written
 * before the first sub-issue exists. Here it is read with the fields the queue and the harness need; the whole plan
 * stays in it and is read by the planning folder.
 */
import { z } from "zod";
import type { Comment } from "./issue.ts";
import { encodeMarker, markerOf } from "./marker.ts";
import { Criterion, Layer, Reuse, TaskKind } from "./task.ts";

/** sha256 of a UTF-8 text as 64 lower-case hex digits; given by the host, product folders have no crypto. */
export type Digest = (text: string) => string;

const id = z.string().min(1).max(64);

const RecordedTask = z.looseObject({
  id,
  title: z.string(),
  module: id,
  sprint: id,
  kind: TaskKind,
  goal: z.string(),
  criteria: z.array(Criterion),
  layers: z.array(Layer),
  files: z.array(z.string()),
  reuse: z.array(Reuse).default([]),
  blockedBy: z.array(id),
  priority: z.number().int().min(0).max(4),
  size: z.number().int().min(1),
  check: z.array(z.string()).optional(),
  deferUntil: z.string().optional(),
});
export type RecordedTask = z.infer<typeof RecordedTask>;

/** `specDigest` is the digest of the spec text, `from` the files that belong to it, `commit` the one the code base was read at (40 hex), `spentUsd` what planning cost. */
export const PlanRecord = z.strictObject({
  version: z.literal(1),
  spec: z.number().int().positive(),
  specDigest: z.string(),
  from: z.array(z.string()).optional(),
  commit: z.string(),
  spentUsd: z.number().min(0).optional(),
  plan: z.looseObject({
    title: z.string(),
    modules: z.array(
      z.looseObject({
        id,
        name: z.string(),
        scope: z.string(),
        owns: z.array(z.string()),
        provides: z.array(z.string()),
      }),
    ),
    sprints: z.array(z.looseObject({ id, goal: z.string(), deliverables: z.array(z.string()).default([]) })),
    tasks: z.array(RecordedTask),
  }),
});
export type PlanRecord = z.infer<typeof PlanRecord>;

export type StoredRecord = { readonly record: PlanRecord; readonly hash: string };

/** A plan whose issues exist or are being created, or one that waits for `/approve`. */
export type RecordKind = "plan-record" | "plan-preview";

const partLength = 59_000;

/** JSON with sorted keys and without spaces: the same data gives the same bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** The comments to write, in order, each at most 60,000 characters, and the hash that names the record. */
export function printRecord(
  record: PlanRecord,
  digest: Digest,
  kind: RecordKind = "plan-record",
): { hash: string; comments: readonly string[] } {
  const text = plainAscii(canonicalJson(record));
  const hash = digest(text);
  const of = Math.ceil(text.length / partLength);
  const comments = Array.from({ length: of }, (_, index) => {
    const marker = encodeMarker({ kind, spec: record.spec, part: index + 1, of, hash });
    const part = text.slice(index * partLength, (index + 1) * partLength);
    const summary = `<summary>Plan record, part ${index + 1} of ${of}. Pawl reads it; please leave it as it is.</summary>`;
    return `${marker}\n<details>${summary}\n\n\`\`\`json\n${part}\n\`\`\`\n\n</details>`;
  });
  return { hash, comments };
}

/**
 * The newest complete record among comments that are already known to be ours; `null` when there is none. A part that
 * was changed, lost or written twice does not count or counts once: the hash decides.
 */
export function readRecord(
  comments: readonly Comment[],
  spec: number,
  digest: Digest,
  kind: RecordKind = "plan-record",
): StoredRecord | null {
  for (const stored of storedRecords(comments, spec, digest, kind)) return stored;
  return null;
}

/** All complete records, newest first; of a record that was written again only the last time counts. */
export function* storedRecords(
  comments: readonly Comment[],
  spec: number,
  digest: Digest,
  kind: RecordKind = "plan-record",
): Generator<StoredRecord> {
  const parts = new Map<string, { of: number; texts: Map<number, string> }>();
  for (const comment of comments) {
    const marker = markerOf(comment.body, kind);
    const text = /\n```json\r?\n(.*)\r?\n```/.exec(comment.body)?.[1];
    if (marker === null || text === undefined || marker.spec !== spec) continue;
    const known = parts.get(marker.hash) ?? { of: marker.of, texts: new Map<number, string>() };
    if (!known.texts.has(marker.part)) known.texts.set(marker.part, text);
    parts.delete(marker.hash);
    parts.set(marker.hash, known);
  }
  for (const [hash, { of, texts }] of [...parts].reverse()) {
    const text = Array.from({ length: of }, (_, index) => texts.get(index + 1) ?? "").join("");
    if (digest(text) !== hash) continue;
    const parsed = PlanRecord.safeParse(JSON.parse(text));
    if (parsed.success) yield { record: parsed.data, hash };
  }
}

/** Only printable ASCII without backtick, `<`, `>` and `@`, so that no tracker, editor or renderer changes a byte. */
function plainAscii(json: string): string {
  return json.replace(/[^ -~]|[`<>@]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
