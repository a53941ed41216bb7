import type { TaskPacket } from "../issues/task.ts";
import type { Behaviour } from "./driver.ts";
import type { TestId } from "./test-report.ts";

/** The texts of the orders: what may change now, and what the gate checks. Nothing is asked that no gate checks. */

export function testListOrder(criteria: readonly string[]): string {
  return [
    "Make the test list. Change no file.",
    "List the behaviours to build, smallest first, each with the criterion it serves and the break its test would catch.",
    `Checked: every one of ${criteria.join(", ")} has at least one behaviour, no other criterion is named, each names a break.`,
  ].join("\n");
}

export function redOrder(behaviour: Behaviour): string {
  return [
    `Red. Write the one test of this behaviour: ${behaviour.text} (${behaviour.criterion})`,
    `It must catch this break: ${behaviour.breaks}`,
    "Only test files may change. Exactly one new test, its title a literal; every other test stays as it is.",
    "Checked: alone and with its file it fails, twice, in an assertion about the behaviour; all other tests are unchanged.",
    "If it needs a function or file that does not exist yet, use it all the same: the next order is then to stub it.",
  ].join("\n");
}

export function characterizeOrder(behaviour: Behaviour): string {
  return [
    `Characterize. Write one test of what the code does already: ${behaviour.text}${
      behaviour.criterion === "" ? "" : ` (${behaviour.criterion})`
    }`,
    `It must fail if this were so: ${behaviour.breaks}`,
    "Only test files may change. Exactly one new test, its title a literal; every other test stays as it is.",
    "Checked: it passes on the code as it is, and fails in an assertion when a small change is made to that code.",
    "When no honest test can tell the difference, give up with the reason.",
  ].join("\n");
}

export function choreOrder({ goal, check }: TaskPacket): string {
  return [
    `Do what the task says: ${goal}`,
    "No production code and no test may change; only texts, settings and data among this task's files.",
    `Checked: ${(check ?? []).join(" ")} passes afterwards, and every test is as it was.`,
  ].join("\n");
}

export function reimplementOrder(
  files: readonly { readonly path: string; readonly names: readonly string[] }[],
): string {
  return [
    "These functions have lost their bodies. Write them again, so that every test passes:",
    ...files.map(({ path, names }) => `- ${path}: ${[...new Set(names)].join(", ")}`),
    "The tests are all that is known of them. Only these files may change; tests are read-only.",
  ].join("\n");
}

export function stubOrder(test: TestId, missing: string): string {
  return [
    `Stub. ${test} cannot fail in its assertion yet, because something is missing: ${missing}`,
    "Only production files may change. Add what is missing with an empty body that returns a zero value, or throws.",
    "No logic, nothing that is there may change. Checked: the test now fails in its own assertion.",
  ].join("\n");
}

export function greenOrder(test: TestId, failure: string): string {
  return [
    `Green. Make this test pass with the least production code: ${test}`,
    `It fails with: ${failure.split("\n").slice(0, 4).join("\n")}`,
    "Tests are read-only. Only this task's production files may change.",
    "Checked: the test passes three times, the whole suite passes, no test is lost or skipped, and without the new code it fails again.",
  ].join("\n");
}

export function refactorOrder(): string {
  return [
    "Refactor, if something is worth it: names, duplication, structure. Otherwise change nothing and end.",
    "No new test, no new public name, no fewer assertions. Checked: the whole suite passes with the same tests.",
  ].join("\n");
}

export function reuseOrder(paths: readonly string[]): string {
  return [
    `The task says to use what is there, and no changed file refers to: ${paths.join(", ")}`,
    "Use it in the code of this task, or leave a decision note that names the path and says why not.",
    "No new test, no new public name, no fewer assertions. Checked: the whole suite passes with the same tests.",
  ].join("\n");
}
