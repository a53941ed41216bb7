import { afterEach, describe, expect, test } from "vitest";
import { type ClaudeDriverOptions, createClaudeDriver } from "../../src/claude/claude-driver.ts";
import { openClaude } from "../../src/claude/client.ts";
import type { Fault } from "../../src/local/claude/faults.ts";
import type { Scenario, ScriptRequest } from "../../src/local/claude/script.ts";
import { type ScriptedClaude, startScriptedClaude } from "../../src/local/claude/scripted-claude.ts";
import type { DriverOrder, ToolAnswer, Tools } from "../../src/tdd/driver.ts";

let server: ScriptedClaude | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const red: DriverOrder = {
  phase: "red",
  packet: ["Role facts", "Repository facts", "Task #14", "Summary: nothing yet"],
  order: "Write one failing test.",
  findings: [],
  fresh: true,
};

function memoryTools(files: Map<string, string>, calls: string[]): Tools {
  const did = (call: string, answer: ToolAnswer) => {
    calls.push(call);
    return Promise.resolve(answer);
  };
  return {
    readFile: (path) => {
      const text = files.get(path);
      return did(
        `read ${path}`,
        text === undefined ? { ok: false, text: `no file ${path}` } : { ok: true, text },
      );
    },
    listFiles: (directory) => did(`list ${directory}`, { ok: true, text: [...files.keys()].join("\n") }),
    search: (text) => did(`search ${text}`, { ok: true, text: "" }),
    writeFile: (path, content) => {
      files.set(path, content);
      return did(`write ${path}`, { ok: true, text: "written" });
    },
    runTests: (tests) => did(`run ${tests.join(" ")}`, { ok: true, text: "1 failed" }),
  };
}

async function open(
  scenario: Scenario,
  options: Partial<ClaudeDriverOptions> & { faults?: readonly Fault[] } = {},
) {
  const { faults = [], ...more } = options;
  const seen: ScriptRequest[] = [];
  const started = await startScriptedClaude({
    scenario: (request) => {
      seen.push(request);
      return scenario(request);
    },
  });
  server = started;
  started.faults.add(...faults);
  const client = openClaude({ apiKey: started.apiKey, baseUrl: started.url, wait: async () => {} });
  const files = new Map<string, string>();
  const calls: string[] = [];
  const tools = memoryTools(files, calls);
  const driver = createClaudeDriver({ client, model: "claude-opus-5-5", tools, budgetUsd: 50, ...more });
  return { driver, started, seen, files, calls };
}

const use = (name: string, input: unknown = {}) => ({ toolUse: [{ name, input }] });

