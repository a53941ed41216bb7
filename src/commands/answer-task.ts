/** The commands on a task that the queue alone answers: `/why`, `/stop`, `/retry`. */
import type { Config } from "../config/config.ts";
import { done, refused } from "../issues/outcome.ts";
import { codeSpan, issueLink, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Claims } from "../queue/claim.ts";
import { retry } from "../queue/claim-state.ts";
import { queueRules } from "../queue/queue-rules.ts";
import type { Board } from "../queue/snapshot.ts";
import { why } from "../queue/why.ts";
import type { Answer } from "./answers.ts";
import type { Runs } from "./runs.ts";
import { stopTask } from "./stop-task.ts";

export function answerWhy(ports: { readonly board: Board }, config: Config): Answer<"why"> {
  return async (_command, { issue }) => {
    const answer = why(await ports.board.snapshot(), issue, queueRules(config));
    if (answer.kind === "unknown") {
      return refused("not-in-queue", answer.text, "Put the task label on it, or plan its spec with `/plan`.");
    }
    const see = answer.kind === "waiting" && answer.ref !== null ? md` See ${issueLink(answer.ref)}.` : md``;
    return done({ reply: [md`${answer.text}${see}`] });
  };
}

type StopPorts = {
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
  return async (_command, { issue, place }) => {
    if (place !== "task") {
      return refused("not-available", "`/stop` is answered on the task.", "Write it on the task issue.");
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

type RetryPorts = {
  readonly claims: Claims;
  readonly tracker: Pick<Tracker, "removeLabel">;
};

/** Starts the count of failed tries anew and takes `needs-human` off. It does not release the task. */
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
      if (moved.kind === "not-allowed") {
        return refused("branch-not-allowed", moved.text, "Allow Pawl to write refs under `refs/pawl/**`.");
      }
    }
    await ports.tracker.removeLabel(issue, config.labels.needsHuman);
    const next = md`it starts by itself if it is released, else put ${codeSpan(config.labels.ready)} on it.`;
    return done({ reply: [md`Tries are counted anew; ${next}`] });
  };
}
