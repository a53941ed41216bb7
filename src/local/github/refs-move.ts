import { gitOf } from "./git-of.ts";
import { isRefName, type RefMove, zeroOid } from "./git-refs.ts";
import { checkRuleset, foreignWorkflow } from "./refs-rules.ts";
import { rejection } from "./rejection.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

/** A move as a client asks for it. `force` allows one that is not a fast-forward. */
export type AskedMove = RefMove & { readonly force: boolean };

/** A move that happened, with the oid the ref really had before (`zeroOid`: none). */
export type DoneMove = { readonly name: string; readonly before: string; readonly after: string };

type Listener = (world: World, actor: Actor, moves: readonly DoneMove[]) => Promise<void> | void;

const listeners = new WeakMap<World, Listener[]>();

/** Calls `listener` after refs moved, by the API or by a push. */
export function onRefsMoved(world: World, listener: Listener): void {
  listeners.set(world, [...(listeners.get(world) ?? []), listener]);
}

/** Tells the listeners that refs moved. */
export async function refsMoved(world: World, actor: Actor, moves: readonly DoneMove[]): Promise<void> {
  for (const listener of listeners.get(world) ?? []) await listener(world, actor, moves);
}

/** Moves all refs or none, under GitHub's rules. Throws 422 (403 for workflow files) with GitHub's texts. */
export async function moveRefs(world: World, actor: Actor, moves: readonly AskedMove[]): Promise<void> {
  const git = gitOf(world);
  const done: DoneMove[] = [];
  for (const move of moves) done.push(await checkedMove(world, actor, move));
  const answer = await git.updateRefs(moves.map(({ name, before, after }) => ({ name, before, after })));
  if (answer.kind === "exists") throw rejection(422, "Reference already exists");
  if (answer.kind === "missing") throw rejection(422, "Reference does not exist");
  if (answer.kind !== "moved") throw rejection(422, `Reference update failed: ${answer.text}`);
  await refsMoved(world, actor, done);
}

async function checkedMove(world: World, actor: Actor, move: AskedMove): Promise<DoneMove> {
  const git = gitOf(world);
  if (!isRefName(move.name) || move.name.split("/").length < 3) {
    throw rejection(422, `Reference name is not valid: ${move.name}`);
  }
  checkRuleset(world, move.name);
  const now = (await git.ref(move.name))?.sha ?? zeroOid;
  const done = { name: move.name, before: now, after: move.after };
  if (move.after === zeroOid) return done;
  const target = await git.read(move.after);
  if (target === null) throw rejection(422, "Object does not exist");
  if (move.name.startsWith("refs/heads/") && target.type !== "commit") {
    throw rejection(422, "Reference update failed: a branch must point to a commit");
  }
  if (await foreignWorkflow(world, actor, move.after)) {
    throw rejection(403, "Resource not accessible by integration");
  }
  // a stale `before` is for git to refuse; the ancestry is asked of what the client saw
  const seen = move.before ?? now;
  if (!move.force && seen !== zeroOid && now !== zeroOid && !(await git.isAncestor(seen, move.after))) {
    throw rejection(422, "Update is not a fast forward");
  }
  return done;
}
