import { realpathSync } from "node:fs";
import { probeSandbox } from "./probe.ts";
import { createSandbox } from "./sandbox.ts";
import { sandboxAvailability } from "./sandbox-availability.ts";

/** What the `pawl` command prints and ends with. */
export type CommandAnswer = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** Ended by a limit (time), as timeout(1) says it. */
const limited = 124;
const unavailable = 125;
/** SIGXCPU and SIGXFSZ (signal(7)): the kernel ends what goes over its limits by them. */
const limitSignals = [24, 25];
const timeoutMs = 10 * 60_000;

/** Output that is passed on; what came first is dropped beyond it. */
const outputLimit = 16 * 1024 * 1024;

/**
 * `pawl sandbox [--dir DIR] -- <command…>`: one command exactly as the driver's tools run it, with its output and exit
 * status. 124: ended by a limit. 125: no sandbox could be started, and nothing ran.
 */
export async function runInSandbox(
  command: readonly string[],
  options: { readonly directory: string; readonly timeoutMs?: number },
): Promise<CommandAnswer> {
  if (command.length === 0)
    return { exitCode: 2, stdout: "", stderr: "pawl sandbox: no command was given after --.\n" };
  const availability = await sandboxAvailability();
  if (availability.kind === "unavailable") return notAvailable(availability.text, availability.fix);
  const cwd = realpathSync(options.directory);
  const sandbox = createSandbox({ mode: "bubblewrap", services: process.env.PAWL_SERVICES ?? null });
  const limit = options.timeoutMs ?? timeoutMs;
  const result = await sandbox.run(command, { cwd, writable: [cwd], timeoutMs: limit, outputLimit });
  const { stdout, stderr, timedOut, exitCode } = result;
  const byLimit = timedOut || limitSignals.some((signal) => exitCode === 128 + signal);
  // A signal inside is 128 and its number, as a shell says it; only the sandbox itself being killed has no status.
  return { exitCode: byLimit ? limited : (exitCode ?? 137), stdout, stderr };
}

/**
 * `pawl sandbox --probe [--json]`: tries to break out. 0: available and nothing escaped; 1: something escaped; 125: not
 * available.
 */
export async function probeReport(options: { readonly json: boolean }): Promise<CommandAnswer> {
  const result = await probeSandbox();
  if (!result.available) {
    const told = notAvailable(result.text, result.fix);
    return options.json
      ? { ...told, stdout: `${JSON.stringify({ available: false, probes: 0, escaped: [] })}\n` }
      : told;
  }
  const { available, probes, escaped } = result;
  const exitCode = escaped.length === 0 ? 0 : 1;
  const lines = [
    `${probes} attempts to break out, ${escaped.length} succeeded.`,
    ...escaped.map((name) => `escaped: ${name}`),
  ];
  const stdout = options.json ? JSON.stringify({ available, probes, escaped }) : lines.join("\n");
  return { exitCode, stdout: `${stdout}\n`, stderr: "" };
}

function notAvailable(text: string, fix: string): CommandAnswer {
  return { exitCode: unavailable, stdout: "", stderr: `sandbox-unavailable: ${text} ${fix}\n` };
}
