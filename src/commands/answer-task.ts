/** The commands on a task that the queue alone answers: `/why`, `/stop`, `/retry`. */
import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { codeSpan, issueLink, type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Claims } from "../queue/claim.ts";
import { retry } from "../queue/claim-state.ts";
import { queueRules } from "../queue/queue-rules.ts";
import type { Board } from "../queue/snapshot.ts";
import { why } from "../queue/why.ts";
import type { Answer } from "./answers.ts";
import { removeForeignClaim } from "./foreign-claim.ts";
import type { Runs } from "./runs.ts";
import { stopTask } from "./stop-task.ts";

type JudgePorts = { readonly board: Board; readonly claims: Pick<Claims, "read"> };

export function answerWhy(ports: JudgePorts, config: Config): Answer<"why"> {
  return async (_command, { issue }) => {
    const said = await judged(ports, issue, config);
    return said.kind === "refused" ? said : done({ reply: [said.value.text] });
  };
}

/** `/ready`: yes with its place in the queue, or no with the first reason. */
export function answerReady(ports: JudgePorts, config: Config): Answer<"ready"> {
  return async (_command, { issue }) => {
    const said = await judged(ports, issue, config);
    if (said.kind === "refused") return said;
    const { isReady, text } = said.value;
    return done({ reply: [isReady ? md`**Yes.** ${text}` : md`**No.** ${text}`] });
  };
}

type Judged = { readonly isReady: boolean; readonly text: Markdown };

async function judged(
  { board, claims }: JudgePorts,
  issue: number,
  config: Config,
): Promise<Outcome<Judged>> {
  const answer = why(await board.snapshot({ kind: "released", also: [issue] }), issue, queueRules(config));
  if (answer.kind === "unknown") {
    return refused("not-in-queue", answer.text, "Put the task label on it, or plan its spec with `/plan`.");
  }
  const read = answer.kind === "ready" ? await claims.read(issue) : null;
  if (read?.kind === "foreign") {
    return done({ isReady: false, text: md`${read.text} Next: ${removeForeignClaim(issue)}` });
  }
  const see = answer.kind === "waiting" && answer.ref !== null ? md` See ${issueLink(answer.ref)}.` : md``;
  return done({ isReady: answer.kind === "ready", text: md`${answer.text}${see}` });
}

type StopPorts = {
  readonly board: Board;
  readonly claims: Claims;
  readonly runs: Pick<Runs, "cancel">;
  readonly tracker: Pick<Tracker, "addLabels" | "removeLabel">;
  readonly log: (line: string) => void;
};

/**
 * Holds the task first, so that no run can claim it again, then stops the one that works on it. `ready` on the task
 * itself comes off; a release of its sprint stays, and `needs-human` holds the task against it.
 */
export function answerStop(ports: StopPorts, config: Config): Answer<"stop"> {
  const { ready, needsHuman, inProgress } = config.labels;
  return async (_command, { issue: thread, place }) => {
    const issue = place === "task" ? thread : await taskOf(ports.board, thread);
    if (issue === null) {
      return refused(
        "not-ours",
        "This pull request is not the open one of a task.",
        "Write it on the task issue.",
      );
    }
    await ports.tracker.addLabels(issue, [needsHuman]);
    await ports.tracker.removeLabel(issue, ready);
    const stopped = await stopTask(ports, issue);
    if (stopped.kind === "refused") return stopped;
    await ports.tracker.removeLabel(issue, inProgress);
    const what = stopped.value === null ? md`No run was working on it.` : md`The run is stopped.`;
    const next = md`It is held until somebody comments ${codeSpan("/retry")} and releases it with ${codeSpan(ready)}.`;
    return done({ reply: [md`${what} ${next}`] });
  };
}

/** The task whose open pull request of ours this is, or `null`. */
async function taskOf(board: Board, pull: number): Promise<number | null> {
  const { issues } = await board.snapshot();
  return issues.find(({ openPullRequest }) => openPullRequest === pull)?.number ?? null;
}

type RetryPorts = {
  readonly claims: Claims;
  readonly tracker: Pick<Tracker, "removeLabel">;
  readonly runs: Pick<Runs, "start">;
  readonly log: (line: string) => void;
};

/**
 * Starts the count of failed tries anew, takes `needs-human` off and asks for a run. It does not release the task. An App may
 * not write the claim: then the label that it takes off for the person says the same (see the board's `tries`).
 */
export function answerRetry(ports: RetryPorts, config: Config): Answer<"retry"> {
  return async (_command, { issue }) => {
    const read = await ports.claims.read(issue);
    if (read.kind === "foreign") {
      return refused("claim-foreign", read.text, "Look at the ref that stands there, and delete it by hand.");
    }
    if (read.kind === "claim") {
      const { runId, runAttempt } = read.claim.state;
      const next = retry(read.claim.state, await ports.claims.isAlive(runId, runAttempt));
      if (next === null)
        return refused("claimed", "A run is working on it now.", "Wait for it, or comment `/stop`.");
      const moved = await ports.claims.move(read.claim, next);
      if (moved.kind === "lost") {
        return refused(
          "claim-lost",
          "A run claimed the task just now.",
          "Nothing to do: it is being worked.",
        );
      }
    }
    await ports.tracker.removeLabel(issue, config.labels.needsHuman);
    await ports.runs
      .start()
      .catch((error: unknown) => ports.log(`a run could not be started: ${String(error)}`));
    const next = md`it starts by itself if it is released, else put ${codeSpan(config.labels.ready)} on it.`;
    return done({ reply: [md`Tries are counted anew; ${next}`] });
  };
}
