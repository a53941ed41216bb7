import type { Config } from "../config/config.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { Claims } from "../queue/claim.ts";
import type { RunAttempt } from "../queue/claim-state.ts";
import { type Ended, endedBy } from "./ended.ts";
import { readClaimedWork, readWorkRecord } from "./handover.ts";
import { publishWork } from "./publish-work.ts";
import { badClaim, badRecord, notVerified } from "./step-refusals.ts";
import { checkClaim } from "./work-claimed.ts";

/** Port: the files that the step before left; refused with `artifact-missing` or `artifact-unreadable`. */
type HandedFiles = (name: string) => Promise<Outcome<string>>;

type Ports = {
  readonly claims: Claims;
  readonly codeHost: CodeHost;
  readonly files: HandedFiles;
  readonly digest: Digest;
};

type Input = {
  /** The claim step's word on this task. */
  readonly claim: string;
  /** The verify step's word: the digest of what it verified. */
  readonly verified: string;
  readonly run: RunAttempt;
  readonly config: Config;
  readonly secrets: readonly string[];
  readonly remark: string | null;
};

/**
 * The publishing step: takes the files of a machine that nobody has to trust, and publishes exactly what was verified
 * for exactly this claim. Refusals, before anything is written: `claim-missing` `artifact-missing`
 * `artifact-unreadable` `not-verified` `claim-lost`.
 */
export async function publishVerified(
  ports: Ports,
  input: Input,
): Promise<Outcome<{ readonly ended: Ended; readonly issue: number }>> {
  const claimed = readClaimedWork(input.claim);
  if (claimed === null) return { kind: "refused", refusal: badClaim };
  const changeSet = await ports.files("change-set.json");
  if (changeSet.kind === "refused") return changeSet;
  const text = await ports.files("work.json");
  if (text.kind === "refused") return text;
  const record = readWorkRecord(text.value, claimed);
  if (record === null) return { kind: "refused", refusal: badRecord };
  if (input.verified !== ports.digest(changeSet.value)) return { kind: "refused", refusal: notVerified };
  const lost = await checkClaim(ports, claimed, input.run);
  if (lost !== null) return { kind: "refused", refusal: lost };
  const { report, spentUsd } = record;
  const { config, secrets, remark } = input;
  const work = { claimed, changeSet: changeSet.value, report, spentUsd, config, secrets, remark };
  return done({ ended: endedBy(await publishWork(ports, work)), issue: claimed.packet.number });
}
