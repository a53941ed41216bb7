import { describe, expect, it } from "vitest";
import { parseWorkflow, startsOn } from "../../../src/local/github/workflow-file.ts";

const path = ".github/workflows/x.yml";
const jobs = "jobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n";

describe("reading a workflow file", () => {
  it("knows events by name, in a list, and with types", () => {
    const only = parseWorkflow(path, `on: issues\n${jobs}`);
    expect(startsOn(only, "issues", "labeled")).toBe(true);
    expect(startsOn(only, "issue_comment", "created")).toBe(false);
    const list = parseWorkflow(path, `on: [issues, workflow_dispatch]\n${jobs}`);
    expect(startsOn(list, "workflow_dispatch", null)).toBe(true);
    const typed = parseWorkflow(
      path,
      `on:\n  issues:\n    types: [labeled, closed]\n  schedule:\n    - cron: "0 * * * *"\n${jobs}`,
    );
    expect(startsOn(typed, "issues", "closed")).toBe(true);
    expect(startsOn(typed, "issues", "opened")).toBe(false);
  });

  it("reads permissions by an App's names", () => {
    const workflow = parseWorkflow(
      path,
      `on: issues\npermissions:\n  pull-requests: write\n  contents: read\n${jobs}`,
    );
    expect(workflow.permissions).toEqual({ pull_requests: "write", contents: "read" });
  });

  it.each([
    [
      "a key it does not run",
      `on: issues\n${jobs}    container: {}\n`,
      "jobs.one: `container` is not supported by the local runner",
    ],
    [
      "a step that does nothing",
      "on: issues\njobs:\n  one:\n    steps:\n      - name: x\n",
      "needs either `uses` or `run`",
    ],
    ["no jobs", "on: issues\njobs: {}\n", "has no jobs"],
    ["text that is no YAML", "on: [", "is not valid YAML"],
    ["a file that is no mapping", "hello", "must be a mapping"],
  ])("says where the trouble is: %s", (_, text, message) => {
    expect(() => parseWorkflow(path, text)).toThrow(message);
    expect(() => parseWorkflow(path, text)).toThrow(path);
  });
});