describe("acting", () => {
  test("the model acts through the tools until it ends its turn", async () => {
    const { driver, files, calls } = await open(({ turn }) => {
      if (turn === 0) return use("list_files", { directory: "." });
      if (turn === 1) return use("write_file", { path: "test/a.test.js", content: "// test" });
      return turn === 2 ? use("run_tests", { files: ["test/a.test.js"] }) : { text: "Done." };
    });
    expect(await driver.turn(red)).toMatchObject({ kind: "ended", notes: [], usage: { calls: 4 } });
    expect(files.get("test/a.test.js")).toBe("// test");
    expect(calls).toEqual(["list .", "write test/a.test.js", "run test/a.test.js"]);
  });

  test("several calls of one answer are all done, in order", async () => {
    const { driver, calls } = await open(({ turn }) =>
      turn === 0
        ? {
            text: "Both.",
            toolUse: [
              { name: "search", input: { text: "a" } },
              { name: "search", input: { text: "b" } },
            ],
          }
        : { text: "Done." },
    );
    await driver.turn(red);
    expect(calls).toEqual(["search a", "search b"]);
  });

  test("a failed call tells the model why", async () => {
    const { driver, seen } = await open(({ turn }) =>
      turn === 0 ? use("read_file", { path: "x" }) : { text: "Done." },
    );
    await driver.turn(red);
    expect(seen[1]?.toolResults).toMatchObject([{ name: "read_file", text: "no file x", isError: true }]);
  });

  test.each([
    ["an unknown tool", use("bash", { command: "env" }), "There is no tool bash"],
    ["input of a wrong shape", use("write_file", { path: "a" }), "Bad input for write_file"],
    ["an extra field", use("read_file", { path: "a", force: true }), "Bad input for read_file"],
    ["a note that is too long", use("note", { kind: "todo", text: "word ".repeat(31) }), "at most 30 words"],
  ])("%s is an error result and nothing is done", async (_, answer, text) => {
    const { driver, seen, calls } = await open(({ turn }) => (turn === 0 ? answer : { text: "Done." }));
    expect(await driver.turn(red)).toMatchObject({ kind: "ended", notes: [] });
    expect(seen[1]?.toolResults).toMatchObject([{ isError: true, text: expect.stringContaining(text) }]);
    expect(calls).toEqual([]);
  });

  test("there are at most seven tools, and none of them a shell", async () => {
    const { driver, seen } = await open(() => ({ text: "Done." }));
    await driver.turn(red);
    expect(seen[0]?.tools).toEqual([
      "read_file",
      "list_files",
      "search",
      "write_file",
      "run_tests",
      "note",
      "give_up",
    ]);
  });

  test("notes come back with the reply", async () => {
    const note = { kind: "decision", text: "src/page.js is not reused: it pages by offset." };
    const { driver } = await open(({ turn }) => (turn === 0 ? use("note", note) : { text: "Done." }));
    expect(await driver.turn(red)).toMatchObject({ kind: "ended", notes: [note] });
  });

  test("a ninth note is refused", async () => {
    const { driver } = await open(({ turn }) =>
      turn < 9 ? use("note", { kind: "todo", text: `note ${turn}` }) : { text: "Done." },
    );
    const reply = await driver.turn(red);
    expect(reply.kind === "ended" && reply.notes).toHaveLength(8);
  });

  test("an overlong tool result is cut and says so", async () => {
    const { driver, seen, files } = await open(({ turn }) =>
      turn === 0 ? use("read_file", { path: "big" }) : { text: "Done." },
    );
    files.set("big", "x".repeat(60_010));
    await driver.turn(red);
    expect(seen[1]?.toolResults[0]?.text).toMatch(/\[10 more characters are not shown\]$/);
  });
});

