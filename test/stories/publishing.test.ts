import { describe, expect, it } from "vitest";
import { secondaryLimit } from "../../src/local/github/faults.ts";
import {
  deleteIssue,
  endState,
  killAfter,
  loseAnswer,
  operationsOf,
  publishingWorld,
  runUntilDone,
  taskTitles,
} from "./publishing-world.ts";

const tasks = 25;
const writes = /create|addBlockedBy|update-comment|add-labels/;

async function undisturbed() {
  const world = await publishingWorld(tasks);
  const operations = await operationsOf(world);
  return { operations, end: endState(world) };
}

/** Of the mutation fields of one document every third, and each document as a whole. */
function isPlace(operation: string, at: number): boolean {
  return !operation.startsWith("graphql/") || (!operation.endsWith("/createIssue") && at % 3 === 0);
}

describe("publishing a plan of 25 tasks", () => {
  it("comes to the same bytes after the process died at any request", { timeout: 240_000 }, async () => {
    const { operations, end } = await undisturbed();
    expect(operations.filter((name) => name === "graphql/createIssue")).toHaveLength(tasks + 2);
    for (const [at, operation] of operations.entries()) {
      if (!isPlace(operation, at)) continue;
      const world = await publishingWorld(tasks);
      killAfter(world, at);
      expect(await runUntilDone(world), `died after ${at} ${operation}`).toBeLessThan(4);
      expect(endState(world), `died after ${at} ${operation}`).toBe(end);
    }
  });

  it("comes to the same bytes after the answer to any write was lost", { timeout: 240_000 }, async () => {
    const { operations, end } = await undisturbed();
    for (const [at, operation] of operations.entries()) {
      if (!writes.test(operation) || operation === "graphql/createLabel") continue;
      const world = await publishingWorld(tasks);
      loseAnswer(world, at);
      expect(await runUntilDone(world), `lost the answer to ${at} ${operation}`).toBeLessThan(4);
      expect(endState(world), `lost the answer to ${at} ${operation}`).toBe(end);
    }
  });

  it.each([
    [403, "graphql/createIssue"],
    [429, "graphql/addBlockedBy"],
    [403, "issues/create-comment"],
  ] as const)("waits as long as GitHub asks when a %i stops %s, and goes on", async (status, operation) => {
    const { end } = await undisturbed();
    const world = await publishingWorld(tasks);
    let limits = 0;
    let seen = 0;
    const [, field] = operation.split("graphql/");
    world.github.faults.before = ({ operation: name, request }) => {
      const hit = field ? JSON.stringify(request.body).includes(field) : name === operation;
      if (name.startsWith("graphql/")) return undefined;
      // The status comment comes first and is only a courtesy; the record is the second.
      if (!hit || ++seen < 2 || limits >= 2) return undefined;
      limits++;
      return secondaryLimit(30, status);
    };
    expect(await world.run()).toMatchObject({ kind: "done", value: { kind: "published" } });
    expect(limits).toBe(2);
    expect(world.waits).toContain(30_000);
    expect(endState(world)).toBe(end);
  });

  it("waits, too, when GraphQL says it of a single field", async () => {
    const { end } = await undisturbed();
    const world = await publishingWorld(tasks);
    let edges = 0;
    world.github.faults.before = ({ operation }) =>
      operation === "graphql/addBlockedBy" && ++edges === 4 ? secondaryLimit(30) : undefined;
    expect(await world.run()).toMatchObject({ kind: "done" });
    expect(world.waits).toContain(60_000);
    expect(endState(world)).toBe(end);
  });

  it("makes no write the second time, and asks no model", async () => {
    const world = await publishingWorld(tasks);
    await world.run();
    const before = world.github.requests.length;
    expect(await world.run()).toMatchObject({ value: { kind: "unchanged" } });
    const later = world.github.requests.slice(before);
    expect(
      later.filter(({ method, operation }) => method !== "GET" && operation !== "graphql"),
    ).toMatchObject([{ operation: "apps/create-installation-access-token" }]);
    expect(later.flatMap(({ fields }) => fields)).toEqual(["repository"]);
    expect(world.plans).toHaveLength(1);
  });

  it("makes no duplicate when lists lag behind and an answer is lost", async () => {
    const { end, operations } = await undisturbed();
    const world = await publishingWorld(tasks);
    world.lag(4);
    loseAnswer(world, operations.indexOf("graphql/createIssue") + 20);
    expect(await runUntilDone(world)).toBe(1);
    expect(endState(world)).toBe(end);
  });
});

describe("a person who deletes a sub-issue while the plan is published", () => {
  it.each(["Open partaac", "A buyer uses part 2"])(
    "is told so of %s, and may say /plan again",
    async (title) => {
      const world = await publishingWorld(tasks);
      const before = await publishingWorld(tasks);
      await before.run();
      let deleted = false;
      world.github.faults.before = ({ operation }) => {
        const issue = [...world.github.world.issues.values()].find((row) => row.title === title);
        if (issue === undefined || deleted || operation !== "graphql/createIssue") return undefined;
        if (world.github.world.issues.size < 12) return undefined;
        deleted = true;
        deleteIssue(world, issue.number);
        return undefined;
      };
      const outcome = await world.run();
      expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "publish-deleted" } });
      expect(JSON.stringify(outcome)).toContain(title);
      world.github.faults.before = null;
      expect(await world.run()).toMatchObject({ kind: "done", value: { kind: "resumed" } });
      expect(taskTitles(world).toSorted()).toEqual(taskTitles(before).toSorted());
    },
  );
});
