import type { Config } from "../config/config.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { publish } from "../delivery/publish.ts";
import type { Published } from "../delivery/published.ts";
import type { DeliveryReport } from "../delivery/pull-request-text.ts";
import { readChangeSet } from "../delivery/read-change-set.ts";
import { type Outcome, refused } from "../issues/outcome.ts";
import type { Claims } from "../queue/claim.ts";
import { publish as publishedState } from "../queue/claim-state.ts";
import type { ClaimedWork } from "./handover.ts";

export type PublishWorkInput = {
  readonly claimed: ClaimedWork;
  /** The fence that the change set was made under; the claim's own unless it was taken again since. */
  readonly fence?: number;
  /** Text of the change set as it came; written by a machine that nobody has to trust. */
  readonly changeSet: string;
  readonly report: DeliveryReport;
  /** Dollars of this attempt alone. */
  readonly spentUsd: number;
  readonly config: Config;
  /** Real secrets of this machine; nothing that holds a part of one is published. */
  readonly secrets: readonly string[];
  /** A line for the pull request about how this machine was set up; `null` when there is nothing to say. */
  readonly remark: string | null;
};

/**
 * Puts a change set on its branch and opens the pull request. Refusals as of `publish`, and `change-set-rejected` for a
 * text that is no change set, `wrong-issue` for one of another claim: in each case nothing was moved.
 */
export async function publishWork(
  ports: { readonly claims: Claims; readonly codeHost: CodeHost },
  input: PublishWorkInput,
): Promise<Outcome<Published>> {
  const { claim, packet } = input.claimed;
  const read = readChangeSet(input.changeSet);
  if (read.kind === "unreadable") {
    const text = read.violations.map((violation) => violation.text).join(" ");
    const next = "Nothing was published. Look at the run's log; comment `/retry` to try once more.";
    return refused("change-set-rejected", `The change set cannot be read. ${text}`, next);
  }
  const { changeSet } = read;
  const { issue, base } = claim.state;
  const { fence = claim.state.fence } = input;
  if (
    changeSet.issue !== issue ||
    changeSet.fence !== fence ||
    (changeSet.base !== base && input.claimed.before === null)
  ) {
    const is = `#${changeSet.issue}, fence ${changeSet.fence}, base ${changeSet.base}`;
    const text = `The change set is of another claim (${is}; claimed is #${issue}, fence ${fence}, base ${base}).`;
    return refused("wrong-issue", text, "Nothing was published. Run the task again.");
  }
  const state = publishedState(claim.state, input.spentUsd);
  if (state === null) return refused("claim-lost", "The claim is no longer held.", "Nothing was published.");
  const { report, remark, config, secrets } = input;
  const remarks = remark === null ? report.remarks : [remark, ...report.remarks];
  const claimMove = await ports.claims.prepare(claim, state);
  const facts = { packet, config, secrets, allowDependencies: [] };
  return publish(ports, { ...facts, changeSet, claimMove, report: { ...report, remarks } });
}
