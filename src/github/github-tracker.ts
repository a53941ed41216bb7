import { z } from "zod";
import type { Comment, Issue, Reaction } from "../issues/issue.ts";
import type { NewIssue, Tracker, Written } from "../issues/tracker.ts";
import { tell } from "./ask.ts";
import { descendantNodes } from "./descendants.ts";
import { addSubIssueDocument } from "./documents/add-sub-issue.ts";
import { createIssueDocument } from "./documents/create-issue.ts";
import { addEdges, removeEdges } from "./edges.ts";
import { orNull, written } from "./failure.ts";
import type { Identity } from "./identity.ts";
import { commentOf, issueOf } from "./issue-answer.ts";
import { IssueNode, linkedIssueOf } from "./issue-node.ts";
import { issuesSince } from "./issues-since.ts";
import { type LabelIds, openLabelIds } from "./label-ids.ts";
import type { Github } from "./octokit.ts";
import type { RepositoryStart } from "./repository-start.ts";
import { readThread } from "./thread.ts";

const CreateAnswer = z.object({ createIssue: z.object({ issue: IssueNode }) });
const ownReaction = z.enum(["eyes", "rocket", "confused"]);

/** The issue tracker over GitHub's API; `start` spares the first look at id and labels. Creates are sent once; what came of them is a value. */
export function openGithubTracker(github: Github, start?: () => Promise<RepositoryStart>): Tracker {
  const labels = openLabelIds(github, start);
  const { octokit } = github;
  const here = { owner: github.owner, repo: github.name };
  const { issues, reactions } = octokit.rest;
  return {
    issue: (number) => readIssue(github, number),
    comments: (number) => readComments(github, number),
    thread: (number) => readThread(github, number),
    comment: (id) =>
      orNull(async () => commentOf((await issues.getComment({ ...here, comment_id: id })).data)),
    descendants: async (number) =>
      Promise.all((await descendantNodes(github, number)).map((node) => linkedIssueOf(node, github.apps))),
    issuesSince: async (since) =>
      Promise.all((await issuesSince(github, since)).map((node) => linkedIssueOf(node, github.apps))),
    createIssue: (issue) => createIssue(github, labels, issue),
    addEdges: (edges) => addEdges(github, edges),
    removeEdges: (edges) => removeEdges(github, edges),
    editIssue: (number, change) =>
      written(async () => {
        await issues.update({ ...here, issue_number: number, ...change });
        return null;
      }),
    setParent: (child, parent) =>
      written(async () => {
        const input = { issueId: parent.id, subIssueId: child.id, replaceParent: true };
        await tell(github, addSubIssueDocument, { input }, z.looseObject({}));
        return null;
      }),
    ensureLabels: (wanted) => labels.ensure(wanted),
    addLabels: async (number, names) => {
      if (names.length > 0) await issues.addLabels({ ...here, issue_number: number, labels: [...names] });
    },
    removeLabel: async (number, name) => {
      await orNull(() => issues.removeLabel({ ...here, issue_number: number, name }));
    },
    deleteLabel: async (name) => {
      await orNull(() => issues.deleteLabel({ ...here, name }));
    },
    createComment: (number, body) =>
      written(async () => {
        const request = { retries: 0 };
        const { data } = await issues.createComment({ ...here, issue_number: number, body, request });
        github.apps.learn(data.performed_via_github_app);
        return commentOf(data);
      }),
    editComment: async (id, body) => {
      await issues.updateComment({ ...here, comment_id: id, body });
    },
    react: async (comment_id, content) => {
      await reactions.createForIssueComment({ ...here, comment_id, content });
    },
    ownReactions: async (id) => readOwnReactions(github, await github.self(), id),
    close: async (number, reason) => {
      await issues.update({ ...here, issue_number: number, state: "closed", state_reason: reason });
    },
  };
}

async function createIssue(github: Github, labels: LabelIds, issue: NewIssue): Promise<Written<Issue>> {
  const { title, body, parent } = issue;
  const repositoryId = await labels.repositoryId();
  const { ids: labelIds, missing } = await labels.idsOf(issue.labels);
  if (missing.length > 0)
    return { kind: "rejected", status: 422, text: `The repository has no label "${missing[0]}".` };
  const input = { repositoryId, title, body, labelIds, ...(parent && { parentIssueId: parent.id }) };
  return written(async () => {
    const answer = await tell(github, createIssueDocument, { input }, CreateAnswer);
    return linkedIssueOf(answer.createIssue.issue, github.apps);
  });
}

/** A pull request has an issue's number, but is none. */
async function readIssue(github: Github, number: number): Promise<Issue | null> {
  const here = { owner: github.owner, repo: github.name };
  const answer = await orNull(() => github.octokit.rest.issues.get({ ...here, issue_number: number }));
  if (answer === null || answer.data.pull_request !== undefined) return null;
  github.apps.learn(answer.data.performed_via_github_app);
  return issueOf(answer.data);
}

async function readComments(github: Github, number: number): Promise<readonly Comment[]> {
  const here = { owner: github.owner, repo: github.name };
  const all = await github.octokit.paginate(github.octokit.rest.issues.listComments, {
    ...here,
    issue_number: number,
    per_page: 100,
  });
  for (const comment of all) github.apps.learn(comment.performed_via_github_app);
  return all.map(commentOf).sort((a, b) => a.id - b.id);
}

async function readOwnReactions(github: Github, self: Identity, id: number): Promise<readonly Reaction[]> {
  const all = await github.octokit.paginate(github.octokit.rest.reactions.listForIssueComment, {
    owner: github.owner,
    repo: github.name,
    comment_id: id,
    per_page: 100,
  });
  return all.flatMap((reaction) => {
    const content = ownReaction.safeParse(reaction.content);
    return reaction.user?.login === self.login && content.success ? [content.data] : [];
  });
}
