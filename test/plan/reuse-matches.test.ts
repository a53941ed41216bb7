import { describe, expect, it } from "vitest";
import type { PlannedTask } from "../../src/plan/plan.ts";
import { withReuse } from "../../src/plan/reuse-matches.ts";
import { soundPlan, task } from "./sound-plan.ts";

const map = [
  "src/shared/page.ts",
  "  function pageByKey(rows, options)",
  "src/shared/retry.ts",
  "  async function withRetry(work)",
  "src/http/session.ts",
  "  const requireSession",
  "src/products/products.ts",
  "  function listProducts(cursor)",
  "test/shared/page.test.ts",
  "  function pageOf(rows)",
  "(12 more files are not shown)",
].join("\n");

function reuseOf(tasks: readonly PlannedTask[], id: string): readonly string[] {
  const plan = withReuse({ ...soundPlan(), tasks: [...tasks] }, map);
  return plan.tasks.find((one) => one.id === id)?.reuse.map(({ path }) => path) ?? [];
}

describe("what is in the repository already", () => {
  it.each([
    ["Page through orders", "src/shared/page.ts"],
    ["Retry the payment", "src/shared/retry.ts"],
    ["Authenticate by session", "src/http/session.ts"],
    ["List the products of a seller", "src/products/products.ts"],
  ])("is to be reused by the task %j", (title, path) => {
    expect(reuseOf([task({ id: "t1", title })], "t1")).toEqual([path]);
  });

  it("is named with the reason", () => {
    const plan = withReuse({ ...soundPlan(), tasks: [task({ id: "t1", title: "Retry the payment" })] }, map);
    expect(plan.tasks[0]?.reuse).toEqual([
      { path: "src/shared/retry.ts", why: "It retries already: withRetry" },
    ]);
  });

  it.each(["List the sellers", "Rename a product", "Pay by invoice"])(
    "is no matter of the task %j",
    (title) => {
      expect(reuseOf([task({ id: "t1", title })], "t1")).toEqual([]);
    },
  );

  it("is not reused by the task that changes it", () => {
    const own = task({ id: "t1", title: "Retry twice", files: ["src/shared/**"] });
    expect(reuseOf([own], "t1")).toEqual([]);
  });

  it("is left to the blocker that uses it", () => {
    const tasks = [
      task({ id: "t1", title: "Page through orders" }),
      task({ id: "t2", title: "Answer a page of orders", blockedBy: ["t1"] }),
    ];
    expect(reuseOf(tasks, "t2")).toEqual([]);
  });

  it("stays as the planner named it", () => {
    const named = task({ id: "t1", title: "Page", reuse: [{ path: "src/shared/page.ts", why: "mine" }] });
    expect(reuseOf([named], "t1")).toEqual(["src/shared/page.ts"]);
  });
});
