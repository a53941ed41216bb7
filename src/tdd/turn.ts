import { addUsage } from "../budget/usage.ts";
import type { Refusal } from "../issues/outcome.ts";
import type { CycleEvent } from "./cycle.ts";
import type { DriverPhase, DriverReply } from "./driver.ts";
import { contextPacket } from "./packet.ts";
import { summary } from "./summary.ts";
import type { Move, PhaseContext, Work } from "./work.ts";

/** An order for one phase, and the tree it starts from. */
export type Order = { readonly phase: DriverPhase; readonly text: string; readonly from: string };

export type Turn =
  | { readonly kind: "replied"; readonly reply: DriverReply; readonly work: Work }
  | { readonly kind: "out"; readonly move: Move };

/**
 * One order to the driver: the files are put back to where the phase starts, time and stop are checked, and what came
 * back is counted. Giving up, a stop and a failed model call end the task.
 */
export async function turn(context: PhaseContext, work: Work, order: Order): Promise<Turn> {
  const { ports, input } = context;
  const stop = await mustStop(context, work);
  if (stop !== null) return stop;
  await ports.tree.restore(order.from);
  const reply = await ports.driver.turn({
    phase: order.phase,
    packet: contextPacket({
      packet: input.packet,
      facts: input.facts,
      runner: ports.runner.name,
      testGlobs: ports.runner.testGlobs,
      summary: summary({ steps: work.steps, left: work.todo, present: work.present, notes: work.notes }),
    }),
    order: order.text,
    findings: work.findings,
    fresh: work.fresh,
  });
  const notes = "notes" in reply ? [...work.notes, ...reply.notes] : work.notes;
  const now = { ...work, notes, usage: addUsage(work.usage, reply.usage), fresh: false };
  if (reply.kind === "gave-up") return out(now, ...givenUp(reply.reason));
  if (reply.kind === "stopped") return out(now, stopEvent(reply.code), reply);
  return { kind: "replied", reply, work: now };
}

async function mustStop({ ports, input }: PhaseContext, work: Work): Promise<Turn | null> {
  if (ports.mayGoOn !== undefined && !(await ports.mayGoOn()))
    return out(work, "stopped", {
      code: "stopped",
      text: "The task was stopped by a person.",
      next: "Put the release label back on the task to work it again.",
    });
  const { minutes } = input.limits;
  if (ports.now() - work.startedAt < minutes * 60_000) return null;
  return out(work, "out-of-budget", {
    code: "out-of-time",
    text: `The task took longer than its ${minutes} minutes.`,
    next: "Split the task, or raise `run.minutes`.",
  });
}

function out(work: Work, event: CycleEvent, { code, text, next }: Refusal): Turn {
  return { kind: "out", move: { event, work: { ...work, reason: { code, text, next } } } };
}

/** A reason may begin with `spec-conflict` or `environment`, in any spelling, to name a more telling exit. */
function givenUp(reason: string): [CycleEvent, Refusal] {
  const start = reason
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-/, "");
  const environment = /^env(ironment)?(-|$)/.test(start);
  const event = start.startsWith("spec-conflict")
    ? "spec-conflict"
    : environment
      ? "environment-broken"
      : "gave-up";
  return [
    event,
    {
      code: event,
      text: `The driver gave up: ${reason}`,
      next: "Read the reason, change the task, then retry it.",
    },
  ];
}

const budgetCodes = new Set(["out-of-budget", "model-budget", "model-spend-limit"]);

function stopEvent(code: string): CycleEvent {
  if (code === "stopped") return "stopped";
  if (budgetCodes.has(code)) return "out-of-budget";
  return code === "too-many-turns" ? "needs-human" : "model-failed";
}
