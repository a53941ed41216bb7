import { describe, expect, it } from "vitest";
import {
  conditionHolds,
  type ExpressionScope,
  evaluate,
  interpolate,
} from "../../../src/local/github/workflow-expression.ts";

const scope = (status: ExpressionScope["status"] = "success"): ExpressionScope => ({
  status,
  values: {
    github: { event: { issue: { number: 7, title: "A" }, labels: ["ready", "task"] }, actor: "alice" },
    vars: { PAWL_DISABLED: "1" },
    secrets: {},
  },
});

describe("expressions", () => {
  it.each([
    ["github.event.issue.number", 7],
    ["github.event['issue'].title", "A"],
    ["github.event.labels[1]", "task"],
    ["github.event.nothing.at.all", null],
    ["vars.PAWL_DISABLED == '1'", true],
    ["vars.PAWL_DISABLED == 1", true],
    ["github.actor == 'ALICE'", true],
    ["!secrets.KEY", true],
    ["secrets.KEY || 'none'", "none"],
    ["github.event.issue.number >= 7 && github.actor != 'bob'", true],
    ["false || (1 < 2 && true)", true],
    ["contains(github.event.labels, 'ready')", true],
    ["contains(github.actor, 'lic')", true],
    ["startsWith('pawl/issue-1', 'pawl/')", true],
    ["format('{0}#{1}', github.actor, 7)", "alice#7"],
    ["'it''s'", "it's"],
    ["fromJSON('[1,2]')[1]", 2],
    ["null == ''", true],
  ])("%s is %j", (source, value) => {
    expect(evaluate(source, scope())).toEqual(value);
  });

  it("stand inside texts", () => {
    expect(interpolate(`issue \${{ github.event.issue.number }} by \${{github.actor}}`, scope())).toBe(
      "issue 7 by alice",
    );
  });

  it.each([
    ["matrix.os", "unknown context `matrix`"],
    ["hashFiles('x')", "unknown function `hashFiles()`"],
    ["github.", "expected a property name"],
    ["a ~ b", "cannot read `~ b`"],
    ["(1", "expected `)`"],
  ])("that are not known say so: %s", (source, message) => {
    expect(() => evaluate(source, scope())).toThrow(message);
  });
});

describe("conditions", () => {
  it("ask for success unless they name a status", () => {
    expect(conditionHolds(null, scope())).toBe(true);
    expect(conditionHolds(null, scope("failure"))).toBe(false);
    expect(conditionHolds("vars.PAWL_DISABLED == '1'", scope("failure"))).toBe(false);
    expect(conditionHolds("always()", scope("cancelled"))).toBe(true);
    expect(conditionHolds(`\${{ failure() }}`, scope("failure"))).toBe(true);
    expect(conditionHolds("!cancelled()", scope("cancelled"))).toBe(false);
  });
});
