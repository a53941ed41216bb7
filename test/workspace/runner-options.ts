import { execFileSync } from "node:child_process";
import { collectTests } from "../../src/tdd/collect-tests.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";

const available = (await sandboxAvailability()).kind === "available";
const sandbox = createSandbox({ mode: available ? "bubblewrap" : "off" });

/** Options of a runner under contract: in the sandbox where there is one. */
export const runnerOptions = (directory: string, timeoutMs: number) => ({
  ...{ sandbox, directory, timeoutMs, collect: collectTests },
});

/** Why a program is not here, or `null`. */
export function missingProgram(command: string, ...args: readonly string[]): string | null {
  try {
    execFileSync(command, args, { stdio: "ignore", cwd: "/" });
    return null;
  } catch {
    return `${command} ${args.join(" ")} does not run here`;
  }
}
