import { z } from "zod";
import { ask, inParts } from "./ask.ts";
import { fileTextsDocument } from "./documents/git-objects.ts";
import type { Github } from "./octokit.ts";

const BlobNode = z.object({
  text: z.string().nullish(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
});
const TextsAnswer = z.object({ repository: z.record(z.string(), BlobNode.nullable()) });

/**
 * Texts of files at a commit, 50 per request. Left out: a path that is not there, a binary file, and one so large that
 * GitHub cuts it.
 */
export async function readTexts(
  github: Github,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const { owner, name } = github;
  for (const part of inParts(paths, 50)) {
    const expressions = part.map((path, index) => [`f${index}`, `${commit}:${path}`]);
    const variables = { owner, name, ...Object.fromEntries(expressions) };
    const answer = await ask(github, fileTextsDocument(part.length), variables, TextsAnswer);
    part.forEach((path, index) => {
      const blob = answer.repository[`f${index}`];
      if (typeof blob?.text === "string" && blob.isBinary !== true && blob.isTruncated !== true)
        texts.set(path, blob.text);
    });
  }
  return texts;
}
