import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import { printFault, readConfig } from "../../src/config/read-config.ts";

const faultsOf = (text: string): readonly string[] => {
  const read = readConfig(text);
  return read.kind === "invalid" ? read.faults.map((fault) => printFault(fault)) : [];
};

describe("the configuration", () => {
  it.each([null, "", "  \n", "# only a comment\n", "{}"])("is the defaults when the file is %j", (text) => {
    expect(readConfig(text)).toEqual({ kind: "read", config: defaultConfig });
  });

  it("keeps the defaults of what a file leaves out", () => {
    const read = readConfig("labels:\n  ready: go\nrun:\n  parallel: 3\n");

    expect(read).toMatchObject({
      kind: "read",
      config: { labels: { ready: "go", blocked: "blocked" }, run: { parallel: 3, tries: 3 } },
    });
  });

  it("names line and meaning of a misspelt key", () => {
    expect(faultsOf("run:\n  paralel: 3\n")).toEqual([
      ".github/pawl.yml:2: run.paralel: unknown key. Did you mean parallel?",
    ]);
  });

  it("lists the known keys when none is close", () => {
    expect(faultsOf("zzzzzzzzzz: 1\n")[0]).toContain("Known keys: app, labels, plan, run, model, protect");
  });

  it("names line and expectation of a wrong value", () => {
    expect(faultsOf("plan:\n  budgetUsd: 2\nrun:\n  minutes: soon\n")).toEqual([
      ".github/pawl.yml:4: run.minutes: Invalid input: expected number, received string",
    ]);
  });

  it("names the line of broken YAML", () => {
    expect(faultsOf("run:\n  parallel: [1\nlabels: 2\n")[0]).toMatch(/^\.github\/pawl\.yml:\d+: /);
  });

  it("refuses a list where settings are expected", () => {
    expect(faultsOf("- run\n")[0]).toContain("expected object");
  });

  it("refuses an alias bomb", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n`;

    expect(faultsOf(bomb).length).toBeGreaterThan(0);
  });
});
