import type { Config } from "../config/config.ts";
import type { ChangeSet } from "../delivery/change-set.ts";
import type { BaseTree } from "../delivery/code-tree.ts";
import { checkChangeSet, textsWanted } from "../delivery/path-policy.ts";
import { readChangeSet } from "../delivery/read-change-set.ts";
import { replayChangeSet } from "../delivery/replay-change-set.ts";
import type { ReplayPorts } from "../delivery/replay-ground.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { ClaimedWork } from "./handover.ts";

export type VerifyPorts = {
  /** The tree of a commit of this checkout; `null` when the checkout does not hold it. */
  readonly readBase: (
    commit: string,
    texts: (blobs: BaseTree["blobs"]) => readonly string[],
  ) => Promise<BaseTree | null>;
  /** Opened only once the path policy accepted. */
  readonly openReplay: () => Promise<Outcome<ReplayPorts>>;
  readonly digest: Digest;
};

/** `digest` names the exact text that was verified, so that no other can be published in its place. */
export type Verified = { readonly digest: string; readonly steps: number };

/**
 * The step that believes nothing: reads the change set as hostile, holds it to the path policy, and replays every step
 * from the base. Refusals: `change-set-rejected`, `wrong-issue`, `checkout-missing`, `replay-failed`, and those of the
 * sandbox.
 */
export async function verifyWork(
  ports: VerifyPorts,
  input: { readonly claimed: ClaimedWork; readonly changeSet: string; readonly config: Config },
): Promise<Outcome<Verified>> {
  const read = readChangeSet(input.changeSet);
  if (read.kind === "unreadable") return rejected(read.violations.map(({ text }) => text));
  const { changeSet } = read;
  const { issue, fence } = input.claimed.claim.state;
  if (changeSet.issue !== issue || changeSet.fence !== fence)
    return refused(
      "wrong-issue",
      `The change set is for #${changeSet.issue}, fence ${changeSet.fence}.`,
      "Nothing was published.",
    );
  const base = await ports.readBase(changeSet.base, (blobs) =>
    textsWanted(changeSet).filter((path) => blobs.has(path)),
  );
  if (base === null)
    return refused(
      "checkout-missing",
      `The checkout does not hold the base ${changeSet.base}.`,
      "Check out the claim's base before this step.",
    );
  const { config } = input;
  const report = checkChangeSet(changeSet, base, {
    protect: config.protect,
    allowDependencies: [],
    secrets: [],
  });
  // What needs a human is shown with its diff by the publishing step, which alone may write.
  if (report.verdict === "reject")
    return rejected(report.violations.map(({ path, text }) => `${path}: ${text}`));
  if (report.verdict === "needs-human") return done({ digest: ports.digest(input.changeSet), steps: 0 });
  return replayed(ports, changeSet, input);
}

async function replayed(
  ports: VerifyPorts,
  changeSet: ChangeSet,
  { changeSet: text, claimed }: { readonly changeSet: string; readonly claimed: ClaimedWork },
): Promise<Outcome<Verified>> {
  const opened = await ports.openReplay();
  if (opened.kind === "refused") return opened;
  const replay = await replayChangeSet(opened.value, changeSet, claimed.packet.check);
  return replay.kind === "refused" ? replay : done({ digest: ports.digest(text), steps: replay.value.steps });
}

function rejected(texts: readonly string[]): Outcome<never> {
  return refused(
    "change-set-rejected",
    `The change set was rejected: ${texts.slice(0, 20).join(" ")}`,
    "Nothing was published. Look at the run's log; comment `/retry` to try once more.",
  );
}
