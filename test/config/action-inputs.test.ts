import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ActionInputs, readInputs, steps } from "../../src/config/action-inputs.ts";

const manifest = parse(readFileSync(join(import.meta.dirname, "../../action.yml"), "utf8"));

const token = { "INPUT_GITHUB-TOKEN": "ghs_x" };

describe("the inputs of the Action", () => {
  it("are the ones that action.yml declares", () => {
    expect(Object.keys(ActionInputs.shape).sort()).toEqual(Object.keys(manifest.inputs).sort());
  });

  it("have the defaults that action.yml declares", () => {
    const read = readInputs(token);

    for (const [name, input] of Object.entries<{ default?: string }>(manifest.inputs)) {
      const value =
        read.kind === "read" ? Object.entries(read.inputs).find(([key]) => key === name)?.[1] : undefined;
      if (input.default !== undefined) expect([name, String(value)]).toEqual([name, input.default]);
    }
  });

  it("are read as the runner names them", () => {
    expect(readInputs({ ...token, "INPUT_DANGEROUSLY-DISABLE-SANDBOX": "true" })).toMatchObject({
      kind: "read",
      inputs: { "github-token": "ghs_x", "dangerously-disable-sandbox": true },
    });
  });

  it.each([
    [{}, "input github-token is missing; give it the workflow's own github.token"],
    [
      { ...token, INPUT_STEP: "everything" },
      `input step must be one of ${steps.map((name) => `\`${name}\``).join(", ")}`,
    ],
  ])("are refused with the name of the input: %j", (environment, fault) => {
    expect(readInputs(environment)).toEqual({ kind: "invalid", faults: [fault] });
  });
});
