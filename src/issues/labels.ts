import type { Label } from "./issue.ts";

/** The configured names of the labels (`labels` of `.github/pawl.yml`). */
export type LabelNames = {
  readonly spec: string;
  readonly sprint: string;
  readonly task: string;
  readonly ready: string;
  readonly blocked: string;
  readonly inProgress: string;
  readonly inReview: string;
  readonly needsHuman: string;
};

const priorities = [
  ["b60205", "Work on it before anything else"],
  ["d93f0b", "Important"],
  ["fbca04", "Normal"],
  ["c2e0c6", "Can wait"],
  ["ededed", "Some day"],
] as const;

const priorityName = /^P([0-4])$/;

/** `P0` (first) to `P4` (last). */
export function priorityLabel(priority: number): string {
  return `P${priority}`;
}

/** The priority that labels give: the most urgent of them; 2 where there is none. */
export function priorityOf(labels: readonly string[]): number {
  const found = labels.flatMap((name) => priorityName.exec(name)?.[1] ?? []).map(Number);
  return found.length === 0 ? 2 : Math.min(...found);
}

/** The label that names a task's module. GitHub allows 50 characters (lint rule P12 checks it). */
export function moduleLabel(name: string): string {
  return `module: ${name}`;
}

/** Every label Pawl uses, to be created where it is missing; `modules` are module names of one plan. */
export function labelSet(names: LabelNames, modules: readonly string[]): readonly Label[] {
  return [
    { name: names.spec, color: "5319e7", description: "Holds a specification; root of a plan" },
    { name: names.sprint, color: "1d76db", description: "A slice that ends in something a user can do" },
    { name: names.task, color: "0e8a16", description: "One pull request by test-driven development" },
    { name: names.ready, color: "2cbe4e", description: "Released by a person: Pawl may work on it" },
    { name: names.blocked, color: "d4c5f9", description: "Waits for a blocker to be completed" },
    { name: names.inProgress, color: "fef2c0", description: "A run has claimed it" },
    { name: names.inReview, color: "bfdadc", description: "Its pull request is open" },
    { name: names.needsHuman, color: "e99695", description: "A person has to look at it" },
    ...priorities.map(([color, description], index) => ({ name: priorityLabel(index), color, description })),
    ...[...new Set(modules)].map((name) => ({
      name: moduleLabel(name),
      color: "c5def5",
      description: "Module of the plan",
    })),
  ];
}
