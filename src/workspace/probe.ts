import { randomUUID } from "node:crypto";
import type { Attempt } from "./attempt.ts";
import { probeAttempts } from "./probe-attempts.ts";
import { type StakedGround, stakeGround } from "./probe-ground.ts";
import { probeSource } from "./probe-program.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";
import { sandboxAvailability } from "./sandbox-availability.ts";

/**
 * `escaped` holds the names of the attempts that succeeded; any name at all is `sandbox-leak`, and not available is
 * `sandbox-unavailable` with its fix. Only available and nothing escaped lets the first model call happen.
 */
export type ProbeResult =
  | { readonly available: true; readonly probes: number; readonly escaped: readonly string[] }
  | { readonly available: false; readonly text: string; readonly fix: string };

/** Tries to break out of the sandbox in every way we know, on ground of our own beside it. */
export async function probeSandbox(): Promise<ProbeResult> {
  const availability = await sandboxAvailability();
  if (availability.kind === "unavailable")
    return { available: false, text: availability.text, fix: availability.fix };
  const own = Object.keys(process.env).filter((name) => !shared.has(name));
  const staked = await stakeGround(randomUUID(), own);
  try {
    return {
      available: true,
      ...(await tryOut(createSandbox({ mode: "bubblewrap" }), staked, probeAttempts(staked.ground))),
    };
  } finally {
    await staked.clear();
  }
}

/** Names that the sandbox sets itself, or a shell makes up. */
const shared = new Set(["PATH", "HOME", "TMPDIR", "LANG", "NO_COLOR", "PWD", "OLDPWD", "SHLVL", "_"]);

/** Runs these attempts in a sandbox, and looks at the ground from outside afterwards. */
export async function tryOut(
  sandbox: Sandbox,
  staked: StakedGround,
  attempts: readonly Attempt[],
): Promise<{ readonly probes: number; readonly escaped: readonly string[] }> {
  const mark = `${randomUUID()} `;
  const { workspace } = staked.ground;
  const result = await sandbox.run([process.execPath, "--input-type=module", "-"], {
    cwd: workspace,
    writable: [workspace],
    timeoutMs: 60_000,
    stdin: probeSource(attempts, mark),
  });
  const line = result.stdout.split("\n").find((text) => text.startsWith(mark));
  const inside =
    line === undefined ? ["the probe did not come to its end"] : namesIn(line.slice(mark.length));
  return { probes: attempts.length, escaped: [...inside, ...(await staked.traces())] };
}

function namesIn(json: string): readonly string[] {
  const parsed: unknown = JSON.parse(json);
  return Array.isArray(parsed) ? parsed.map(String) : ["the probe's answer could not be read"];
}
