import { iterationMessage } from "./commit-message.ts";
import { failureText } from "./digest.ts";
import type { Evidence } from "./evidence.ts";
import { suiteAfter } from "./suite.ts";
import type { TestReport } from "./test-report.ts";
import { accepted, attemptOf, type Move, type PhaseContext, type Work } from "./work.ts";

/** Writes the step of a proved iteration. What it holds is the difference of the trees that were verified, nothing else. */
export async function commitPhase({ ports, input }: PhaseContext, work: Work): Promise<Move> {
  const { behaviour, test, red, greenTree, report, tests, stub, code } = attemptOf(work);
  if (greenTree === null || report === null) throw new Error("A commit was entered without a green tree.");
  const iteration = work.steps.filter(({ kind }) => kind === "iteration").length + 1;
  const evidence: Evidence = {
    red: { ids: [test], class: red.class, digest: ports.digest(failureText(test, red.message)) },
    green: counts(report),
    criterion: behaviour.criterion,
    iteration,
  };
  const count = iteration + work.todo.length - 1;
  const message = iterationMessage({ packet: input.packet, behaviour, iteration, count, evidence });
  ports.log(`Committed: ${message.split("\n", 1)[0]}`);
  return accepted({
    ...work,
    green: greenTree,
    suite: suiteAfter(work.suite, report),
    todo: work.todo.slice(1),
    steps: [...work.steps, { kind: "iteration", message, tests, stub, code, evidence }],
    attempt: null,
    fresh: true,
  });
}

/** Passed tests, and tests that did not run because they are skipped or todo. */
export function counts(report: TestReport): Evidence["green"] {
  const of = (...statuses: readonly string[]) =>
    report.outcomes.filter(({ status }) => statuses.includes(status)).length;
  return { passed: of("passed"), skipped: of("skipped", "todo") };
}
