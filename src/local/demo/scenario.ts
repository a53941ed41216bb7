/**
 * The program behind the scripted Claude of the demo. It plans the sample's spec, and works its tasks as a careful
 * engineer would: list the behaviours, then per phase read the file, write it, end. It knows nothing that the request
 * does not say: task, phase and behaviour are read from the order it was given.
 */
import type { MessageParam } from "@anthropic-ai/sdk/resources/messages";
import type { Scenario, ScriptAnswer, ScriptRequest } from "../claude/script.ts";
import type { Behaviour, Edit } from "../sample/edit.ts";
import { sampleEdits } from "../sample/edits.ts";
import { firstDraft, samplePlan } from "../sample/plan.ts";

export const sampleScenario: Scenario = workingWith((task) => sampleEdits[task] ?? []);

/** The same engineer, who knows by task id what to write for each behaviour. */
export function workingWith(behavioursOf: (task: string) => readonly Behaviour[]): Scenario {
  return (request) => answer(request, behavioursOf);
}

function answer(request: ScriptRequest, behavioursOf: (task: string) => readonly Behaviour[]): ScriptAnswer {
  const said = request.messages.filter(({ role }) => role === "user").map(textOf);
  const phase = latest(said, /Phase: ([a-z-]+)/);
  if (phase === null) return { json: request.turn === 0 ? firstDraft : samplePlan };
  const behaviours = behavioursOf(latest(said, /# Task ([\w-]+):/) ?? "");
  if (phase === "test-list") return testList(behaviours);
  const behaviour = behaviours.find(({ text }) => text === latest(said, /this behaviour: (.+) \(\w+\)/));
  const edit = behaviour ? editOf(behaviour, phase) : null;
  return edit ? work(request, edit) : { text: "Nothing is worth changing." };
}

function testList(behaviours: readonly Behaviour[]): ScriptAnswer {
  return {
    json: { behaviours: behaviours.map(({ text, criterion, breaks }) => ({ text, criterion, breaks })) },
  };
}

function editOf(behaviour: Behaviour, phase: string): Edit | null {
  if (phase === "red") return behaviour.red;
  if (phase === "stub") return behaviour.stub;
  return phase === "green" ? behaviour.green : null;
}

/** One step of a phase: read, then write what was read with the change made, then end. */
function work(request: ScriptRequest, { path, change }: Edit): ScriptAnswer {
  const [last] = request.toolResults;
  if (!last) return { text: `I read ${path} first.`, toolUse: [{ name: "read_file", input: { path } }] };
  if (last.name === "read_file" && !last.isError) {
    return { toolUse: [{ name: "write_file", input: { path, content: change(last.text) } }] };
  }
  return { text: last.isError ? `That did not work: ${last.text}` : "Done." };
}

function textOf({ content }: MessageParam): string {
  if (typeof content === "string") return content;
  return content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
}

/** The first group of the newest match, looking from the newest message back. */
function latest(texts: readonly string[], pattern: RegExp): string | null {
  for (const text of texts.toReversed()) {
    const found = [...text.matchAll(new RegExp(pattern, "g"))].at(-1)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
