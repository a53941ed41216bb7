import type { RecentComments } from "../commands/unanswered.ts";
import { commentOf } from "./issue-answer.ts";
import type { Github } from "./octokit.ts";

/** Comments by `issues/list-comments-for-repo`: one request per 100 that were written or changed since. */
export function openGithubRecentComments(github: Github): RecentComments {
  const { owner, name: repo, octokit } = github;
  return {
    since: async (time) => {
      const query = { owner, repo, since: time, sort: "created", direction: "asc", per_page: 100 } as const;
      const all = await octokit.paginate(octokit.rest.issues.listCommentsForRepo, query);
      return all.map((comment) => ({
        ...commentOf(comment),
        issue: Number(/\/(\d+)$/.exec(comment.issue_url)?.[1] ?? 0),
        isPullRequest: /\/pull\/\d+/.test(comment.html_url),
        reacted: (comment.reactions?.rocket ?? 1) + (comment.reactions?.confused ?? 1) > 0,
      }));
    },
  };
}
