import type { Comment } from "../issues/issue.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import {
  type Digest,
  type PlanRecord,
  printRecord,
  type RecordKind,
  readRecord,
} from "../issues/plan-record.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import type { CreatePorts } from "./create-once.ts";
import { openPatience } from "./patience.ts";

const lag = 5_000;
const mostTries = 3;

/** Writes the plan record as comments of the spec issue and answers its hash. Parts that stand already stay. */
export async function writeRecord(
  ports: CreatePorts & { readonly digest: Digest },
  record: PlanRecord,
  trust: Trust,
  kind: RecordKind = "plan-record",
): Promise<Outcome<string>> {
  const { hash, comments } = printRecord(record, ports.digest, kind);
  const patience = openPatience(ports, 0);
  let unsure = false;
  for (const body of comments) {
    const written = await patience.write(() => ports.tracker.createComment(record.spec, body));
    if (written.kind === "rejected")
      return notWritten(`GitHub refused it (${written.status}): ${written.text}`);
    unsure ||= written.kind === "unknown";
  }
  for (let attempt = 1; unsure && attempt <= mostTries; attempt++) {
    await ports.pause(lag);
    const ours = (await ports.tracker.comments(record.spec)).filter(({ author }) => isOurs(author, trust));
    if (readRecord(ours, record.spec, ports.digest, kind)?.hash === hash) return done(hash);
    for (const body of comments.filter((one) => !stands(ours, one))) {
      await patience.write(() => ports.tracker.createComment(record.spec, body));
    }
    if (attempt === mostTries) return notWritten("GitHub did not confirm it.");
  }
  return done(hash);
}

function stands(comments: readonly Comment[], body: string): boolean {
  return comments.some((comment) => comment.body === body);
}

function notWritten(text: string) {
  return refused(
    "record-not-written",
    `The plan could not be recorded on the spec issue, so no task was created. ${text}`,
    "Comment /plan again.",
  );
}
