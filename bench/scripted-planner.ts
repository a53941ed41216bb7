/**
 * A program that plans any specification as the model would be asked to: it reads the request, cuts modules from the marked
 * sections, and makes tasks of the sentences it finds. Its plans are sound in form and of no use otherwise.
 */
import type { Scenario, ScriptRequest } from "../src/local/claude/script.ts";

const charactersPerModule = 40_000;
const tasksPerModule = 10;

export const plannerScenario: Scenario = (request) =>
  request.system.startsWith("You cut") ? { json: outlineOf(request) } : { json: partOf(request) };

function outlineOf({ firstText }: ScriptRequest) {
  const sections = [
    ...specOf(firstText).matchAll(/^\[section (s\d+)\]\n([\s\S]*?)(?=^\[section s\d+\]$|(?![\s\S]))/gm),
  ];
  const groups: { ids: string[]; size: number }[] = [];
  for (const [, id = "", text = ""] of sections) {
    const last = groups.at(-1);
    if (last && last.size + text.length <= charactersPerModule) {
      last.ids.push(id);
      last.size += text.length;
    } else groups.push({ ids: [id], size: text.length });
  }
  const modules = groups.map(({ ids }, index) => ({
    ...{
      id: `part${index + 1}`,
      name: `Part ${index + 1}`,
      scope: "Its sections",
      owns: [`src/part${index + 1}/**`],
    },
    ...{ provides: [`part${index + 1}()`], consumes: index === 0 ? [] : [`part${index}()`], existing: [] },
    sections: ids,
  }));
  const sprint = (id: string) => ({ id, goal: `A user can do ${id}`, demo: "Open it.", deliverables: [] });
  const common = { assumptions: [], questions: [] };
  return {
    title: "Made by a program",
    summary: "In parts",
    modules,
    sprints: ["S1", "S2"].map(sprint),
    ...common,
  };
}

function partOf({ firstText }: ScriptRequest) {
  const prefix = /begin with "([^"]+)"/.exec(firstText)?.[1] ?? "";
  const earlier = [...firstText.matchAll(/^(m\d+\.t\d+) \(part\d+, (S\d)\)/gm)];
  const sentences = sentencesOf(specOf(firstText));
  const tasks = sentences.map((sentence, index) => {
    const sprint = index < sentences.length / 2 ? "S1" : "S2";
    const before = index === 0 ? earlier.filter(([, , of]) => of === "S1").at(-1)?.[1] : `${prefix}t${index}`;
    const subject = sentence
      .replace(/[^\p{L}\p{N} ]/gu, "")
      .slice(0, 60)
      .trim();
    const text = `WHEN a user needs ${subject} THE product SHALL answer 200`;
    return {
      ...{
        id: `${prefix}t${index + 1}`,
        title: `${prefix} ${index + 1}: ${subject}`,
        module: "own",
        sprint,
        kind: "tdd",
      },
      ...{
        goal: subject,
        requirements: [`${prefix}R${index + 1}`],
        layers: ["entry"],
        reuse: [],
        priority: 2,
        size: 3,
      },
      criteria: [{ id: "AC1", layer: "entry", text }],
      files: [`src/${prefix}${index + 1}.js`],
      blockedBy: before === undefined ? [] : [before],
    };
  });
  const requirements = sentences.map((quote, index) => ({
    ...{
      id: `${prefix}R${index + 1}`,
      quote,
      text: `WHEN a user needs it THE product SHALL do what ${index + 1} says`,
    },
  }));
  return { requirements, tasks, assumptions: [], questions: [] };
}

/** Lines that read like statements, evenly spread over the text. */
function sentencesOf(spec: string): readonly string[] {
  const lines = spec.split("\n").map((line) => line.trim());
  const found = [...new Set(lines.filter((line) => /^\p{L}.{30,300}$/u.test(line)))];
  const step = Math.max(1, Math.floor(found.length / tasksPerModule));
  const spread = found.filter((_, index) => index % step === 0).slice(0, tasksPerModule);
  return spread.length > 0 ? spread : [lines.find((line) => line !== "") ?? ""];
}

function specOf(text: string): string {
  return /<data name="specification">\n([\s\S]*?)\n<\/data>/.exec(text)?.[1] ?? "";
}
