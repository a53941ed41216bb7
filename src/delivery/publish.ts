import type { Config } from "../config/config.ts";
import type { Outcome } from "../issues/outcome.ts";
import { done, refused } from "../issues/outcome.ts";
import type { TaskPacket } from "../issues/task.ts";
import { branchOf, branchRefOf } from "./branch.ts";
import type { ChangeSet } from "./change-set.ts";
import type { CodeHost, RefMove } from "./code-host.ts";
import { noOid } from "./code-host.ts";
import type { CodeTree } from "./code-tree.ts";
import { interfacePaths, newInterfaces } from "./new-interfaces.ts";
import { openPullRequest } from "./open-pull-request.ts";
import { checkChangeSet, textsWanted } from "./path-policy.ts";
import { policyRefusal } from "./policy-refusal.ts";
import type { Published } from "./published.ts";
import type { DeliveryReport } from "./pull-request-text.ts";
import { pullRequestText } from "./pull-request-text.ts";
import { changesOf } from "./read-change-set.ts";
import { createStepCommits } from "./step-commits.ts";

export type PublishInput = {
  readonly changeSet: ChangeSet;
  /** The prepared move of the claim from `claimed` to `published`; it and the branch move together or not at all. */
  readonly claimMove: RefMove;
  readonly packet: TaskPacket;
  readonly config: Config;
  /** Real secrets of this machine. */
  readonly secrets: readonly string[];
  readonly allowDependencies: readonly string[];
  readonly report: DeliveryReport;
};

/**
 * Puts a change set on its branch and opens the draft pull request. Refusals: `wrong-issue`, `change-set-rejected`,
 * `needs-human` (with the diff), `base-moved`, `branch-moved`, `claim-lost`, `branch-not-allowed`: nothing was moved;
 * `pull-request-not-allowed`: branch and claim are moved and safe, only the pull request is missing.
 */
export async function publish(
  ports: { readonly codeHost: CodeHost },
  input: PublishInput,
): Promise<Outcome<Published>> {
  const { codeHost } = ports;
  const { changeSet, packet } = input;
  if (changeSet.issue !== packet.number)
    return refused(
      "wrong-issue",
      `The change set is for #${changeSet.issue}, not for #${packet.number}.`,
      "Nothing was published. Run the task again.",
    );
  const blocked = await policyAnswer(codeHost, input);
  if (blocked !== null) return blocked;
  const main = await codeHost.defaultBranch();
  const before = await codeHost.ref(branchRefOf(packet.number));
  const moved = await baseAnswer(codeHost, changeSet, main, before);
  if (moved !== null) return moved;

  const facts = { issue: packet.number, releasedBy: packet.releasedBy };
  const commits = await createStepCommits(codeHost, changeSet, facts);
  const texts = await codeHost.texts(changeSet.base, interfacePaths(changeSet));
  const interfaces = newInterfaces(changeSet, texts);
  const text = pullRequestText({ packet, changeSet, commits, report: input.report, interfaces });
  const head = commits.at(-1)?.sha ?? changeSet.base;
  const unmoved = await moveAnswer(codeHost, packet.number, input.claimMove, { before, head });
  if (unmoved !== null) return unmoved;

  const opened = await openPullRequest(ports, { issue: packet.number, base: main.name, ...text });
  if (opened.kind === "refused") return opened;
  return done({ branch: branchOf(packet.number), head, commits, pullRequest: opened.value });
}

/** Claim and branch move together; whoever lost the claim publishes nothing. */
async function moveAnswer(
  codeHost: CodeHost,
  issue: number,
  claim: RefMove,
  branch: { readonly before: string | null; readonly head: string },
) {
  const move = { name: branchRefOf(issue), before: branch.before ?? noOid, after: branch.head };
  const answer = await codeHost.moveRefs([claim, move]);
  if (answer.kind === "moved") return null;
  if (answer.kind === "lost")
    return refused(
      "claim-lost",
      `Another run took the claim of #${issue}, or its branch moved: ${answer.text}`,
      "Nothing was published. The run that holds the claim goes on.",
    );
  return refused(
    "branch-not-allowed",
    `A rule of the repository forbids the branch \`${branchOf(issue)}\`: ${answer.text}`,
    "Let the bot create branches that match `pawl/**`, then comment `/retry`.",
  );
}

async function policyAnswer(codeHost: CodeHost, input: PublishInput) {
  const { changeSet, config, secrets, allowDependencies } = input;
  const blobs = await codeHost.tree(changeSet.base);
  const wanted = textsWanted(changeSet).filter((path) => blobs.has(path));
  const texts = wanted.length > 0 ? await codeHost.texts(changeSet.base, wanted) : new Map<string, string>();
  const base = { blobs, texts, blobId: codeHost.blobId };
  const report = checkChangeSet(changeSet, base, { protect: config.protect, allowDependencies, secrets });
  return report.verdict === "accept" ? null : policyRefusal(codeHost, changeSet, report);
}

/** A new branch starts at the default branch; a branch that is there is only ever continued from its tip. */
async function baseAnswer(
  codeHost: CodeHost,
  changeSet: ChangeSet,
  main: { readonly name: string; readonly head: string },
  branch: string | null,
) {
  const { issue, base } = changeSet;
  if (branch !== null && branch !== base)
    return refused(
      "branch-moved",
      `\`${branchOf(issue)}\` holds commits that this run did not start from.`,
      "Nothing was overwritten. Delete the branch, or comment `/next` on its pull request to go on from there.",
    );
  if (branch !== null || main.head === base) return null;
  const [then, now] = await Promise.all([codeHost.tree(base), codeHost.tree(main.head)]);
  const path = changeSet.steps.flatMap(changesOf).find((change) => !sameAt(change.path, then, now))?.path;
  if (path === undefined) return null;
  return refused(
    "base-moved",
    `\`${path}\` changed on \`${main.name}\` since this run started.`,
    "Nothing was published. The task is worked once more on the new base.",
  );
}

function sameAt(path: string, a: CodeTree, b: CodeTree): boolean {
  return a.get(path)?.sha === b.get(path)?.sha;
}
