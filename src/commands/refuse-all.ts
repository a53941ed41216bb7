import { refused } from "../issues/outcome.ts";
import type { Answers } from "./answers.ts";

/** While `.github/pawl.yml` cannot be read, every command is refused with what is wrong in it. */
export function refuseAll(faults: readonly string[]): Answers {
  const refuse = async () =>
    refused(
      "config-invalid",
      faults.join(" "),
      "Correct the file on the default branch, then comment again.",
    );
  return { plan: refuse, why: refuse, stop: refuse, retry: refuse, status: refuse };
}
