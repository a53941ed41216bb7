import { z } from "zod";
import { ask } from "./ask.ts";
import { defaultBranchDocument, repositoryStartDocument } from "./documents/repository-start.ts";
import { LabelPage } from "./label-page.ts";
import type { Github } from "./octokit.ts";
import { once } from "./once.ts";
import { rememberRepositoryId } from "./repository-id.ts";

export type Branch = { readonly name: string; readonly head: string };

/** What a command begins with, read in one request. `text` is the asked file's, `null` where there is no such text file. */
export type RepositoryStart = {
  readonly id: string;
  /** `null` in an empty repository. */
  readonly branch: Branch | null;
  readonly text: string | null;
  readonly labels: LabelPage;
};

const BranchNode = z
  .object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() })
  .nullable();
const BlobNode = z.object({
  text: z.string().nullish(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
});
const StartAnswer = z.object({
  repository: z.object({
    id: z.string(),
    defaultBranchRef: BranchNode,
    object: BlobNode.nullable(),
    labels: LabelPage,
  }),
});
const BranchAnswer = z.object({ repository: z.object({ defaultBranchRef: BranchNode }) });

/** Reads id, default branch, labels and one file of the default branch, once, when first asked. */
export function openRepositoryStart(github: Github, path: string): () => Promise<RepositoryStart> {
  return once(async () => {
    const { owner, name } = github;
    const variables = { owner, name, file: `HEAD:${path}` };
    const { repository } = await ask(github, repositoryStartDocument, variables, StartAnswer);
    const { id, labels, object } = repository;
    rememberRepositoryId(github, id);
    const whole = object !== null && object.isBinary !== true && object.isTruncated !== true;
    const text = whole ? (object.text ?? null) : null;
    return { id, labels, text, branch: branchOf(repository.defaultBranchRef) };
  });
}

/** The default branch's name and tip. Throws where the repository is empty. */
export async function readDefaultBranch(github: Github): Promise<Branch> {
  const { owner, name } = github;
  const answer = await ask(github, defaultBranchDocument, { owner, name }, BranchAnswer);
  return present(branchOf(answer.repository.defaultBranchRef));
}

export function present(branch: Branch | null): Branch {
  if (branch === null) throw new Error("The default branch holds no commit.");
  return branch;
}

function branchOf(node: z.infer<typeof BranchNode>): Branch | null {
  return node?.target ? { name: node.name, head: node.target.oid } : null;
}
