import type { Runs } from "../commands/runs.ts";
import type { Config } from "../config/config.ts";
import type { RunContext } from "../config/run-context.ts";
import type { CodeHost } from "../delivery/code-host.ts";
import type { Tracker } from "../issues/tracker.ts";
import type { Claims } from "../queue/claim.ts";
import type { Board } from "../queue/snapshot.ts";
import { openGithubBoard } from "./github-board.ts";
import { openGithubClaims } from "./github-claims.ts";
import { openGithubCodeHost } from "./github-code-host.ts";
import { openGithubPeople } from "./github-people.ts";
import { openGithubRuns } from "./github-runs.ts";
import { openGithubTracker } from "./github-tracker.ts";
import { type Github, openGithub } from "./octokit.ts";
import { openRepositoryStart } from "./repository-start.ts";

/** Everything a workflow's steps ask of GitHub, with one token. Opening asks nothing yet. */
export type GithubPorts = {
  readonly client: Github;
  readonly tracker: Tracker;
  readonly claims: Claims;
  readonly codeHost: CodeHost;
  readonly runs: Runs;
  readonly board: (config: Config) => Board;
  /** Text of a file of the default branch, or `null`. */
  readonly text: (path: string) => Promise<string | null>;
};

export function openGithubPorts(
  { owner, name, apiUrl }: Pick<RunContext, "owner" | "name" | "apiUrl">,
  token: string,
  log: (line: string) => void,
): GithubPorts {
  const throttle = new URL(apiUrl).hostname !== "127.0.0.1";
  const github = openGithub({
    owner,
    name,
    credentials: { kind: "token", token },
    baseUrl: apiUrl,
    throttle,
    log,
  });
  const tracker = openGithubTracker(github);
  const people = openGithubPeople(github);
  const claims = openGithubClaims(github);
  return {
    client: github,
    tracker,
    claims,
    codeHost: openGithubCodeHost(github),
    runs: openGithubRuns(github, { kind: "repository" }),
    board: (config) => openGithubBoard(github, { config, tracker, people, claims, now: Date.now }),
    text: async (path) => (await openRepositoryStart(github, path)()).text,
  };
}