describe("the conversation", () => {
  test("starts from the packet in order, then the phase's order", async () => {
    const { driver, seen } = await open(() => ({ text: "Done." }));
    await driver.turn(red);
    const text = seen[0]?.firstText ?? "";
    const places = [...red.packet, "Phase: red\nWrite one failing test."].map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("has no text of the packet in the system prompt", async () => {
    const { driver, seen } = await open(() => ({ text: "Done." }));
    await driver.turn({ ...red, packet: ["UNTRUSTED"] });
    expect(seen[0]?.firstText).toContain("UNTRUSTED");
    expect(seen[0]?.system).not.toContain("UNTRUSTED");
  });

  test("goes on when the next phase is not fresh", async () => {
    const { driver, seen } = await open(() => ({ text: "Done." }));
    await driver.turn(red);
    await driver.turn({ ...red, phase: "green", order: "Make it pass.", fresh: false });
    expect(seen[1]).toMatchObject({ turn: 1, text: "Phase: green\nMake it pass." });
  });

  test("is dropped when an order is fresh", async () => {
    const { driver, seen } = await open(() => ({ text: "Done." }));
    await driver.turn(red);
    await driver.turn(red);
    expect(seen[1]).toMatchObject({ turn: 0, firstText: seen[0]?.firstText });
  });

  test("shows findings of the last attempt as data", async () => {
    const { driver, seen } = await open(() => ({ text: "Done." }));
    await driver.turn(red);
    await driver.turn({ ...red, fresh: false, findings: ["passes: the new test passed"] });
    expect(seen[1]?.text).toContain('sent back">\npasses: the new test passed\n</data>');
  });

  test("gives thinking back untouched through tool calls and phases", async () => {
    const { driver, started } = await open(({ turn }) =>
      turn % 2 === 0
        ? { thinking: `Thought ${turn}`, ...use("search", { text: "x" }) }
        : { text: "Done.", thinking: "So" },
    );
    await driver.turn(red);
    await driver.turn({ ...red, phase: "green", fresh: false });
    expect(started.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test("reads what it said before from the cache", async () => {
    const { driver } = await open(({ turn }) =>
      turn < 4 ? use("search", { text: `x${turn}` }) : { text: "Done." },
    );
    const packet = ["Role", "Facts ".repeat(3000), "Task", "Summary"];
    const { usage } = await driver.turn({ ...red, packet });
    expect(usage.cacheReadTokens).toBeGreaterThan(4 * usage.inputTokens);
  });

  test("reads results of earlier calls from the cache too", async () => {
    const { driver, files } = await open(({ turn }) =>
      turn < 3 ? use("read_file", { path: `big${turn}` }) : { text: "Done." },
    );
    for (const name of ["big0", "big1", "big2"]) files.set(name, "line of code\n".repeat(1000));
    const { usage } = await driver.turn(red);
    // Three results of 3,250 tokens each: the first is read twice, the second once.
    expect(usage.cacheReadTokens).toBeGreaterThan(3 * 3250);
    expect(usage.inputTokens).toBeLessThan(1500);
  });

  test("reads the packet of the iteration before from the cache when only the summary changed", async () => {
    const { driver } = await open(() => ({ text: "Done." }));
    const packet = ["Role", "Facts ".repeat(3000), "Task"];
    await driver.turn({ ...red, packet: [...packet, "Summary 1"] });
    const { usage } = await driver.turn({ ...red, packet: [...packet, "Summary 2"] });
    expect(usage.cacheReadTokens).toBeGreaterThan(4000);
    expect(usage.cacheWriteTokens).toBeLessThan(500);
  });

  test("continues a paused turn without a word", async () => {
    const { driver, started } = await open(({ turn }) =>
      turn === 0 ? { text: "Wait", stop: "pause_turn" } : { text: "Done." },
    );
    expect(await driver.turn(red)).toMatchObject({ kind: "ended", usage: { calls: 2 } });
    expect(started.requests.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("the test list", () => {
  const order: DriverOrder = { ...red, phase: "test-list", order: "List the behaviours." };
  const behaviours = [{ text: "rejects zero", criterion: "AC1", breaks: "dropping the check" }];

  test("is asked for by schema and comes back as behaviours", async () => {
    const { driver, seen } = await open(() => ({ json: { behaviours } }));
    expect(await driver.turn(order)).toMatchObject({ kind: "listed", behaviours });
    expect(seen[0]?.schema).toMatchObject({ required: ["behaviours"] });
  });

  test("may be made after reading", async () => {
    const { driver, calls } = await open(({ turn }) =>
      turn === 0 ? use("list_files", { directory: "src" }) : { json: { behaviours } },
    );
    expect(await driver.turn(order)).toMatchObject({ kind: "listed", behaviours });
    expect(calls).toEqual(["list src"]);
  });

  test("is asked for again when it is not one", async () => {
    const { driver } = await open(() => ({ json: { behaviours } }), { faults: [{ kind: "malformed" }] });
    expect(await driver.turn(order)).toMatchObject({ kind: "listed", behaviours, usage: { calls: 2 } });
  });

  test("that is never one stops as model-malformed after two repairs", async () => {
    const { driver, started } = await open(() => ({ json: { list: [] } }));
    expect(await driver.turn(order)).toMatchObject({ kind: "stopped", code: "model-malformed" });
    expect(started.requests).toHaveLength(3);
  });

  test("leaves no schema behind for the phases after it", async () => {
    const { driver, seen } = await open(({ schema }) =>
      schema ? { json: { behaviours } } : { text: "Done." },
    );
    await driver.turn(order);
    expect(await driver.turn({ ...red, fresh: false })).toMatchObject({ kind: "ended" });
    expect(seen[1]?.schema).toBeNull();
  });
});

describe("ways out", () => {
  test("giving up comes back with its reason", async () => {
    const { driver } = await open(() => use("give_up", { reason: "AC1 contradicts AC2" }));
    expect(await driver.turn(red)).toMatchObject({
      kind: "gave-up",
      reason: "AC1 contradicts AC2",
      usage: { calls: 1 },
    });
  });

  test("calls after giving up are not done", async () => {
    const { driver, calls } = await open(() => ({
      toolUse: [
        { name: "give_up", input: { reason: "too big" } },
        { name: "write_file", input: { path: "a", content: "b" } },
      ],
    }));
    await driver.turn(red);
    expect(calls).toEqual([]);
  });

  test("the conversation still holds together after giving up", async () => {
    const { driver, started } = await open(({ turn }) =>
      turn === 0 ? use("give_up", { reason: "no" }) : { text: "Done." },
    );
    await driver.turn(red);
    expect(await driver.turn({ ...red, fresh: false })).toMatchObject({ kind: "ended" });
    expect(started.requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("a model that never ends is stopped as too-many-turns", async () => {
    const { driver, started } = await open(() => use("search", { text: "x" }), { maxTurns: 5 });
    expect(await driver.turn(red)).toMatchObject({
      kind: "stopped",
      code: "too-many-turns",
      usage: { calls: 5 },
    });
    expect(started.requests).toHaveLength(5);
  });

  test("a stop is seen before the next model call", async () => {
    const answers = [true, true, false];
    const { driver, started } = await open(() => use("search", { text: "x" }), {
      mayGoOn: async () => answers.shift() ?? false,
    });
    expect(await driver.turn(red)).toMatchObject({ kind: "stopped", code: "stopped", usage: { calls: 2 } });
    expect(started.requests).toHaveLength(2);
  });

  test("the budget holds over all turns of a task", async () => {
    const { driver } = await open(() => ({ text: "word ".repeat(4000) }), { budgetUsd: 0.6 });
    const replies = [];
    while (replies.length < 20) {
      const reply = await driver.turn(red);
      replies.push(reply);
      if (reply.kind === "stopped") break;
    }
    expect(replies.length).toBeGreaterThan(1);
    expect(replies.at(-1)).toMatchObject({ kind: "stopped", code: "out-of-budget", usage: { calls: 0 } });
    expect(replies.reduce((sum, { usage }) => sum + usage.usd, 0)).toBeLessThanOrEqual(0.6);
  });

  test("what earlier runs spent counts too", async () => {
    const { driver, started } = await open(() => ({ text: "Done." }), { budgetUsd: 5, spentUsd: 4.9 });
    expect(await driver.turn(red)).toMatchObject({ kind: "stopped", code: "out-of-budget" });
    expect(started.requests).toHaveLength(0);
  });

  test("a refusal stops with its code and what it cost", async () => {
    const { driver } = await open(() => ({ text: "x" }), { faults: [{ kind: "refusal" }] });
    expect(await driver.turn(red)).toMatchObject({
      kind: "stopped",
      code: "model-refused",
      usage: { calls: 1 },
    });
  });

  test("a full context stops as model-cut", async () => {
    const { driver } = await open(() => ({ text: "x", stop: "model_context_window_exceeded" }));
    expect(await driver.turn(red)).toMatchObject({ kind: "stopped", code: "model-cut" });
  });
});

describe("an answer cut by the token limit", () => {
  test("is not carried out, and a shorter one is asked for", async () => {
    const write = {
      toolUse: [{ name: "write_file", input: { path: "a", content: "half" } }],
      stop: "max_tokens",
    } as const;
    const { driver, files, seen } = await open(({ call }) => (call === 1 ? write : { text: "Done." }));
    expect(await driver.turn(red)).toMatchObject({ kind: "ended", usage: { calls: 2 } });
    expect(files.size).toBe(0);
    expect(seen[1]?.text).toContain("Take a smaller step");
  });

  test("stops as model-cut after two repairs", async () => {
    const { driver, started } = await open(() => ({ text: "and so on", stop: "max_tokens" }));
    expect(await driver.turn(red)).toMatchObject({ kind: "stopped", code: "model-cut" });
    expect(started.requests).toHaveLength(3);
  });

  test("and a stream cut in the middle of a tool call do nothing half", async () => {
    const { driver, calls } = await open(
      ({ turn }) =>
        turn === 0 ? use("write_file", { path: "a", content: "x".repeat(3000) }) : { text: "Done." },
      { faults: [{ kind: "cut", after: 7 }] },
    );
    expect(await driver.turn(red)).toMatchObject({ kind: "ended", usage: { calls: 3 } });
    expect(calls).toEqual(["write a"]);
  });
});
