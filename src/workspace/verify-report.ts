import { parseArgs } from "node:util";
import { rangeVerdict } from "../tdd/verify/proof.ts";
import { type ProofJson, proofJson, proofText } from "../tdd/verify/proof-text.ts";
import { verifyRange } from "../tdd/verify/verify-range.ts";
import { openReplay } from "./replay.ts";
import { replayRunner } from "./replay-runner.ts";
import { createSandbox } from "./sandbox.ts";
import { sandboxAvailability } from "./sandbox-availability.ts";

/** `exitCode` 0: proved; 1: not proved; 2: no answer, then `json` is null and `text` says why and what to do. */
export type VerifyReport = {
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
  readonly json: ProofJson | null;
};

const usage =
  'pawl verify <base>..<head> [--repo DIR] [--json] [--setup "<command>"] [--dangerously-disable-sandbox]';

/**
 * `pawl verify`: replays the commits of a range. `args` are the words after `verify`; `log` gets a line of progress
 * per commit. Only faults are thrown.
 */
export async function verifyReport(
  args: readonly string[],
  log: (line: string) => void = () => undefined,
): Promise<VerifyReport> {
  const asked = readArguments(args);
  if (typeof asked === "string") return none(`${asked}\nUsage: ${usage}`);
  const mode = asked.open ? "off" : "bubblewrap";
  if (mode === "bubblewrap") {
    const availability = await sandboxAvailability();
    if (availability.kind === "unavailable")
      return none(`sandbox-unavailable: ${availability.text} ${availability.fix}`);
  }
  const opened = await openReplay({
    directory: asked.repo,
    range: asked.range,
    setup: asked.setup,
    sandbox: createSandbox({ mode }),
    runnerFor: replayRunner,
    log,
  });
  if (opened.kind === "no-answer") return none(`${opened.code}: ${opened.text}`);
  try {
    const proof = await verifyRange({ replay: opened.replay, log });
    const blind =
      proof.commits.length > 0 &&
      proof.commits.every(({ doubts }) => doubts.some(({ code }) => code === "no-runner"));
    if (blind)
      return none(
        "no-runner: No test runner that Pawl knows was found in these commits. Add one, with one passing test.",
      );
    const exitCode = rangeVerdict(proof) === "proved" ? 0 : 1;
    return { exitCode, text: proofText(proof), json: proofJson(proof) };
  } finally {
    await opened.close();
  }
}

function none(text: string): VerifyReport {
  return { exitCode: 2, text, json: null };
}

type Asked = {
  readonly range: string;
  readonly repo: string;
  readonly setup: string | null;
  readonly open: boolean;
};

/** What was asked, or what is wrong with it. `--json` is the host's. */
function readArguments(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        repo: { type: "string" },
        setup: { type: "string" },
        json: { type: "boolean" },
        "dangerously-disable-sandbox": { type: "boolean" },
      },
    });
    const [range, ...more] = positionals;
    if (range === undefined) return "bad-arguments: Which commits? Name a range.";
    if (more.length > 0) return `bad-arguments: ${more.join(" ")} is one word too many.`;
    const open = values["dangerously-disable-sandbox"] === true;
    return { range, repo: values.repo ?? ".", setup: values.setup ?? null, open };
  } catch (fault) {
    return `bad-arguments: ${fault instanceof Error ? fault.message : String(fault)}`;
  }
}
