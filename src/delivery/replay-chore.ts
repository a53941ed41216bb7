import { cheatsBetween } from "../tdd/cheats.ts";
import { choreGate } from "../tdd/gates/chore-gate.ts";
import { suiteGreen } from "../tdd/gates/green-gate.ts";
import { suiteAfter } from "../tdd/suite.ts";
import type { Step } from "./change-set.ts";
import { changesOf } from "./read-change-set.ts";
import { type Broken, isTestOf, type ReplayPorts, run, type State, written } from "./replay-ground.ts";

/** A chore once more: nothing but texts, settings and data changed, the suite is as it was, the task's own check passes. */
export async function replayChore(
  ports: ReplayPorts,
  state: State,
  step: Step,
  check: readonly string[] | null,
): Promise<State | Broken> {
  const { tree, suite } = state;
  if (check === null || check.join("\0") !== step.evidence.check?.command.join("\0"))
    return { violations: [{ code: "evidence", text: "The step names another check than the task." }] };
  const after = await written(ports, tree, changesOf(step));
  const violations = choreGate(await ports.tree.changes(tree, after), ports.runner.testGlobs);
  if (violations.length > 0) return { violations };
  const cheats = await cheatsBetween(ports.tree, [tree, after], isTestOf(ports));
  if (cheats.length > 0) return { violations: cheats };
  const report = await run(ports, after, { kind: "all" });
  const broken = suiteGreen(report, suite, []);
  if (broken.length > 0) return { violations: broken };
  await ports.tree.restore(after);
  const checked = (await ports.runCheck?.(check)) ?? { ok: false, output: "It could not be run here." };
  return checked.ok
    ? { tree: after, suite: suiteAfter(suite, report) }
    : { violations: [{ code: "check-failed", text: `${check.join(" ")}: ${checked.output.trim()}` }] };
}
