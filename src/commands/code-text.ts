import type { CodeBase } from "../repository/code-base.ts";
import { filesToRead, repositoryMap } from "../repository/repository-map.ts";

/** About 8,000 tokens of map: enough to name what can be reused in a repository of some thousand files. */
const mapLimit = 32_000;
const filesForMap = 150;

/** The repository map, ranked towards the words of `focus`. */
export async function mapOf(codeBase: CodeBase, focus: string): Promise<string> {
  const files = await codeBase.files();
  const texts = await codeBase.texts(filesToRead(files, focus, filesForMap));
  return repositoryMap({ files, texts, focus, limit: mapLimit });
}

const nearestFiles = 6;
const fileLimit = 6_000;

/** The map and the beginnings of the files nearest to a question. */
export async function codeFor(codeBase: CodeBase, question: string): Promise<string> {
  const map = await mapOf(codeBase, question);
  const texts = await codeBase.texts(filesToRead(await codeBase.files(), question, nearestFiles));
  const files = [...texts].map(([path, text]) => `## ${path}\n${text.slice(0, fileLimit)}`);
  return [`# Files\n${map}`, ...files].join("\n\n");
}
