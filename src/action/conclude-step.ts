import { own } from "../commands/claim-tasks.ts";
import { conclude } from "../commands/conclude.ts";
import { endedOf } from "../commands/ended-of.ts";
import { readClaimedWork } from "../commands/handover.ts";
import { heldClaim } from "../commands/hold-claim.ts";
import { badClaim } from "../commands/step-refusals.ts";
import { concludeTold, refusalTold, type Told } from "../commands/told.ts";
import type { Desk } from "./desk.ts";

/** Gives the claim back or leaves it published, and says on the task what happened. */
export async function concludeStep({ inputs, config, github, context, log }: Desk): Promise<Told> {
  const claimed = readClaimedWork(inputs.claim);
  if (claimed === null) return refusalTold(badClaim);
  const { ended, spentUsd } = endedOf(inputs.needs);
  const ports = { ...github, board: github.board(config), log };
  const claim = await heldClaim(github, claimed, context.run);
  const facts = { claim, ended, spentUsd, run: context.page, config, trust: own };
  return concludeTold(ended, await conclude(ports, facts), claimed.packet.number);
}
