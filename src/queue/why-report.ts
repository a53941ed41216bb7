import type { Config } from "../config/config.ts";
import { queueRules } from "./queue-rules.ts";
import type { Board } from "./snapshot.ts";
import { why } from "./why.ts";

/** 0: it is ready. 1: it waits. 2: no answer could be made. */
export type WhyReport = { readonly exitCode: 0 | 1 | 2; readonly output: string };

/** `pawl why <number>` against a live repository. `text` is the argument as typed, with or without `#`. */
export async function whyReport(
  ports: { readonly board: Board },
  input: { readonly text: string; readonly config: Config },
): Promise<WhyReport> {
  const number = Number(/^#?([1-9]\d{0,9})$/.exec(input.text.trim())?.[1]);
  if (!Number.isSafeInteger(number)) {
    const output = `"${input.text}" is not the number of an issue; write it as \`pawl why 14\`.\n`;
    return { exitCode: 2, output };
  }
  const snapshot = await ports.board.snapshot({ kind: "released", also: [number] });
  const answer = why(snapshot, number, queueRules(input.config));
  if (answer.kind === "unknown") return { exitCode: 2, output: `${answer.text}\n` };
  const code = answer.kind === "ready" ? "ready" : answer.code;
  const ref = answer.kind === "waiting" && answer.ref !== null ? ` #${answer.ref}` : "";
  return { exitCode: answer.kind === "ready" ? 0 : 1, output: `#${number}  ${code}${ref}\n${answer.text}\n` };
}
