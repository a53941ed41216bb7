import type { RedFinding } from "../red-class.ts";
import type { Violation } from "../violation.ts";

/** With production put back, the new test must fail again with the class it had. Code: `not-counterfactual`. */
export function counterfactualGate(red: RedFinding, again: RedFinding): readonly Violation[] {
  if (again.class === red.class) return [];
  return [
    {
      code: "not-counterfactual",
      text: `Without the new code the test ended as ${again.class} instead of ${red.class}, so it does not prove it.`,
    },
  ];
}
