import { gitText } from "./git-process.ts";

export type FileChange = {
  readonly path: string;
  readonly status: "added" | "removed" | "modified";
  /** The blob after the change; before it for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Unified diff without its header; `null` for a binary file or one that only changed its mode. */
  readonly patch: string | null;
};

/** What changed from one commit to another, by path. A rename is a removal and an addition. */
export async function diffCommits(
  directory: string,
  from: string,
  to: string,
): Promise<readonly FileChange[]> {
  const tree = ["diff-tree", "-r", "--no-renames"];
  const [raw, counts, patches] = await Promise.all([
    gitText(directory, [...tree, "--raw", "--no-abbrev", "-z", from, to]),
    gitText(directory, [...tree, "--numstat", "-z", from, to]),
    gitText(directory, [...tree, "-p", "--full-index", from, to]),
  ]);
  const numbers = counts.split("\0").filter(Boolean);
  // a patch line always starts with a sign or a space, so this only splits at headers
  const texts = patches.split(/^(?=diff --git )/m).filter(Boolean);
  const parts = raw.split("\0").filter(Boolean);
  return Array.from({ length: parts.length / 2 }, (_, index) => {
    const [, , before = "", after = "", letter] = (parts[2 * index] ?? "").split(" ");
    const [additions, deletions] = (numbers[index] ?? "").split("\t");
    const text = texts[index] ?? "";
    const hunk = text.indexOf("\n@@ ");
    return {
      path: parts[2 * index + 1] ?? "",
      status: letter === "A" ? "added" : letter === "D" ? "removed" : "modified",
      sha: letter === "D" ? before : after,
      additions: Number(additions) || 0,
      deletions: Number(deletions) || 0,
      patch: hunk < 0 ? null : text.slice(hunk + 1).replace(/\n$/, ""),
    };
  });
}
