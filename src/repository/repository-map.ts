/**
 * The repository as a planner or driver sees it: every file that counts, with its public signatures, ranked towards
 * the words of a spec or task and bounded in size. Deterministic: the same files and words give the same bytes.
 */
import { matchesAny } from "./glob.ts";
import { signaturesOf } from "./signatures.ts";

export type MapInput = {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly texts: ReadonlyMap<string, string>;
  /** Text whose words pull files towards the top (spec, task). */
  readonly focus: string;
  /** Upper bound of the answer in characters; about four make a token. */
  readonly limit: number;
};

const noise = [
  "**/node_modules/**",
  "**/dist/**",
  "**/build/**",
  "**/vendor/**",
  "**/target/**",
  "**/.git/**",
  "**/coverage/**",
  "**/*.lock",
  "**/package-lock.json",
  "**/*.min.js",
  "**/*.map",
  "**/*.{png,jpg,jpeg,gif,svg,ico,pdf,woff,woff2,zip,gz}",
];

const readable = /\.(m|c)?(t|j)sx?$|\.(py|go|rs|java|kt|rb|cs)$/;

/** The source files whose texts are worth reading for a map, best first, at most `count`. */
export function filesToRead(files: MapInput["files"], focus: string, count: number): readonly string[] {
  return rank(files, focus)
    .filter(({ path, size }) => readable.test(path) && size <= 200_000)
    .slice(0, count)
    .map(({ path }) => path);
}

export function repositoryMap(input: MapInput): string {
  const lines: string[] = [];
  let room = input.limit;
  const counted = rank(input.files, input.focus);
  const chosen: { path: string; block: string }[] = [];
  for (const { path } of counted) {
    const block = [path, ...signaturesOf(path, input.texts.get(path) ?? "").map((line) => `  ${line}`)].join(
      "\n",
    );
    const fits = block.length + 1 <= room ? block : path.length + 1 <= room ? path : null;
    if (fits === null) break;
    chosen.push({ path, block: fits });
    room -= fits.length + 1;
  }
  for (const { block } of chosen.sort((a, b) => (a.path < b.path ? -1 : 1))) lines.push(block);
  const left = counted.length - chosen.length;
  if (left > 0) lines.push(`(${left} more files are not shown)`);
  return lines.join("\n");
}

function rank(files: MapInput["files"], focus: string): MapInput["files"] {
  const words = new Set(wordsOf(focus));
  const score = (path: string): number => wordsOf(path).filter((word) => words.has(word)).length;
  return files
    .filter(({ path }) => !matchesAny(noise, path))
    .map((file) => ({ file, score: score(file.path), depth: file.path.split("/").length }))
    .sort((a, b) => b.score - a.score || a.depth - b.depth || (a.file.path < b.file.path ? -1 : 1))
    .map(({ file }) => file);
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .match(/[a-z]{3,}/g) ?? []
  ).map(stem);
}

function stem(word: string): string {
  return word.length > 4 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
