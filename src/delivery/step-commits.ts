import type { ChangeSet, Step } from "./change-set.ts";
import type { CodeHost, NewCommit } from "./code-host.ts";
import type { CommitFacts } from "./commit-text.ts";
import { commitText } from "./commit-text.ts";
import { changesOf } from "./read-change-set.ts";

export type StepCommit = { readonly sha: string; readonly step: Step };

/** Builds one commit per step, each on the one before, and moves no ref. */
export async function createStepCommits(
  codeHost: CodeHost,
  changeSet: ChangeSet,
  facts: CommitFacts,
): Promise<readonly StepCommit[]> {
  const commits: StepCommit[] = [];
  let parent = changeSet.base;
  for (const step of changeSet.steps) {
    parent = await codeHost.createCommit(commitOf(step, parent, facts));
    commits.push({ sha: parent, step });
  }
  return commits;
}

/** A commit holds what is true after the whole step: production replaces its stub. */
function commitOf(step: Step, parent: string, facts: CommitFacts): NewCommit {
  const last = new Map(changesOf(step).map((change) => [change.path, change]));
  return {
    parent,
    message: commitText(step.message, facts),
    changes: [...last.values()].map(({ path, mode, content }) => ({
      path,
      mode,
      content: content === null ? null : Buffer.from(content, "base64"),
    })),
  };
}
