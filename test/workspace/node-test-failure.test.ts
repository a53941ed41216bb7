import { describe, expect, it } from "vitest";
import { causeOfLoadFailure, classOfFailure, plainMessage } from "../../src/workspace/node-test-failure.ts";

const failure = { type: "testCodeFailure", name: "Error", code: "", message: "", signal: null };

describe("the class of a failure", () => {
  it.each([
    [{ name: "AssertionError", code: "ERR_ASSERTION" }, "assertion"],
    [{ name: "AssertionError [ERR_ASSERTION]" }, "assertion"],
    [{ name: "ReferenceError", message: "total is not defined" }, "missing-symbol"],
    [{ name: "TypeError", message: "cart.total is not a function" }, "missing-symbol"],
    [{ name: "TypeError", message: "Cart is not a constructor" }, "missing-symbol"],
    [{ name: "TypeError", message: "Cannot read properties of undefined (reading 'x')" }, "unknown"],
    [{ message: "Cannot find module '/repo/lib/a.js' imported from /repo/a.test.js" }, "missing-symbol"],
    [{ message: "Cannot find package 'zod' imported from /repo/a.test.js" }, "setup"],
    [{ name: "SyntaxError", message: "Unexpected token" }, "syntax"],
    [{ type: "hookFailed", name: "AssertionError", code: "ERR_ASSERTION" }, "setup"],
    [{ type: "testTimeoutFailure" }, "timeout"],
    [{ type: "uncaughtException", name: "AssertionError", code: "ERR_ASSERTION" }, "crash"],
    [
      {
        type: "cancelledByParent",
        message: "Promise resolution is still pending but the event loop has already resolved",
      },
      "timeout",
    ],
    [{ name: "Error", message: "AssertionError: not one" }, "unknown"],
  ])("of %j is %s", (changed, expected) => {
    expect(classOfFailure({ ...failure, ...changed })).toBe(expected);
  });
});

describe("the cause of a file that did not load", () => {
  it("is a missing module by its path in the repository, for require too", () => {
    const errors = "Error: Cannot find module '../lib/a'\nRequire stack:\n- /repo/test/a.test.cjs\n    at x";
    expect(causeOfLoadFailure(errors, "/repo")).toMatchObject({ failure: "missing-symbol", symbol: "lib/a" });
  });

  it("is the environment when the module lies outside the repository or among packages", () => {
    const outside =
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/other/a.js' imported from /repo/a.test.js";
    const packaged =
      "Error: Cannot find module '/repo/node_modules/x/index.js' imported from /repo/a.test.js";
    expect(causeOfLoadFailure(outside, "/repo").failure).toBe("setup");
    expect(causeOfLoadFailure(packaged, "/repo").failure).toBe("setup");
  });

  it("is unknown when nothing that was printed explains it", () => {
    expect(causeOfLoadFailure("went away", "/repo")).toEqual({
      failure: "unknown",
      symbol: null,
      message: "went away",
    });
  });
});

describe("a plain message", () => {
  it("is short, without colours, paths of the machine and times", () => {
    const esc = String.fromCharCode(27);
    const text = `${esc}[31mfailed${esc}[0m in /repo/lib/a.js and file:///repo/b.js after 3.2ms\n${"line\n".repeat(40)}`;
    const plain = plainMessage(text, "/repo");
    expect(plain.split("\n")[0]).toBe("failed in lib/a.js and b.js after <time>");
    expect(plain.split("\n").length).toBe(12);
  });
});
