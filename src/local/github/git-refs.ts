import { runGit } from "./git-process.ts";

export const zeroOid = "0".repeat(40);

/**
 * One move of a ref. `before`: the oid it must have now (`zeroOid`: it must not exist; `null`: whatever it has).
 * `after`: where it goes (`zeroOid` deletes it).
 */
export type RefMove = { readonly name: string; readonly before: string | null; readonly after: string };

export type RefsAnswer =
  | { readonly kind: "moved" }
  | {
      readonly kind: "exists" | "missing" | "changed" | "invalid";
      readonly name: string;
      readonly text: string;
    };

/** Moves every ref or none, by one `git update-ref --stdin` transaction (git locks all refs before it writes one). */
export async function updateRefs(directory: string, moves: readonly RefMove[]): Promise<RefsAnswer> {
  const bad = moves.find((move) => !isRefName(move.name));
  if (bad) return { kind: "invalid", name: bad.name, text: `${bad.name} is not a valid ref name` };
  const input = moves.map(command).join("");
  const exit = await runGit(directory, ["update-ref", "--no-deref", "--stdin", "-z"], { input });
  return exit.code === 0 ? { kind: "moved" } : refusal(exit.stderr.trim());
}

/**
 * What git would answer to a move whose `before` is not where the ref is, found without starting git: of many racing moves
 * all but one are like that. `null` where git has to decide.
 */
export async function staleMove(
  moves: readonly RefMove[],
  refNow: (name: string) => Promise<{ readonly sha: string } | null>,
): Promise<RefsAnswer | null> {
  for (const { name, before } of moves) {
    if (before === null || !isRefName(name)) continue;
    const now = (await refNow(name))?.sha ?? zeroOid;
    if (now === before) continue;
    const lock = `cannot lock ref '${name}'`;
    if (before === zeroOid) return { kind: "exists", name, text: `${lock}: reference already exists` };
    if (now === zeroOid)
      return { kind: "missing", name, text: `${lock}: unable to resolve reference '${name}'` };
    return { kind: "changed", name, text: `${lock}: is at ${now} but expected ${before}` };
  }
  return null;
}

function command({ name, before, after }: RefMove): string {
  if (after === zeroOid) return `delete ${name}\0${before ?? ""}\0`;
  return `update ${name}\0${after}\0${before ?? ""}\0`;
}

function refusal(text: string): RefsAnswer {
  const name = /'(refs\/[^']*)'/.exec(text)?.[1] ?? "";
  if (/reference already exists/.test(text)) return { kind: "exists", name, text };
  if (/unable to resolve reference|reference is missing/.test(text)) return { kind: "missing", name, text };
  if (/ is at [0-9a-f]+ but expected|Unable to create .*\.lock/.test(text))
    return { kind: "changed", name, text };
  return { kind: "invalid", name, text };
}

/** Git's own rules for full ref names (`git help check-ref-format`). */
export function isRefName(name: string): boolean {
  if (!name.startsWith("refs/") || name.endsWith("/") || name.endsWith(".")) return false;
  for (const letter of name) {
    const code = letter.codePointAt(0) ?? 0;
    if (code <= 0x20 || code === 0x7f || "~^:?*[\\".includes(letter)) return false;
  }
  if (name.includes("..") || name.includes("@{") || name.includes("//")) return false;
  return name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}
