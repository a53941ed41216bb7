/** The live repository a subcommand looks at: named by `--repository` or by GitHub's own variables, read with GITHUB_TOKEN. */
import type { Config } from "../config/config.ts";
import { printFault, readConfig } from "../config/read-config.ts";
import { openGithubCodeBase } from "../github/github-code-base.ts";
import { type Github, openGithub } from "../github/octokit.ts";
import { Usage } from "./console.ts";

/** `name` is `owner/name`. Throws a usage mistake that says what is missing. */
export function openRepository(name: string | undefined): Github {
  const full = name ?? process.env.GITHUB_REPOSITORY ?? "";
  const [owner, repository, ...more] = full.split("/");
  if (full === "") throw new Usage("No repository is named; --repository OWNER/NAME does it.");
  if (!owner || !repository || more.length > 0) throw new Usage("--repository takes OWNER/NAME.");
  const token = process.env.GITHUB_TOKEN ?? process.env.GH_TOKEN ?? "";
  if (token === "")
    throw new Usage("GITHUB_TOKEN is not set; `export GITHUB_TOKEN=$(gh auth token)` does it.");
  const baseUrl = process.env.GITHUB_API_URL ?? "https://api.github.com";
  return openGithub({
    owner,
    name: repository,
    credentials: { kind: "token", token },
    baseUrl,
    throttle: new URL(baseUrl).hostname !== "127.0.0.1",
  });
}

/** The settings of the default branch; a file that cannot be read is told with its line. */
export async function settingsOf(github: Github): Promise<Config> {
  const path = ".github/pawl.yml";
  const read = readConfig((await openGithubCodeBase(github).texts([path])).get(path) ?? null);
  if (read.kind === "read") return read.config;
  throw new Error(read.faults.map((fault) => printFault(fault)).join("\n"));
}
