/** Conditional requests: every good answer to a GET carries an `ETag`, and one that names it again gets 304 and no body. */
import { createHash } from "node:crypto";
import type { Answer } from "./resource.ts";

/** `known` is the request's `If-None-Match`. As on GitHub the tag is a weak one, and a weak comparison decides. */
export function withTag(answer: Answer, known: string | undefined): Answer {
  if (answer.status !== 200 || answer.body === null) return answer;
  const hash = createHash("sha256").update(JSON.stringify([answer.body, answer.headers ?? {}]));
  const etag = `W/"${hash.digest("hex")}"`;
  const headers = { ...answer.headers, etag };
  const isKnown = known?.split(",").some((tag) => strong(tag) === strong(etag)) === true;
  return isKnown ? { status: 304, body: null, headers } : { ...answer, headers };
}

function strong(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}
