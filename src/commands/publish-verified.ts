import type { Config } from "../config/config.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import { done, type Outcome } from "../issues/outcome.ts";
import type { Digest } from "../issues/plan-record.ts";
import type { Claims } from "../queue/claim.ts";
import type { RunAttempt } from "../queue/claim-state.ts";
import { type Ended, endedBy } from "./ended.ts";
import { type ClaimedWork, readClaimedWork, readWorkRecord } from "./handover.ts";
import { holdClaim } from "./hold-claim.ts";
import { openMissing } from "./open-missing.ts";
import { publishWork } from "./publish-work.ts";
import { badClaim, badRecord, notVerified } from "./step-refusals.ts";

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
 * for exactly this claim. Work that an earlier run published without a pull request only gets its pull request: then there
 * are no files. Refusals, before anything is written: `claim-missing` `artifact-missing` `artifact-unreadable`
 * `not-verified` `claim-lost` `exhausted`.
 */
export async function publishVerified(
  ports: Ports,
  input: Input,
): Promise<Outcome<{ readonly ended: Ended; readonly issue: number }>> {
  const claimed = readClaimedWork(input.claim);
  if (claimed === null) return { kind: "refused", refusal: badClaim };
  const held = await holdClaim(ports.claims, claimed, input.run, input.config.run.tries);
  if (held.kind === "refused") return held;
  const holding = { ...claimed, claim: held.value };
  const issue = claimed.packet.number;
  const opened = await openMissing(ports, holding);
  if (opened !== null) return done({ ended: endedBy(opened), issue });
  const handed = await verifiedFiles(ports, claimed, input.verified);
  if (handed.kind === "refused") return handed;
  const { config, secrets, remark } = input;
  const work = {
    ...handed.value,
    claimed: holding,
    fence: claimed.claim.state.fence,
    config,
    secrets,
    remark,
  };
  return done({ ended: endedBy(await publishWork(ports, work)), issue });
}

async function verifiedFiles({ files, digest }: Ports, claimed: ClaimedWork, verified: string) {
  const changeSet = await files("change-set.json");
  if (changeSet.kind === "refused") return changeSet;
  const text = await files("work.json");
  if (text.kind === "refused") return text;
  const record = readWorkRecord(text.value, claimed);
  if (record === null) return { kind: "refused", refusal: badRecord } as const;
  if (verified !== digest(changeSet.value)) return { kind: "refused", refusal: notVerified } as const;
  const { report, spentUsd } = record;
  return done({ changeSet: changeSet.value, report, spentUsd });
}
