import type { Sight } from "../github/runner-step.ts";
import type { Narrator } from "./narrator.ts";

const jobs = ["claim", "work", "verify", "publish", "conclude"];

/** What each of the five processes behind a pull request could see: the key or not, what its token may, and every name in its environment. */
export function tellSights(narrator: Narrator, sights: readonly Sight[]): void {
  const seen = jobs.flatMap((job) => sights.find((sight) => sight.job.split(" / ").at(-1) === job) ?? []);
  if (seen.length === 0) return;
  narrator.tell("    five processes made it, each on a machine of its own; this is what each could see:");
  for (const { job, environment, permissions } of seen) {
    const rights = Object.entries(permissions).map(([name, level]) => `${name.replace("_", "-")} ${level}`);
    const key = environment.includes("INPUT_ANTHROPIC-API-KEY") ? "the key" : "no key";
    narrator.tell(`      ${job.split(" / ").at(-1)}: ${key}; token: ${rights.join(", ")}`);
    const own = environment.filter((name) => !/^(GITHUB|RUNNER)_/.test(name));
    narrator.tell(
      `        ${own.join(" ")} and ${environment.length - own.length} GITHUB_* and RUNNER_* names`,
    );
  }
}
