/** What a board that reads only what is released still gets right, and what it costs. */
import { describe, expect, test } from "vitest";
import { Config } from "../../src/config/config.ts";
import { openGithubBoard } from "../../src/github/github-board.ts";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithubPeople } from "../../src/github/github-people.ts";
import { openGithubTracker } from "../../src/github/github-tracker.ts";
import { firstClaim } from "../../src/queue/claim-state.ts";
import { verdicts } from "../../src/queue/readiness.ts";
import { here, localWorld } from "./local-world.ts";

const body = "Wanted.\n\n## Acceptance criteria\n\n- it works\n";

async function handWorld() {
  const world = await localWorld();
  const ada = world.as("ada").rest.issues;
  const claims = openGithubClaims(world.action);
  const board = openGithubBoard(world.action, {
    config: Config.parse({ app: world.local.app.id }),
    tracker: openGithubTracker(world.action),
    people: openGithubPeople(world.action),
    claims,
    now: world.now,
  });
  const label = async (issue: number, name: string, login = "ada") => {
    world.pass(5);
    await world.as(login).rest.issues.addLabels({ ...here, issue_number: issue, labels: [name] });
  };
  const task = async (title: string) => {
    const { data } = await ada.create({ ...here, title, body });
    await label(data.number, "task");
    return { pass: world.pass, number: data.number, id: data.id };
  };
  const block = async (blocked: number, blocker: { id: number }) => {
    await ada.addBlockedByDependency({ ...here, issue_number: blocked, issue_id: blocker.id });
    world.pass(5);
  };
  const judged = async (number: number) => {
    const { ready, waiting } = verdicts(await board.snapshot({ kind: "released", also: [number] }));
    return ready.includes(number)
      ? "ready"
      : (waiting.find((one) => one.number === number)?.code ?? "unknown");
  };
  return { ...world, ada, claims, board, label, task, block, judged };
}

describe("a board of what is released", () => {
  test("leaves out what nobody released, however much there is", async () => {
    const { board, task, label } = await handWorld();
    const one = await task("one");
    await task("two");
    await label(one.number, "ready");
    const { issues } = await board.snapshot({ kind: "released" });
    expect(issues.map(({ number }) => number)).toEqual([one.number]);
  });

  test("knows a closed blocker from its link alone", async () => {
    const { board, task, label, block, ada, local } = await handWorld();
    const [one, two] = [await task("one"), await task("two")];
    await block(two.number, one);
    await label(two.number, "ready");
    await ada.update({ ...here, issue_number: one.number, state: "closed", state_reason: "completed" });
    const before = local.requests.length;
    expect(verdicts(await board.snapshot({ kind: "released" })).ready).toEqual([two.number]);
    const graphql = local.requests.slice(before).filter(({ path }) => path.endsWith("graphql"));
    expect(graphql).toHaveLength(1);
  });

  test("sees a blocker that was dropped, and one that is open again", async () => {
    const { task, label, block, judged, ada } = await handWorld();
    const [one, two] = [await task("one"), await task("two")];
    await block(two.number, one);
    await label(two.number, "ready");
    await ada.update({ ...here, issue_number: one.number, state: "closed", state_reason: "not_planned" });
    expect(await judged(two.number)).toBe("blocker-abandoned");
    await ada.update({ ...here, issue_number: one.number, state: "open" });
    expect(await judged(two.number)).toBe("blocked-by");
  });

  test("finds a cycle made by hand through a task that nobody released", async () => {
    const { task, label, block, judged } = await handWorld();
    const [one, two] = [await task("one"), await task("two")];
    await block(one.number, two);
    await block(two.number, one);
    await label(one.number, "ready");
    expect(await judged(one.number)).toBe("dependency-cycle");
  });

  test("opens a released container with one request, and what stands below it", async () => {
    const { board, task, label, ada, local } = await handWorld();
    const { data: spec } = await ada.create({ ...here, title: "spec", body: "" });
    const one = await task("one");
    await ada.addSubIssue({ ...here, issue_number: spec.number, sub_issue_id: one.id });
    await label(spec.number, "ready");
    const before = local.requests.length;
    const { issues } = await board.snapshot({ kind: "released" });
    expect(issues.map(({ number }) => number)).toEqual([spec.number, one.number]);
    const graphql = local.requests.slice(before).filter(({ path }) => path.endsWith("graphql"));
    expect(graphql).toHaveLength(2);
  });

  test("finds a release behind more than a hundred later events", { timeout: 60_000 }, async () => {
    const { task, label, judged, as } = await handWorld();
    const one = await task("one");
    await label(one.number, "ready", "wren");
    for (let count = 0; count < 55; count++) {
      await label(one.number, "noise");
      await as("ada").rest.issues.removeLabel({ ...here, issue_number: one.number, name: "noise" });
    }
    expect(await judged(one.number)).toBe("ready");
  });

  test("answers nothing about a number that is no issue", async () => {
    const { judged } = await handWorld();
    expect(await judged(4711)).toBe("unknown");
  });

  test("works on while labels are renamed or deleted: what is not labelled is not released", async () => {
    const { task, label, judged, ada } = await handWorld();
    const one = await task("one");
    await label(one.number, "ready");
    await ada.deleteLabel({ ...here, name: "ready" });
    expect(await judged(one.number)).toBe("not-released");
  });
});

