import type { TaskPacket } from "../issues/task.ts";
import type { Behaviour } from "./driver.ts";
import type { Evidence } from "./evidence.ts";

/** `count` is how many iterations the task is expected to take. */
export type IterationCommit = {
  readonly packet: TaskPacket;
  readonly behaviour: Behaviour;
  readonly iteration: number;
  readonly count: number;
  readonly evidence: Evidence;
};

/** The message of a behaviour commit: its subject in words, and the proof as trailers. */
export function iterationMessage(commit: IterationCommit): string {
  const { packet, behaviour, iteration, count, evidence } = commit;
  const { red } = evidence;
  return message(subject("feat", packet, behaviour.text), [
    `Task: #${packet.number}`,
    `Criterion: ${plainLine(behaviour.criterion)}`,
    `Iteration: ${iteration}/${Math.max(iteration, count)}`,
    ...(red ? [`Red: ${red.ids.map(plainLine).join("; ")} | ${red.class} | ${red.digest}`] : []),
    green(evidence),
    ...releasedBy(packet),
  ]);
}

/** The message of a commit that brings a test of what is there already: the change that the test notices is its proof. */
export function characterizeMessage(commit: IterationCommit): string {
  const { packet, behaviour, iteration, count, evidence } = commit;
  const { mutant } = evidence;
  return message(subject("test", packet, behaviour.text), [
    `Task: #${packet.number}`,
    ...(evidence.criterion === undefined ? [] : [`Criterion: ${plainLine(evidence.criterion)}`]),
    `Iteration: ${iteration}/${Math.max(iteration, count)}`,
    ...(mutant
      ? [`Mutant: ${plainLine(`${mutant.test} | ${mutant.path}:${mutant.line} ${mutant.change}`)}`]
      : []),
    green(evidence),
    ...releasedBy(packet),
  ]);
}

/** The message of a chore: its check is its proof. */
export function choreMessage(packet: TaskPacket, evidence: Evidence): string {
  const { check } = evidence;
  return message(subject("chore", packet, packet.title), [
    `Task: #${packet.number}`,
    ...(check ? [`Check: ${plainLine(check.command.join(" "))} | ${check.before} before, passes now`] : []),
    green(evidence),
    ...releasedBy(packet),
  ]);
}

/** The message of a refactor commit: no new test, so no `Red`. */
export function refactorMessage(packet: TaskPacket, text: string, evidence: Evidence): string {
  const trailers = [`Task: #${packet.number}`, green(evidence), ...releasedBy(packet)];
  return message(subject("refactor", packet, text), trailers);
}

function message(line: string, trailers: readonly string[]): string {
  return `${line}\n\n${trailers.join("\n")}\n`;
}

function green({ green }: Evidence): string {
  return `Green: ${green.passed} passed, ${green.skipped} skipped`;
}

function releasedBy({ releasedBy }: TaskPacket): readonly string[] {
  return releasedBy === null ? [] : [`Released-by: ${plainLine(releasedBy)}`];
}

const longest = 72;

function subject(type: string, packet: TaskPacket, text: string): string {
  const scope = packet.module.id
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const head = scope === "" ? `${type}: ` : `${type}(${scope}): `;
  const words = plainLine(text).replace(/\.$/, "");
  const line = head + (/^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words);
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), head.length)).trimEnd()}…`;
}

/**
 * Words of a model as one harmless line: no line breaks or invisible characters, and nothing that GitHub reads as a
 * mention or as a reference to an issue, so that no commit message closes or notifies anything.
 */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/https?:\/\/\S+/gi, "(link)")
    .replace(/[@#]+(?=[\p{L}\p{N}])/gu, "")
    .replace(/\bGH-(?=\d)/gi, "GH ")
    .replace(/\s+/g, " ")
    .trim();
}
