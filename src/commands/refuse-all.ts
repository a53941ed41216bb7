import { refused } from "../issues/outcome.ts";
import type { Answers } from "./answers.ts";
import { commandNames } from "./command.ts";

/** While `.github/pawl.yml` cannot be read, every command is refused with what is wrong in it. */
export function refuseAll(faults: readonly string[]): Answers {
  const refuse = async () =>
    refused(
      "config-invalid",
      faults.join(" "),
      "Correct the file on the default branch, then comment again.",
    );
  return Object.fromEntries(commandNames.filter((name) => name !== "help").map((name) => [name, refuse]));
}
