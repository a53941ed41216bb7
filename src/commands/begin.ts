import type { Config } from "../config/config.ts";
import { codeSpan, link, type Markdown, md } from "../issues/render.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Trust } from "../issues/trust.ts";
import type { ClaimState } from "../queue/claim.ts";
import { putTaskStatus } from "./task-status.ts";

/** Where people can follow a run. `home` is the repository's URL; the run's lies below it. */
export type RunPage = { readonly url: string; readonly home: string };

type Ports = {
  readonly tracker: Pick<Tracker, "comments" | "createComment" | "editComment" | "addLabels">;
  readonly log: (line: string) => void;
};

type Input = {
  readonly claim: ClaimState;
  readonly releasedBy: string | null;
  readonly run: RunPage;
  readonly config: Config;
  readonly trust: Trust;
};

/**
 * Shows on the task that a run has claimed it: the label `in-progress` and the status comment. Both are only a picture:
 * when they cannot be written the work goes on, and the next look repairs them.
 */
export async function begin(ports: Ports, input: Input): Promise<void> {
  try {
    await show(ports, input);
  } catch (fault) {
    ports.log(`#${input.claim.issue} could not be shown as under way: ${String(fault)}`);
  }
}

async function show(ports: Ports, { claim, releasedBy, run, config, trust }: Input): Promise<void> {
  await ports.tracker.addLabels(claim.issue, [config.labels.inProgress]);
  const again = claim.tries > 0 ? md` Try ${claim.tries + 1} of ${config.run.tries}.` : md``;
  const released = releasedBy === null ? md`` : md` Released by ${codeSpan(releasedBy)}.`;
  await putTaskStatus(ports, trust, claim.issue, [
    md`**Working on it** in ${runLink(run)}.${again}${released}`,
    md`Comment ${codeSpan("/stop")} to stop it, or take ${codeSpan(config.labels.ready)} off.`,
  ]);
}

export function runLink({ url, home }: RunPage): Markdown {
  return link("this run", url, home);
}
