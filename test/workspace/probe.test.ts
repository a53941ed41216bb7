import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "../../src/workspace/attempt.ts";
import { probeSandbox, tryOut } from "../../src/workspace/probe.ts";
import { probeAttempts } from "../../src/workspace/probe-attempts.ts";
import { type StakedGround, stakeGround } from "../../src/workspace/probe-ground.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";

const available = (await sandboxAvailability()).kind === "available";
let staked: StakedGround;

beforeEach(async () => {
  staked = await stakeGround(randomUUID(), ["PAWL_SECRET"]);
});

afterEach(async () => {
  await staked.clear();
});

/** Only what touches nothing but our own ground, so that it may run without walls. */
function harmless(attempts: readonly Attempt[]): readonly Attempt[] {
  const { workspace, outside, pid } = staked.ground;
  const own = (text: string) => text.startsWith(workspace) || text.startsWith(outside);
  return attempts.filter((attempt) => {
    if (attempt.kind === "read") return own(attempt.path) || attempt.path.includes(`/proc/${pid}/`);
    if (attempt.kind === "write") return own(attempt.path);
    if (attempt.kind === "connect")
      return (
        (attempt.port === staked.ground.tcpPort && attempt.host === "127.0.0.1") ||
        attempt.path === staked.ground.socket ||
        attempt.path?.startsWith("\0") === true
      );
    return attempt.kind === "link" || attempt.kind === "list" || attempt.kind === "signal";
  });
}

describe("the probe", () => {
  it.skipIf(!available)("finds no way out of bubblewrap in at least sixty attempts", async () => {
    const result = await probeSandbox();
    expect(result).toMatchObject({ available: true, escaped: [] });
    expect(result.available && result.probes).toBeGreaterThanOrEqual(60);
  });

  it("bites: without walls every harmless attempt succeeds", async () => {
    const attempts = harmless(probeAttempts(staked.ground));
    const { escaped } = await tryOut(createSandbox({ mode: "off" }), staked, attempts);
    expect(attempts.length).toBeGreaterThan(10);
    expect(attempts.map(({ name }) => name).filter((name) => !escaped.includes(name))).toEqual([]);
  });

  it("sees from outside what was reached", async () => {
    const { udpPort } = staked.ground;
    const command = [
      "bash",
      "-c",
      `echo x > /dev/udp/127.0.0.1/${udpPort}; echo x > ${staked.ground.outside}/left; sleep 0.2`,
    ];
    const attempts: readonly Attempt[] = [{ name: "udp", kind: "command", command, needs: "nothing" }];
    const { escaped } = await tryOut(createSandbox({ mode: "off" }), staked, attempts);
    expect(escaped).toEqual(["UDP server reached", "file left beside the workspace"]);
  });

  it("counts a probe that does not come to its end as an escape", async () => {
    const attempts: readonly Attempt[] = [{ name: "stop", kind: "signal", pid: 0 }];
    const stopped = {
      mode: "off",
      run: async () => ({
        exitCode: 1,
        signal: null,
        timedOut: false,
        truncated: false,
        stdout: "",
        stderr: "",
      }),
    } as const;
    expect((await tryOut(stopped, staked, attempts)).escaped).toEqual(["the probe did not come to its end"]);
  });

  it.skipIf(!available)("notices a wall with a hole: a writable folder outside the workspace", async () => {
    const inner = createSandbox({ mode: "bubblewrap" });
    const holed = {
      mode: inner.mode,
      run: (command: readonly string[], options: Parameters<typeof inner.run>[1]) =>
        inner.run(command, { ...options, writable: [...options.writable, staked.ground.outside] }),
    };
    const { escaped } = await tryOut(holed, staked, probeAttempts(staked.ground));
    expect(escaped).toContain("file beside the workspace");
    expect(escaped).toContain("unix socket outside");
  });
});
