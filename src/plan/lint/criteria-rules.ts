/** P03 (1 to 5 criteria with ids of their own), P04 (criteria that a test can check), P17's first half (layers). */
import type { Plan, PlannedTask } from "../plan.ts";
import { names, rule, type Violation } from "./violation.ts";

const p03 = rule("P03", "error");
const p04 = rule("P04", "warn");
const p17 = rule("P17", "warn");

const form = /\b(?:when|if|given)\b[\s\S]*?\b(?:shall|then)\b([\s\S]*)$/i;
const vague =
  /\b(?:fast|quick(?:ly)?|slow|eas(?:y|ily)|simple|user[- ]friendly|intuitive(?:ly)?|robust|efficient(?:ly)?|appropriate(?:ly)?|reasonabl[ey]|good|nice(?:ly)?|seamless(?:ly)?|smooth(?:ly)?|scalable|flexible|modern|proper(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|correctly|gracefully|responsive|performant|as (?:needed|expected)|etc)\b/i;
const unobservable =
  /^(?:be (?:able to )?)?(?:\w+ly )?(?:work(?:s|ing)?|handled?|handles|supports?|supported|implemented?|implements|consider(?:ed|s)?|manage[ds]?|process(?:ed|es)?|think|know|understand|care|done|functional|ok(?:ay)?|fine|complete[d]?|try|tries)\b/i;
const observable =
  /\b(?:return|answer|respond|repl(?:y|ies)|show|display|list|contain|include|equal|store|save|write|delete|remove|create|add|raise|throw|reject|refuse|fail|exit|print|log|send|emit|start|stop|redirect|status|error|code|header|body|output|file|value|empty|null|true|false|\d)/i;

export function criteriaCountRule(plan: Plan): readonly Violation[] {
  return plan.tasks.flatMap(({ id, criteria }) => {
    const found: Violation[] = [];
    const count = criteria.length;
    if (count < 1 || count > 5)
      found.push(p03([id], [], `${id} has ${count} acceptance criteria; 1 to 5 are allowed.`));
    const ids = criteria.map((criterion) => criterion.id);
    const repeated = [...new Set(ids.filter((one, index) => ids.indexOf(one) !== index))];
    if (repeated.length > 0)
      found.push(p03([id], repeated, `${id} uses a criterion id twice: ${names(repeated)}.`));
    return found;
  });
}

export function testableRule(plan: Plan): readonly Violation[] {
  return plan.tasks.flatMap((task) =>
    task.criteria.flatMap((criterion) => {
      const faults = criterionFaults(criterion.text);
      return faults.length === 0
        ? []
        : [p04([task.id], [criterion.id], `${task.id} ${criterion.id} ${faults.join("; ")}.`)];
    }),
  );
}

function criterionFaults(text: string): readonly string[] {
  const outcome = form.exec(text.slice(0, 2_000))?.[1]?.trim();
  if (outcome === undefined) return ["is not of the form WHEN/IF/GIVEN … SHALL/THEN …"];
  const faults: string[] = [];
  const dim = unobservable.exec(outcome);
  if (!/\w/.test(outcome) || (dim !== null && !observable.test(outcome))) {
    faults.push("names nothing that can be observed");
  }
  const adjective = vague.exec(text)?.[0];
  if (adjective !== undefined && !/\d/.test(text)) faults.push(`says "${adjective}" without a number`);
  const joined = outcome.match(/\b(?:and|or)\b/gi)?.length ?? 0;
  if (joined > 1 || /\band\/or\b|\b(?:and|or)\b.*\bshall\b/i.test(outcome)) {
    faults.push("joins several outcomes by and/or; give each its own criterion");
  }
  return faults;
}

export function layerRule(plan: Plan): readonly Violation[] {
  return plan.tasks.flatMap((task) => {
    const missing = missingLayers(task);
    return missing.length === 0
      ? []
      : [p17([task.id], [], `${task.id} touches ${names(missing)} without a criterion of that layer.`)];
  });
}

function missingLayers(task: PlannedTask): readonly string[] {
  return [...new Set(task.layers)].filter((layer) =>
    task.criteria.every((criterion) => criterion.layer !== layer),
  );
}
