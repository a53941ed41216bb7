import { issueOf } from "./issue-rows.ts";
import { notFound } from "./rejection.ts";
import type { IssueRow, UserRow } from "./rows.ts";
import { table, type World } from "./world.ts";

/** What a pull request has beyond its issue half, which holds number, title, body, state, labels and author. */
export type PullRow = {
  readonly id: number;
  readonly number: number;
  /** Branch names without `refs/heads/`. */
  readonly head: string;
  readonly base: string;
  /** The head's tip: follows the branch while the pull request is open. */
  readonly headSha: string;
  readonly baseSha: string;
  readonly draft: boolean;
  readonly mergedAt: string | null;
  readonly mergedBy: UserRow | null;
  readonly mergeSha: string | null;
};

export type ReviewRow = {
  readonly id: number;
  readonly pull: number;
  readonly user: UserRow;
  readonly body: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "PENDING";
  readonly commit: string;
  readonly at: string;
};

/** Switches of the repository that make GitHub refuse pull requests; assign to change them. */
export type PullSettings = {
  /** "Allow GitHub Actions to create and approve pull requests". Off on a fresh repository at GitHub, on here. */
  actionsMayOpen: boolean;
  /** Private repositories of the free plan have no drafts. */
  drafts: boolean;
};

/** By number. */
export const pullsOf = table<PullRow>();
/** By id. */
export const reviewsOf = table<ReviewRow>();

const settings = new WeakMap<World, PullSettings>();

export function pullSettingsOf(world: World): PullSettings {
  const found = settings.get(world) ?? { actionsMayOpen: true, drafts: true };
  settings.set(world, found);
  return found;
}

/** Both halves of a pull request. Throws 404. */
export function pullOf(world: World, number: string | undefined): { pull: PullRow; issue: IssueRow } {
  const pull = pullsOf(world).get(Number(number));
  if (pull === undefined) throw notFound();
  return { pull, issue: issueOf(world, pull.number) };
}

/** Puts the changed row in place; answers it. */
export function amendPull(world: World, number: number, change: Partial<PullRow>): PullRow {
  const { pull } = pullOf(world, String(number));
  const row = { ...pull, ...change };
  pullsOf(world).set(number, row);
  return row;
}
