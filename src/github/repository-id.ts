import { z } from "zod";
import { ask } from "./ask.ts";
import { repositoryIdDocument } from "./documents/update-refs.ts";
import type { Github } from "./octokit.ts";

const RepositoryAnswer = z.object({ repository: z.object({ id: z.string() }) });

const known = new WeakMap<Github, string>();

/** The repository's node id, asked once for each client at most, whatever adapter needs it first. */
export async function repositoryIdOf(github: Github): Promise<string> {
  const { owner, name } = github;
  const id =
    known.get(github) ??
    (await ask(github, repositoryIdDocument, { owner, name }, RepositoryAnswer)).repository.id;
  known.set(github, id);
  return id;
}

/** For an answer that brings the id along. */
export function rememberRepositoryId(github: Github, id: string): void {
  known.set(github, id);
}
