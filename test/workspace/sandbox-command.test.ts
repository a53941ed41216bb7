import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { probeReport, runInSandbox } from "../../src/workspace/sandbox-command.ts";

const available = (await sandboxAvailability()).kind === "available";
let directory = "";

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "pawl-command-")));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const sh = (script: string, timeoutMs = 20_000) =>
  runInSandbox(["sh", "-c", script], { directory, timeoutMs });

describe.skipIf(!available)("pawl sandbox", () => {
  it("passes output and exit status on, and lets the folder be written", async () => {
    const answer = await sh("echo out; echo err >&2; echo new > made.txt; exit 3");

    expect(answer).toEqual({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
    expect(readFileSync(join(directory, "made.txt"), "utf8")).toBe("new\n");
  });

  it("gives the command no input", async () => {
    expect((await sh("cat; echo end")).stdout).toBe("end\n");
  });

  it("ends a command at the time limit with 124", async () => {
    expect((await sh("sleep 30", 300)).exitCode).toBe(124);
  });

  it("ends a command that writes too large a file with 124", async () => {
    expect((await sh("exec dd if=/dev/zero of=big bs=1M count=600 status=none")).exitCode).toBe(124);
  });

  it("says with 128 and the number which signal ended a command", async () => {
    expect((await sh("kill -TERM $$")).exitCode).toBe(143);
  });

  it("refuses to start nothing", async () => {
    expect(await runInSandbox([], { directory })).toMatchObject({ exitCode: 2 });
  });

  it("leaves no process behind", async () => {
    const mark = `pawl-left-${process.pid}`;
    await sh(`setsid sh -c 'sleep 60; : ${mark}' > /dev/null 2>&1 & sleep 0.1`);

    expect(
      (
        await createSandbox({ mode: "off" }).run(["pgrep", "-f", mark], {
          cwd: "/",
          writable: [],
          timeoutMs: 5_000,
        })
      ).stdout,
    ).toBe("");
  });

  it("shows the probes' result as JSON", async () => {
    const answer = await probeReport({ json: true });

    expect(JSON.parse(answer.stdout)).toEqual({ available: true, probes: expect.any(Number), escaped: [] });
    expect(answer.exitCode).toBe(0);
  });
});

describe.skipIf(!available)("a service that set-up opened", () => {
  it("is reached through its socket, and nothing can be put beside it", async () => {
    const server = createServer((socket) => socket.end("rows\n"));
    await new Promise<void>((resolve) => server.listen(join(directory, "db.sock"), resolve));
    const workspace = realpathSync(mkdtempSync(join(tmpdir(), "pawl-command-")));
    const ask = 'require("net").connect(process.env.PAWL_SERVICES + "/db.sock").pipe(process.stdout)';
    writeFileSync(join(workspace, "ask.cjs"), ask);
    try {
      const sandbox = createSandbox({ mode: "bubblewrap", services: directory });
      const run = (command: readonly string[]) =>
        sandbox.run(command, { cwd: workspace, writable: [workspace], timeoutMs: 20_000 });

      expect((await run(["node", "ask.cjs"])).stdout).toBe("rows\n");
      expect((await run(["sh", "-c", 'echo x > "$PAWL_SERVICES/other"'])).exitCode).not.toBe(0);
    } finally {
      rmSync(workspace, { recursive: true, force: true });
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
