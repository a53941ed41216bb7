import type { PhaseContext, WorkInput, WorkPorts } from "./work.ts";
import { readWorkRecord, type Standing, writeWorkRecord } from "./work-record.ts";
import type { WorkTree } from "./work-tree.ts";

/**
 * Where an earlier process that was killed left this very task, or `null`: there is no journal, its record is of
 * another task, text or base, or trees it names are gone. What is resumed starts a new conversation; the minutes used
 * before count.
 */
export async function resume(context: PhaseContext): Promise<Standing | null> {
  const { journal, tree, log, now } = context.ports;
  const stored = await journal?.read();
  if (stored === null || stored === undefined) return null;
  const standing = readWorkRecord(await keyOf(context), stored);
  if (standing === null || !(await holdsTrees(tree, standing))) {
    log("The record of an earlier run does not fit; the task starts anew.");
    return null;
  }
  const { state, work } = standing;
  log(`Resumed at ${state.kind === "phase" ? state.phase : state.exit}, ${work.steps.length} steps kept.`);
  return { state, work: { ...work, startedAt: now() - work.startedAt, fresh: true } };
}

/** What the processes before this one spent on the task, as far as they wrote it down; dollars. */
export async function spentBefore(recorded: Recorded): Promise<number> {
  const stored = await recorded.ports.journal?.read();
  if (stored === null || stored === undefined) return 0;
  return readWorkRecord(await keyOf(recorded), stored)?.work.usage.usd ?? 0;
}

/**
 * Records where the task stands. An end that a person or the outside world caused is not recorded: the same task, run
 * again, then tries its last phase once more.
 */
export async function keep(context: PhaseContext, { state, work }: Standing): Promise<void> {
  const { journal, now } = context.ports;
  if (journal === undefined) return;
  if (state.kind === "exit" && state.exit !== "done" && state.exit !== "already-done") return;
  const elapsed = { ...work, startedAt: now() - work.startedAt };
  await journal.write(writeWorkRecord(await keyOf(context), { state, work: elapsed }));
}

/** What a record is of. */
type Recorded = {
  readonly ports: Pick<WorkPorts, "journal" | "digest" | "tree" | "runner">;
  readonly input: Pick<WorkInput, "packet" | "protect">;
};

async function keyOf({ ports, input }: Recorded): Promise<string> {
  const { packet, protect } = input;
  return ports.digest(JSON.stringify([await ports.tree.base(), ports.runner.name, packet, protect]));
}

async function holdsTrees(tree: WorkTree, { work }: Standing): Promise<boolean> {
  const { draft, redTree, stubTree, greenTree } = work.attempt ?? {};
  const trees = [work.green, draft, redTree, stubTree, greenTree];
  const asked = trees.filter((id) => id !== null && id !== undefined).map((id) => tree.paths(id));
  return Promise.all(asked).then(
    () => true,
    () => false,
  );
}
