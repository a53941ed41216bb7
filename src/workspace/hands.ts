import type { Hands } from "../tdd/hands.ts";
import type { Sandbox } from "./sandbox.ts";
import { writeFiles } from "./write-files.ts";

const minutes = 5;

/** The harness's own hands in a checkout: it writes files itself, and commands run inside the sandbox. */
export function createHands(sandbox: Sandbox, directory: string): Hands {
  return {
    write: (files) =>
      writeFiles(
        directory,
        files.map(({ path, text }) => ({
          path,
          mode: "100644",
          content: Buffer.from(text).toString("base64"),
        })),
      ),
    run: async (command) => {
      const result = await sandbox
        .run(command, {
          cwd: directory,
          writable: [directory],
          timeoutMs: minutes * 60_000,
          outputLimit: 16 * 1024,
        })
        .catch((fault: unknown) => String(fault instanceof Error ? fault.message : fault));
      if (typeof result === "string") return { ok: false, output: result };
      const said = `${result.stdout}\n${result.stderr}`.trim();
      const output = result.timedOut ? `${said}\nIt had not ended after ${minutes} minutes.` : said;
      return { ok: result.exitCode === 0, output };
    },
  };
}
