/**
 * The public signatures of a source file, one line each, found by line patterns. A map for readers (the planner, the
 * driver), not a parser: what it misses is only not mentioned.
 */
type Language = { readonly endings: readonly string[]; readonly line: RegExp };

const languages: readonly Language[] = [
  {
    endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
    line: /^export\s+(?:default\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\*?|class|const|let|interface|type|enum)\s+\w.*$|^(?:module\.)?exports\b.*$/gm,
  },
  { endings: [".py"], line: /^(?:async\s+)?def\s+[a-z]\w*\(.*$|^class\s+[A-Z]\w*.*$/gm },
  { endings: [".go"], line: /^func\s+(?:\([^)]*\)\s*)?[A-Z]\w*.*$|^type\s+[A-Z]\w*.*$/gm },
  { endings: [".rs"], line: /^\s*pub\s+(?:async\s+)?(?:fn|struct|enum|trait|const|type)\s+\w.*$/gm },
  { endings: [".java", ".kt", ".cs"], line: /^\s*public\s+[^=;{]*[({].*$/gm },
  { endings: [".rb"], line: /^\s*(?:def|class|module)\s+\w.*$/gm },
];

const longest = 160;

export function signaturesOf(path: string, text: string): readonly string[] {
  const language = languages.find(({ endings }) => endings.some((ending) => path.endsWith(ending)));
  if (!language) return [];
  return [...text.matchAll(language.line)].map((match) => tidy(match[0]));
}

function tidy(line: string): string {
  const head = line
    .trim()
    .replace(/^export\s+(?:default\s+)?/, "")
    .replace(/\s*\{\s*$/, "")
    .replace(/\s*=>?\s*$/, "")
    .replace(/[:;]\s*$/, "")
    .trim();
  return head.length > longest ? `${head.slice(0, longest - 1)}…` : head;
}
