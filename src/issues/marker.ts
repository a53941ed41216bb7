/**
 * The hidden marker: `<!-- pawl:v1 {json} -->` on a line of its own, the first line of whatever Pawl writes. Its
 * payload is a noun; whether it counts is decided by who wrote the text around it (trust.ts), never by the marker.
 */
import { z } from "zod";

const issueNumber = z.number().int().positive();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(64);

/** Dollars that the model calls behind a text have cost. */
const usd = z.number().min(0).optional();

/** One part of a plan record; `part` counts from 1 to `of`. */
const recordPart = <Kind extends string>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), spec: issueNumber, part: issueNumber, of: issueNumber, hash });

export const Marker = z.discriminatedUnion("kind", [
  /** A task issue. Identity is `spec` and `task`; `plan` is the hash of the record it was made from. */
  z.strictObject({ kind: z.literal("task"), spec: issueNumber, task: id, plan: hash }),
  z.strictObject({ kind: z.literal("sprint"), spec: issueNumber, sprint: id, plan: hash }),
  recordPart("plan-record"),
  /** The same of a plan that waits for `/approve`. */
  recordPart("plan-preview"),
  /** The one status comment of an issue. `published` is the hash of the plan that was read back whole. */
  z.strictObject({ kind: z.literal("status"), issue: issueNumber, published: hash.optional() }),
  /** The answer to one command comment, by that comment's id. */
  z.strictObject({ kind: z.literal("reply"), comment: issueNumber, usd }),
  /** One question of the interview that the command comment `start` began, or its end (`number` 0). */
  z.strictObject({
    kind: z.literal("question"),
    start: issueNumber,
    number: z.number().int().min(0),
    topic: z.enum(["product", "technical", "both"]),
    coverage: z.record(z.string().max(40), z.enum(["covered", "open", "not-needed"])),
    usd,
  }),
  /** One part of a specification comment. */
  z.strictObject({
    kind: z.literal("specification"),
    spec: issueNumber,
    topic: z.enum(["product", "technical"]),
    part: issueNumber,
    of: issueNumber,
    usd,
  }),
  /** The summary of a thread; it stands for everything up to the comment `upto`. */
  z.strictObject({ kind: z.literal("summary"), spec: issueNumber, upto: z.number().int().min(0), usd }),
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
