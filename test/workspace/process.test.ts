import { describe, expect, it } from "vitest";
import { runProcess } from "../../src/workspace/process.ts";

const node = process.execPath;
const plain = { cwd: "/", env: {}, timeoutMs: 20_000 };

const path = { PATH: process.env.PATH ?? "" };

const run = (script: string, more: object = {}) => runProcess([node, "-e", script], { ...plain, ...more });

describe("a process", () => {
  it("answers with its status and both outputs", async () => {
    expect(await run("console.log('out'); console.error('err'); process.exitCode = 3")).toEqual({
      exitCode: 3,
      signal: null,
      timedOut: false,
      truncated: false,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("sees only the environment it is given", async () => {
    const { stdout } = await run("console.log(JSON.stringify(process.env))", { env: { ONLY: "this" } });
    expect(JSON.parse(stdout)).toEqual({ ONLY: "this" });
  });

  it("gets its arguments as they are, without a shell", async () => {
    const { stdout } = await runProcess([node, "-p", "process.argv[1]", "$(id); `id` * 'x'"], plain);
    expect(stdout).toBe("$(id); `id` * 'x'\n");
  });

  it("reads what is written to its standard input, and otherwise nothing", async () => {
    const script =
      "process.stdin.on('data', (d) => process.stdout.write(d)); process.stdin.on('end', () => console.log('.'))";
    expect((await run(script, { stdin: "hello" })).stdout).toBe("hello.\n");
    expect((await run(script)).stdout).toBe(".\n");
  });

  it("keeps the end of an output that is too long, and says that something is gone", async () => {
    const result = await run("process.stdout.write('a'.repeat(300000) + 'end')", { outputLimit: 1000 });
    expect([result.stdout, result.truncated]).toEqual([`${"a".repeat(997)}end`, true]);
  });

  it("is ended with its children when the time is over", async () => {
    const script =
      "const { spawn } = require('child_process'); const c = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); console.log(c.pid); setInterval(() => {}, 1000)";
    const result = await run(script, { timeoutMs: 1500 });
    expect([result.timedOut, result.exitCode, result.signal]).toEqual([true, null, "SIGKILL"]);
    expect(
      (await runProcess(["ps", "-o", "stat=", "-p", result.stdout.trim()], { ...plain, env: path })).stdout,
    ).toMatch(/^(Z.*\n)?$/);
  });

  it("tells the signal that ended it", async () => {
    expect((await run("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)")).signal).toBe(
      "SIGTERM",
    );
  });

  it("throws only when it cannot be started, naming the program", async () => {
    await expect(runProcess(["/no/such/program"], plain)).rejects.toThrow(
      "Could not start /no/such/program: ENOENT",
    );
  });
});
