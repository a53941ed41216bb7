/** One story, told in the order it happens: every test goes on where the one before it ended. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEdges, readSubIssues } from "../../src/local/demo/final-state.ts";
import { type Bot, library, openBot } from "./bot-tester.ts";

describe("from a spec to merged pull requests", { timeout: 120_000 }, () => {
  let bot: Bot;
  let spec: number;

  beforeAll(async () => {
    bot = await openBot();
    spec = await bot.openIssue("Browse and buy", await readFile(`${library}/../spec.md`, "utf8"));
  });
  afterAll(() => bot?.close());

  it("answers /plan with eyes, one status comment with the graph, and a rocket", async () => {
    const plan = await bot.comment(spec, "/plan");

    expect(await bot.expectEnd(plan)).toBe("rocket");
    expect(await bot.reactions(plan)).toEqual(["pawl[bot] eyes", "pawl[bot] rocket"]);
    const status = await bot.expectNextComment(spec);
    expect(status).toContain("6 tasks in 2 sprints");
    expect(status).toContain('Label a task, a sprint or this issue "ready" to release it');
    expect(graphIn(status)).toMatchInlineSnapshot(`
      "graph LR
        subgraph s0["A buyer can page through the products and search them"]
          n0["#35;4 List products by page"]:::open
          n1["#35;5 Answer GET /products with a page"]:::blocked
          n2["#35;6 Search products by words"]:::blocked
          n3["#35;7 Answer a search with a page"]:::blocked
        end
        subgraph s1["A buyer can fill a basket"]
          n4["#35;8 Put a product into the basket"]:::open
          n5["#35;9 Answer POST /basket with the total"]:::blocked
        end
        n0 --> n1
        n0 --> n2
        n1 --> n3
        n2 --> n3
        n3 --> n5
        n4 --> n5
        classDef open fill:#f6f8fa,stroke:#57606a,color:#24292f
        classDef blocked fill:#eaeef2,stroke:#6e7781,color:#424a53
      "
    `);
    expect((await bot.comments(spec)).map(({ by }) => by)).toEqual(["alice", "pawl[bot]"]);
  });

  it("has made the tasks as sub-issues with labels and blocked-by edges", async () => {
    const alice = bot.stage.person("alice");
    const issues = await readSubIssues(alice, spec);
    const edges = await readEdges(alice, issues);

    expect(issues.map(lineOf).join("\n")).toMatchInlineSnapshot(`
      "#2 (sprint) of #1: sprint
      #4 t1 of #2: task, P1, module: Catalog
      #5 t2 of #2: task, blocked, P1, module: Shop
      #6 t3 of #2: task, blocked, P2, module: Catalog
      #7 t4 of #2: task, blocked, P2, module: Shop
      #3 (sprint) of #1: sprint
      #8 t5 of #3: task, P3, module: Basket
      #9 t6 of #3: task, blocked, P3, module: Shop"
    `);
    expect(
      edges.map(({ blocked, blocker }) => `#${blocked} waits for #${blocker}`).join("\n"),
    ).toMatchInlineSnapshot(`
        "#5 waits for #4
        #6 waits for #4
        #7 waits for #5
        #7 waits for #6
        #9 waits for #7
        #9 waits for #8"
      `);
  });

  it("changes nothing when /plan is said again", async () => {
    const alice = bot.stage.person("alice");
    const before = { issues: await readSubIssues(alice, spec), comments: await bot.comments(spec) };
    const [calls, requests] = [bot.modelCalls(), bot.github.requests.length];

    const again = await bot.comment(spec, "/plan");

    expect(await bot.expectEnd(again)).toBe("rocket");
    expect(await bot.expectNextComment(spec)).toContain("The plan stands already; nothing was changed.");
    const [eyes, rocket] = ["reactions/create-for-issue-comment", "reactions/create-for-issue-comment"];
    expect(bot.appWrites(requests)).toEqual([eyes, "issues/create-comment", rocket]);
    expect(await readSubIssues(alice, spec)).toEqual(before.issues);
    expect(await bot.comments(spec)).toEqual(expect.arrayContaining([...before.comments]));
    expect(bot.modelCalls()).toBe(calls);
  });

  it("works a released task that nothing blocks, and opens a draft pull request that closes it", async () => {
    const [list, request] = [await taskCalled("t1"), await taskCalled("t2")];

    await bot.label(request, "ready");
    await bot.label(list, "ready");

    const pull = await bot.expectPullRequest(list);
    expect(pull).toMatchObject({ draft: true, title: expect.stringContaining("List products by page") });
    expect(pull.body).toContain(`Closes #${list}`);
    expect(await bot.expectText(list, /In review/)).toContain(`#${pull.number}`);
    expect(await bot.labels(list)).toContain("in-review");
    expect(await bot.labels(request)).toEqual(expect.arrayContaining(["ready", "blocked"]));
  });

  it("completes the task and starts the next one when the pull request is merged", async () => {
    const [list, request] = [await taskCalled("t1"), await taskCalled("t2")];

    await bot.merge((await bot.expectPullRequest(list)).number);

    expect((await bot.expectPullRequest(request)).title).toContain("Answer GET /products with a page");
    expect(await bot.get(`/issues/${list}`)).toMatchObject({ state: "closed", state_reason: "completed" });
    expect(await bot.labels(request)).not.toContain("blocked");
    expect(await bot.comments(await taskCalled("t3"))).toEqual([]);
  });

  async function taskCalled(id: string): Promise<number> {
    const issues = await readSubIssues(bot.stage.person("alice"), spec);
    return issues.find(({ task }) => task === id)?.number ?? 0;
  }
});

type Issue = Awaited<ReturnType<typeof readSubIssues>>[number];

function lineOf({ number, task, parent, labels }: Issue): string {
  return `#${number} ${task ?? "(sprint)"} of #${parent}: ${labels.join(", ")}`;
}

function graphIn(markdown: string): string {
  return /```mermaid\n([\s\S]*?)```/.exec(markdown)?.[1] ?? "";
}
