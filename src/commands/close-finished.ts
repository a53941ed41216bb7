import { branchOf } from "../delivery/branch.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { issueLink, list, type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { QueueIssue } from "../queue/snapshot.ts";
import type { Finished } from "./finished.ts";
import { isPosted, postOnce } from "./post-once.ts";

type Ports = {
  readonly tracker: Pick<Tracker, "comments" | "createComment" | "close">;
  readonly codeHost: Pick<CodeHost, "pullRequestOf">;
  readonly log: (line: string) => void;
};

/** Says what was delivered, with the pull requests that proved it, and closes the sprint or spec as completed. */
export async function closeFinished(ports: Ports, finished: Finished, trust: Trust): Promise<void> {
  const { number } = finished.container;
  // The number of tasks is part of it: a spec that a person reopens and extends is finished a second time.
  const about = `finished #${number} ${finished.completed.length}/${finished.dropped.length}`;
  const marker = { kind: "note", about } as const;
  if (!(await isPosted(ports.tracker, trust, number, marker))) {
    await postOnce(ports, trust, number, marker, await report(ports, finished));
  }
  await ports.tracker.close(number, "completed");
}

async function report(ports: Ports, { completed, dropped }: Finished): Promise<readonly Markdown[]> {
  const lines: Markdown[] = [];
  for (const task of completed) lines.push(await delivered(ports, task));
  const left = dropped.map((task) => md`${issueLink(task.number)} ${task.title}`);
  return [
    md`**Finished.** Every task here is closed. Delivered:`,
    list(lines),
    ...(left.length === 0 ? [] : [md`Closed without being completed:`, list(left)]),
  ];
}

async function delivered({ codeHost }: Ports, task: QueueIssue): Promise<Markdown> {
  const pull = await codeHost.pullRequestOf(branchOf(task.number));
  const line = md`${issueLink(task.number)} ${task.title}`;
  return pull?.state === "merged" ? md`${line} by ${issueLink(pull.number)}` : line;
}
