/** A path as rules compare it: what case-insensitive and Unicode-folding file systems would make of it. */
export function foldPath(path: string): string {
  return path
    .normalize("NFKC")
    .replaceAll(invisible, "")
    .replaceAll("\\", "/")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC")
    .split("/")
    .map((part) => (part === "." || part === ".." ? part : part.replace(/:.*$/s, "").replace(/[. ]+$/, "")))
    .join("/");
}

/** Characters that take no visible room: format characters, fillers, variation selectors, tags, blank braille. */
export const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\u2800]/gu;
