import { describe, expect, it } from "vitest";
import type { Claim, ClaimState, Claims } from "../../src/queue/claim.ts";
import * as ways from "../../src/queue/claim-state.ts";
import { freeClaim } from "../../src/queue/free-claim.ts";
import { check, judge, number, type Parts, publishMine, real, scenes, worker } from "./protocol-cast.ts";
import { explore, type Seat } from "./protocol-model.ts";

describe("the claim protocol, in every order of steps", () => {
  it.each(scenes.map((scene) => [scene.name, scene] as const))(
    "keeps its promises with %s",
    async (_, scene) => {
      const { schedules, broken } = await explore(scene.cast(real), worker(real, "publishes"), judge);
      expect(broken).toBeNull();
      expect(schedules).toBeGreaterThan(50);
    },
  );
});

it("meets the case of two takeovers before the first holder comes back", async () => {
  const [scene] = scenes;
  const orders: string[] = [];
  await explore(scene?.cast(real) ?? [], worker(real, "publishes"), ({ chain }) => {
    orders.push(chain.map(({ state }) => `${state.state} ${state.runId} fence ${state.fence}`).join(", "));
    return null;
  });
  expect(orders).toContain("claimed 1 fence 1, claimed 2 fence 2, claimed 3 fence 3, published 3 fence 3");
});

/** A claims port of which one answer or one write is wrong. */
const wrong =
  (change: (claims: Claims, seat: Seat) => Partial<Claims>): Parts["claims"] =>
  (claims, seat) => ({ ...claims, ...change(claims, seat) });

const writes = (spoil: (to: ClaimState, from: ClaimState) => ClaimState): Parts["claims"] =>
  wrong(({ move }) => ({ move: (from, to) => move(from, from === null ? to : spoil(to, from.state)) }));

const reread = async (claims: Claims): Promise<Claim | null> => {
  const read = await claims.read(number);
  return read.kind === "claim" ? read.claim : null;
};

const variants: readonly (readonly [name: string, change: Partial<Parts>])[] = [
  ["no compare at all", { mayMove: () => true }],
  ["creation overwrites", { mayMove: (now, before) => now === before || /^0+$/.test(before) }],
  [
    "moves overwrite, only creation compares",
    { mayMove: (now, before) => now === before || !/^0+$/.test(before) },
  ],
  ["a live holder is taken for dead", { claims: wrong(() => ({ isAlive: async () => false })) }],
  ["a takeover keeps the fence", { claims: writes((to, from) => ({ ...to, fence: from.fence })) }],
  ["a takeover counts no try", { claims: writes((to, from) => ({ ...to, tries: from.tries })) }],
  [
    "a takeover keeps the old holder's name",
    { claims: writes((to, from) => ({ ...to, runId: from.runId })) },
  ],
  [
    "a new claim forgets the money",
    { claims: writes((to) => (to.state === "claimed" ? { ...to, spentUsd: 0 } : to)) },
  ],
  ["a new claim forgets the tries", { claims: writes((to) => ({ ...to, tries: 0 })) }],
  [
    "publishing moves whatever claim stands there now",
    {
      publish: async (seat, claims, mine) => {
        const now = await reread(claims);
        if (now !== null) await publishMine(seat, claims, { oid: now.oid, state: mine.state });
      },
    },
  ],
  [
    "publishing looks whether the claim is ours, then moves the branch apart from it",
    {
      publish: async (seat, claims, mine) => {
        const now = await reread(claims);
        if (now === null || !ways.isStillOurs(now.state, mine.state)) return;
        await seat.turn();
        seat.published.push({ by: seat.worker, fence: mine.state.fence });
        await claims.move(now, { ...now.state, state: "published" });
      },
    },
  ],
  [
    "publishing compares the task alone, not the fence",
    {
      publish: async (seat, claims) => {
        const now = await reread(claims);
        if (now !== null && now.state.state === "claimed") await publishMine(seat, claims, now);
      },
    },
  ],
  [
    "a stopped claim can still be published",
    {
      publish: async (seat, claims, mine) => {
        const now = await reread(claims);
        if (now?.state.runId !== mine.state.runId) return;
        await publishMine(seat, claims, { oid: now.oid, state: mine.state });
      },
    },
  ],
  [
    "a late run gives back what another one holds",
    {
      free: async (_seat, claims) => {
        await reread(claims);
        const now = await reread(claims);
        if (now !== null) await freeClaim(claims, now, { spentUsd: 0, failed: true });
      },
      claims: wrong(() => ({ isAlive: async (runId) => runId !== 2 })),
    },
  ],
  ["/retry frees a task under a live run", { retry: (last) => ways.retry(last, false) }],
  [
    "what was seen long ago is moved from where the ref stands now",
    {
      claims: wrong(({ move, read }) => ({
        move: async (from, to) => {
          const now = await read(to.issue);
          return move(now.kind === "claim" ? { oid: now.claim.oid, state: from?.state ?? to } : from, to);
        },
      })),
    },
  ],
  [
    "a dead run is never replaced",
    {
      claims: wrong(({ move }) => ({
        move: async (from, to) =>
          from?.state.state === "claimed" && to.state === "claimed" ? { kind: "lost" } : move(from, to),
      })),
    },
  ],
];

describe("a broken variant of the protocol is caught", () => {
  it.each(variants)("%s", async (_name, change) => {
    expect((await check({ ...real, ...change })).broken).not.toBeNull();
  });
});
