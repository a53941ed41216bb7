import type { TaskPacket } from "../issues/task.ts";

/** Facts of the repository that the harness itself knows. `facts` are texts of others: agent files, the map. */
export type PacketInput = {
  readonly packet: TaskPacket;
  readonly facts: readonly string[];
  readonly runner: string;
  readonly testGlobs: readonly string[];
  readonly summary: string;
};

const role = [
  "You change one repository in small steps: one behaviour, one failing test, the least code that makes it pass.",
  "A harness runs the tests, reads their results and decides; it also commits. You have no git and no network.",
  "Each order says what may change now and what will be checked. A refused step is put back, with the reason.",
  "Solve the behaviour for every valid input. Tests verify it, they do not define it.",
  "When a test or the task looks wrong, or cannot be done honestly, give up with the reason: that is a good answer.",
  "Leave a short note for a decision, a constraint, a gotcha or a todo that a reader of the code would need.",
].join("\n");

/**
 * The clean context of an iteration in fixed order: role, repository, task, summary. The same input gives the same
 * bytes, and only the last block changes between the iterations of a task, so that a prompt cache holds the rest.
 */
export function contextPacket(input: PacketInput): readonly string[] {
  return [role, repository(input), task(input.packet), input.summary];
}

function repository({ facts, runner, testGlobs }: PacketInput): string {
  const own = `Tests run with ${runner}. Test files: ${testGlobs.join(", ")}`;
  return ["# Repository", own, ...facts.filter((fact) => fact.trim() !== "")].join("\n\n");
}

function task(packet: TaskPacket): string {
  const { module } = packet;
  return [
    `# Task ${packet.task}: ${packet.title}`,
    `Goal: ${packet.goal}`,
    list(
      "Acceptance criteria",
      packet.criteria.map(({ id, layer, text }) => `${id} (${layer}): ${text}`),
    ),
    list(`Module ${module.name}`, [
      module.scope,
      ...(module.owns.length > 0 ? [`owns ${module.owns.join(", ")}`] : []),
    ]),
    list("Files this task is about", packet.files),
    list(
      "Use what is there",
      packet.reuse.map(({ path, why }) => (why === "" ? path : `${path}: ${why}`)),
    ),
    list("Interfaces that earlier tasks provide", packet.interfaces),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function list(title: string, lines: readonly string[]): string {
  const kept = lines.filter((line) => line.trim() !== "");
  return kept.length === 0 ? "" : `${title}:\n${kept.map((line) => `- ${line}`).join("\n")}`;
}
