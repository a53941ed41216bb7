/**
 * A model check of the claim protocol over the real functions. Workers are small programs that stop before every look at,
 * and every change of, the shared claim ref; the explorer runs every order of those steps and judges each end.
 */
import type { Claim, ClaimRead, ClaimState, Claims } from "../../src/queue/claim.ts";

const zeros = "0".repeat(40);

/** One link of the chain, with the run attempts (`<run>/<attempt>`) that had ended when it was made. */
type Link = { readonly state: ClaimState; readonly ended: ReadonlySet<string>; readonly by: number };

/** What the world can see of a worker: its work has become the branch and the pull request. */
type Published = { readonly by: number; readonly fence: number };

export type Shared = {
  readonly chain: Link[];
  readonly published: Published[];
  readonly ended: Set<string>;
};

/** What a worker's program is given. `turn` waits until the worker may take its next step. */
export type Seat = Shared & {
  readonly worker: number;
  readonly claims: Claims;
  readonly turn: () => Promise<void>;
};

export type Program = (seat: Seat) => Promise<void>;

/** Whether a compare-and-set goes through. */
export type MayMove = (current: string, before: string) => boolean;

export const compareAndSet: MayMove = (current, before) => current === before;

type Gate = { readonly worker: number; readonly open: () => void };

/** Lets every promise that can go on do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Runs one schedule: `pick` chooses among the workers that wait for a turn, given in their order. When all are done and
 * every run has ended, `afterwards` has the ref to itself.
 */
async function runOnce(
  programs: readonly Program[],
  afterwards: Program,
  mayMove: MayMove,
  pick: (waiting: number) => number,
): Promise<{ readonly shared: Shared; readonly order: string }> {
  const waiting: Gate[] = [];
  const shared: Shared = { chain: [], published: [], ended: new Set() };
  const running = programs.map((program, worker) => {
    const turn = () =>
      new Promise<void>((open) => {
        waiting.push({ worker, open });
      });
    return program({ ...shared, worker, turn, claims: claimsOf(shared, mayMove, worker, turn) });
  });
  let order = "";
  for (await settle(); waiting.length > 0; await settle()) {
    waiting.sort((a, b) => a.worker - b.worker);
    const [gate] = waiting.splice(pick(waiting.length), 1);
    order += String(gate?.worker);
    gate?.open();
  }
  await Promise.all(running);
  const worker = programs.length;
  for (let each = 0; each < worker; each++) shared.ended.add(`${each + 1}/1`);
  const turn = () => Promise.resolve();
  await afterwards({ ...shared, worker, turn, claims: claimsOf(shared, mayMove, worker, turn) });
  return { shared, order };
}

/** The claim ref as one worker has it: a turn before each look and before each change. */
function claimsOf(shared: Shared, mayMove: MayMove, worker: number, turn: () => Promise<void>): Claims {
  const { chain, ended } = shared;
  const tip = () => (chain.length === 0 ? zeros : chain.length.toString(16).padStart(40, "0"));
  return {
    read: async (): Promise<ClaimRead> => {
      await turn();
      const state = chain.at(-1)?.state;
      return state === undefined ? { kind: "none" } : { kind: "claim", claim: { oid: tip(), state } };
    },
    isAlive: async (runId, runAttempt) => !ended.has(`${runId}/${runAttempt}`),
    move: async (from: Claim | null, to: ClaimState) => {
      await turn();
      if (!mayMove(tip(), from?.oid ?? zeros)) return { kind: "lost" };
      chain.push({ state: to, ended: new Set(ended), by: worker });
      return { kind: "moved", claim: { oid: tip(), state: to } };
    },
    remove: async () => ({ kind: "lost" }),
    prepare: async (from, to) => ({ name: `issue-${to.issue}`, before: from.oid, after: zeros }),
  };
}

export type Explored = { readonly schedules: number; readonly broken: string | null };

/**
 * Every order of steps, depth first: each schedule runs from the start with the choices of the one before, the deepest choice
 * with an alternative left being advanced. Ends at the first schedule about which `judge` complains.
 */
export async function explore(
  programs: readonly Program[],
  afterwards: Program,
  judge: (shared: Shared) => string | null,
  mayMove: MayMove = compareAndSet,
): Promise<Explored> {
  const choices: { at: number; readonly of: number }[] = [];
  for (let schedules = 1; ; schedules++) {
    let depth = 0;
    const { shared, order } = await runOnce(programs, afterwards, mayMove, (of) => {
      const known = choices[depth] ?? { at: 0, of };
      choices[depth] = known;
      depth += 1;
      return known.at;
    });
    const complaint = judge(shared);
    if (complaint !== null) return { schedules, broken: `${complaint} (order ${order})` };
    while (choices.length > 0 && (choices.at(-1)?.at ?? 0) + 1 >= (choices.at(-1)?.of ?? 0)) choices.pop();
    const last = choices.at(-1);
    if (last === undefined) return { schedules, broken: null };
    last.at += 1;
  }
}