describe("tries on the board", () => {
  async function failed(state: "free" | "claimed", tries: number) {
    const world = await handWorld();
    const one = await world.task("one");
    await world.label(one.number, "ready");
    await world.label(one.number, "needs-human");
    const claim = { ...firstClaim(one.number, { runId: 77, runAttempt: 1 }, world.first), state, tries };
    await world.claims.move(null, claim);
    world.pass(5);
    const unlabel = (login: string) =>
      world.as(login).rest.issues.removeLabel({ ...here, issue_number: one.number, name: "needs-human" });
    return { ...world, one, unlabel };
  }

  test("count on when somebody without write access takes needs-human off", async () => {
    const { judged, one, unlabel } = await failed("free", 3);
    await unlabel("tri");
    expect(await judged(one.number)).toBe("exhausted");
  });

  test("start anew when somebody with write access takes needs-human off", async () => {
    const { judged, one, unlabel } = await failed("free", 3);
    await unlabel("wren");
    expect(await judged(one.number)).toBe("ready");
  });

  test("start anew when our App takes needs-human off for one who said /retry", async () => {
    const { judged, one, app } = await failed("free", 3);
    await openGithubTracker(app).removeLabel(one.number, "needs-human");
    expect(await judged(one.number)).toBe("ready");
  });

  test("count on when a workflow takes needs-human off", async () => {
    const { judged, one, action } = await failed("free", 3);
    await openGithubTracker(action).removeLabel(one.number, "needs-human");
    expect(await judged(one.number)).toBe("exhausted");
  });

  test("stand while needs-human is on", async () => {
    const { judged, one } = await failed("free", 3);
    expect(await judged(one.number)).toBe("held");
  });
});

describe("claims of closed tasks", () => {
  test("are told apart from those of open ones, on the board or not, once their day is over", async () => {
    const { ada, board, claims, first, label, task, pass } = await handWorld();
    const [open, closed, unreleased, reopened] = [
      await task("a"),
      await task("b"),
      await task("c"),
      await task("d"),
    ];
    await label(open.number, "ready");
    for (const { number } of [open, closed, unreleased, reopened])
      await claims.move(null, firstClaim(number, { runId: 7, runAttempt: 1 }, first));
    await claims.move(null, firstClaim(4711, { runId: 7, runAttempt: 1 }, first));
    for (const { number } of [closed, reopened])
      await ada.update({ ...here, issue_number: number, state: "closed" });
    await ada.update({ ...here, issue_number: reopened.number, state: "open" });
    const today = await board.snapshot({ kind: "released" });
    expect([today.closedClaims, today.spentToday]).toEqual([[], expect.any(Number)]);
    pass(24 * 60 * 60);
    const tomorrow = await board.snapshot({ kind: "released" });
    expect(tomorrow.closedClaims).toEqual([closed.number, 4711]);
  });
});
