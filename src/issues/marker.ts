/**
 * The hidden marker: `<!-- pawl:v1 {json} -->` on a line of its own, the first line of whatever Pawl writes. Its
 * payload is a noun; whether it counts is decided by who wrote the text around it (trust.ts), never by the marker.
 */
import { z } from "zod";

const issueNumber = z.number().int().positive();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(64);

export const Marker = z.discriminatedUnion("kind", [
  /** A task issue. Identity is `spec` and `task`; `plan` is the hash of the record it was made from. */
  z.strictObject({ kind: z.literal("task"), spec: issueNumber, task: id, plan: hash }),
  z.strictObject({ kind: z.literal("sprint"), spec: issueNumber, sprint: id, plan: hash }),
  /** One part of the plan record; `part` counts from 1 to `of`. */
  z.strictObject({
    kind: z.literal("plan-record"),
    spec: issueNumber,
    part: issueNumber,
    of: issueNumber,
    hash,
  }),
  /** The one status comment of an issue. `published` is the hash of the plan that was read back whole. */
  z.strictObject({ kind: z.literal("status"), issue: issueNumber, published: hash.optional() }),
  /** The answer to one command comment, by that comment's id. */
  z.strictObject({ kind: z.literal("reply"), comment: issueNumber }),
  z.strictObject({ kind: z.literal("pull-request"), issue: issueNumber }),
  /** Any other text of ours; `about` says which one, so that it is written once. */
  z.strictObject({ kind: z.literal("note"), about: z.string().min(1).max(200) }),
]);
export type Marker = z.infer<typeof Marker>;

type MarkerKind = Marker["kind"];
export type MarkerOf<Kind extends MarkerKind> = Extract<Marker, { readonly kind: Kind }>;

const opening = "<!-- pawl:v1 ";
const line = /^<!-- pawl:v1 (\{.*\}) -->[ \t]*\r?$/gm;

/** Prints a marker. The data cannot end the comment: `<`, `>` and `--` are written as JSON escapes. */
export function encodeMarker(marker: Marker): string {
  const json = JSON.stringify(marker)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("--", "\\u002d\\u002d")
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${opening}${json} -->`;
}

/** All well-formed markers of a text, in order. Anything malformed or of another version is not a marker. */
export function decodeMarkers(text: string): readonly Marker[] {
  const found: Marker[] = [];
  for (const match of text.matchAll(line)) {
    const marker = parseMarker(match[1] ?? "");
    if (marker !== null) found.push(marker);
  }
  return found;
}

/** The marker of a text of ours: its first one, if that is of the kind asked for; else `null`. */
export function markerOf<Kind extends MarkerKind>(text: string, kind: Kind): MarkerOf<Kind> | null {
  const first = decodeMarkers(text)[0];
  return first !== undefined && isOfKind(first, kind) ? first : null;
}

function isOfKind<Kind extends MarkerKind>(marker: Marker, kind: Kind): marker is MarkerOf<Kind> {
  return marker.kind === kind;
}

function parseMarker(json: string): Marker | null {
  try {
    const parsed = Marker.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
