import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { explainFailure, sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";

const available = (await sandboxAvailability()).kind === "available";
const modes = [
  { mode: "off" as const, skip: false },
  { mode: "bubblewrap" as const, skip: !available },
];
let folder = "";
let workspace = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pawl-sandbox-")));
  workspace = join(folder, "workspace");
  mkdirSync(join(workspace, ".git"), { recursive: true });
  writeFileSync(join(workspace, "a.txt"), "a");
  writeFileSync(join(workspace, ".git/config"), "[core]");
  writeFileSync(join(folder, "secret.txt"), "secret");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function sh(mode: "bubblewrap" | "off", script: string, more: object = {}) {
  const options = { cwd: workspace, writable: [workspace], timeoutMs: 20_000, ...more };
  return createSandbox({ mode }).run(["sh", "-c", script], options);
}

describe.each(modes)("a command with the sandbox $mode", ({ mode, skip }) => {
  it.skipIf(skip)("runs in the workspace, reads and writes it", async () => {
    expect((await sh(mode, "pwd; cat a.txt; echo b > b.txt")).stdout).toBe(`${workspace}\na`);
    expect(readFileSync(join(workspace, "b.txt"), "utf8")).toBe("b\n");
  });

  it.skipIf(skip)("has our Node first in its path", async () => {
    expect((await sh(mode, "node --version")).stdout.trim()).toBe(process.version);
  });

  it.skipIf(skip)("has no variable but the named ones", async () => {
    const { stdout } = await sh(mode, "env", { env: { EXTRA: "1" } });
    const names = stdout
      .trim()
      .split("\n")
      .map((line) => line.split("=")[0] ?? "");
    const own = names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name));
    expect(own.sort()).toEqual(["EXTRA", "HOME", "LANG", "NO_COLOR", "PATH", "TMPDIR"]);
  });

  it.skipIf(skip)("passes on status, standard input and the end of time", async () => {
    expect(await sh(mode, "cat; exit 7", { stdin: "hi" })).toMatchObject({ stdout: "hi", exitCode: 7 });
    expect(await sh(mode, "sleep 30", { timeoutMs: 500 })).toMatchObject({ timedOut: true });
  });

  it.skipIf(skip)("may not write a file beyond the limit", async () => {
    const { exitCode } = await sh(mode, "truncate -s 600M big");
    expect(exitCode).not.toBe(0);
  });
});

describe("a command inside bubblewrap", () => {
  it.skipIf(!available)("cannot change the workspace's .git", async () => {
    const { exitCode } = await sh("bubblewrap", "echo x >> .git/config");
    expect([exitCode === 0, readFileSync(join(workspace, ".git/config"), "utf8")]).toEqual([false, "[core]"]);
  });

  it.skipIf(!available)("cannot write a workspace that is not among the writable folders", async () => {
    const { exitCode, stdout } = await sh("bubblewrap", "cat a.txt; echo x > a.txt", { writable: [] });
    expect([exitCode === 0, stdout, readFileSync(join(workspace, "a.txt"), "utf8")]).toEqual([
      false,
      "a",
      "a",
    ]);
  });

  it.skipIf(!available)("does not see what lies beside the workspace, unless it is named", async () => {
    const secret = join(folder, "secret.txt");
    expect((await sh("bubblewrap", `cat ${secret}`)).stdout).toBe("");
    expect((await sh("bubblewrap", `cat ${secret}`, { readOnly: [secret] })).stdout).toBe("secret");
  });

  it.skipIf(!available)("has an empty HOME and folders for temporary files that vanish", async () => {
    const script =
      'ls -A "$HOME"; ls /tmp/pawl-left 2>/dev/null; touch "$HOME/x" /tmp/pawl-left && echo fine';
    expect((await sh("bubblewrap", script)).stdout).toBe("fine\n");
    expect((await sh("bubblewrap", script)).stdout).toBe("fine\n");
    expect(existsSync("/tmp/pawl-left")).toBe(false);
  });

  it.skipIf(!available)("leaves no process behind, even one that made its own session", async () => {
    const beat = join(workspace, "beat");
    await sh(
      "bubblewrap",
      `setsid sh -c 'while :; do date +%N > ${beat}; sleep 0.05; done' >/dev/null 2>&1 & sleep 0.3`,
    );
    const last = readFileSync(beat, "utf8");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(readFileSync(beat, "utf8")).toBe(last);
  });
});

describe("a sandbox that is not available", () => {
  it("names AppArmor's switch and the profile where Ubuntu restricts user namespaces", () => {
    const answer = explainFailure("bwrap: setting up uid map: Permission denied\n", true);
    expect(answer).toMatchObject({
      kind: "unavailable",
      fix: expect.stringContaining("apparmor_restrict_unprivileged_userns=0"),
    });
  });

  it("names the setting for user namespaces elsewhere, with what bubblewrap said", () => {
    const answer = explainFailure("bwrap: No permissions to create new namespace\n", false);
    expect(answer).toMatchObject({
      text: expect.stringContaining("No permissions to create new namespace"),
      fix: expect.stringContaining("unprivileged_userns_clone"),
    });
  });
});
