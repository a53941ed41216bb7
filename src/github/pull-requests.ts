import type { CodeHost, PullRequest, PullRequestAnswer } from "../delivery/code-host.ts";
import { failureOf } from "./failure.ts";
import type { Github } from "./octokit.ts";

type RestPull = {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly draft?: boolean;
  readonly merged_at?: string | null;
};

/** Opens a pull request; what GitHub is known to refuse comes back as a value. Never sent twice. */
export async function openPull(
  github: Github,
  pull: Parameters<CodeHost["openPullRequest"]>[0],
): Promise<PullRequestAnswer> {
  const { owner, name: repo, octokit } = github;
  try {
    const { data } = await octokit.rest.pulls.create({ owner, repo, ...pull, request: { retries: 0 } });
    return { kind: "opened", pullRequest: pullRequestOf(data) };
  } catch (error) {
    const { kind, status, text } = failureOf(error);
    if (status === 403 && /not permitted|not accessible/i.test(text))
      return { kind: "not-permitted", text, compareUrl: await compareUrlOf(github, pull) };
    if (status === 422 && /draft/i.test(text)) return { kind: "drafts-unsupported", text };
    const found = await newestPullOf(github, pull.head);
    const isOpen = found?.state === "open";
    if (found !== null && isOpen && (kind === "unclear" || /already exists/i.test(text)))
      return { kind: "exists", pullRequest: found };
    throw new Error(`GitHub did not open the pull request: ${text}`, { cause: error });
  }
}

/** The newest pull request from a branch of this repository, whatever its state. */
export async function newestPullOf(github: Github, branch: string): Promise<PullRequest | null> {
  const { owner, name: repo, octokit } = github;
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: "all",
    sort: "created",
    direction: "desc",
    per_page: 1,
  });
  return data[0] === undefined ? null : pullRequestOf(data[0]);
}

/** Open pull requests of Pawl's branches in this repository, forks left out: issue number to pull request number. */
export async function openPullsByIssue(github: Github): Promise<ReadonlyMap<number, number>> {
  const { owner, name: repo, octokit } = github;
  const all = await octokit.paginate(octokit.rest.pulls.list, { owner, repo, state: "open", per_page: 100 });
  return new Map(
    all.flatMap((pull) => {
      const issue = /^pawl\/issue-(\d+)$/.exec(pull.head.ref)?.[1];
      const own = pull.head.repo?.id === pull.base.repo.id;
      return issue !== undefined && own ? [[Number(issue), pull.number] as const] : [];
    }),
  );
}

async function compareUrlOf(github: Github, pull: { head: string; base: string }): Promise<string> {
  const { data } = await github.octokit.rest.repos.get({ owner: github.owner, repo: github.name });
  return `${data.html_url}/compare/${pull.base}...${pull.head}?expand=1`;
}

function pullRequestOf(pull: RestPull): PullRequest {
  const merged = typeof pull.merged_at === "string";
  const state = merged ? "merged" : pull.state === "closed" ? "closed" : "open";
  return { number: pull.number, url: pull.html_url, state, draft: pull.draft ?? false };
}
