import { branchOf } from "../delivery/branch.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { type Digest, readRecord } from "../issues/plan-record.ts";
import { issueLink, list, type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import { isOurs, type Trust } from "../issues/trust.ts";
import type { QueueIssue } from "../queue/snapshot.ts";
import type { Finished } from "./finished.ts";
import { isPosted, postOnce } from "./post-once.ts";

export type ClosePorts = {
  readonly tracker: Pick<Tracker, "comments" | "createComment" | "close">;
  readonly codeHost: Pick<CodeHost, "pullRequestOf">;
  readonly digest: Digest;
  readonly log: (line: string) => void;
};

type Delivered = { readonly task: QueueIssue; readonly pull: number | null };

/**
 * Says what was delivered, ticks the deliverables of the plan with the pull requests that proved them, and closes the
 * sprint or spec as completed.
 */
export async function closeFinished(ports: ClosePorts, finished: Finished, trust: Trust): Promise<void> {
  const { number } = finished.container;
  // The number of tasks is part of it: a spec that a person reopens and extends is finished a second time.
  const about = `finished #${number} ${finished.completed.length}/${finished.dropped.length}`;
  const marker = { kind: "note", about } as const;
  if (!(await isPosted(ports.tracker, trust, number, marker))) {
    await postOnce(ports, trust, number, marker, await report(ports, finished, trust));
  }
  await ports.tracker.close(number, "completed");
}

async function report(ports: ClosePorts, finished: Finished, trust: Trust): Promise<readonly Markdown[]> {
  const delivered: Delivered[] = [];
  for (const task of finished.completed) delivered.push({ task, pull: await mergedPull(ports, task) });
  const promised = await deliverablesOf(ports, finished, trust);
  const dropped = finished.dropped.map((task) => md`${issueLink(task.number)} ${task.title}`);
  return [
    md`**Finished.** Every task here is closed. Delivered:`,
    list(delivered.map(printDelivered)),
    ...(promised.length === 0 ? [] : ticked(promised, delivered, dropped.length > 0)),
    ...(dropped.length === 0 ? [] : [md`Closed without being completed:`, list(dropped)]),
  ];
}

/** Nothing is ticked where a task was dropped: which deliverable it belonged to is for a person to say. */
function ticked(
  promised: readonly string[],
  delivered: readonly Delivered[],
  isIncomplete: boolean,
): readonly Markdown[] {
  const proofs = delivered.flatMap(({ pull }) => (pull === null ? [] : [issueLink(pull)]));
  const proof = proofs.reduce((text, one, at) => (at === 0 ? md` (${one}` : md`${text}, ${one}`), md``);
  const end = proofs.length === 0 ? md`` : md`${proof})`;
  const lines = promised.map((text) => (isIncomplete ? md`[ ] ${text}` : md`[x] ${text}${end}`));
  return [isIncomplete ? md`Deliverables, to be checked by a person:` : md`Deliverables:`, list(lines)];
}

/** What the plan promises of the sprints whose tasks stand right here, in the plan's order. */
async function deliverablesOf(
  { tracker, digest }: ClosePorts,
  { container, completed }: Finished,
  trust: Trust,
): Promise<readonly string[]> {
  const here = completed.filter(({ parent, planned }) => planned && parent === container.number);
  const sprints = new Set(here.flatMap(({ sprint }) => sprint ?? []));
  if (sprints.size === 0) return [];
  const spec = container.sprint !== null && container.parent !== null ? container.parent : container.number;
  const ours = (await tracker.comments(spec)).filter(({ author }) => isOurs(author, trust));
  const plan = readRecord(ours, spec, digest)?.record.plan;
  return (plan?.sprints ?? [])
    .filter(({ id }) => sprints.has(id))
    .flatMap(({ deliverables }) => deliverables);
}

function printDelivered({ task, pull }: Delivered): Markdown {
  const line = md`${issueLink(task.number)} ${task.title}`;
  return pull === null ? line : md`${line} by ${issueLink(pull)}`;
}

async function mergedPull({ codeHost }: ClosePorts, task: QueueIssue): Promise<number | null> {
  const pull = await codeHost.pullRequestOf(branchOf(task.number));
  return pull?.state === "merged" ? pull.number : null;
}
