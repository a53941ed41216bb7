import { parseArgs } from "node:util";
import { openGithubBoard } from "../github/github-board.ts";
import { openGithubClaims } from "../github/github-claims.ts";
import { openGithubPeople } from "../github/github-people.ts";
import { openGithubTracker } from "../github/github-tracker.ts";
import { whyReport } from "../queue/why-report.ts";
import { complain, type Exit, type Subcommand, Usage } from "./console.ts";
import { openRepository, settingsOf } from "./repository.ts";

export const why: Subcommand = {
  usage: "pawl why <number> [--repository OWNER/NAME]",
  says: "says in one sentence why a task is not running",
  run,
};

async function run(args: readonly string[]): Promise<Exit> {
  const options = { repository: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0) throw new Usage("Name the number of one task.");
  const github = openRepository(values.repository);
  const config = await settingsOf(github);
  const tracker = openGithubTracker(github);
  const people = openGithubPeople(github);
  const claims = openGithubClaims(github);
  const board = openGithubBoard(github, { config, tracker, people, claims, now: Date.now });
  const { exitCode, output } = await whyReport({ board }, { text, config });
  if (exitCode === 2) return complain(output.trimEnd());
  process.stdout.write(output);
  return exitCode;
}
