/** Numbers and quoted texts in code of any language, by pattern; single quotes become double ones. */
export function literalsIn(text: string): readonly string[] {
  return (text.match(quotedOrNumber) ?? []).map((literal) =>
    literal.startsWith("'") ? JSON.stringify(literal.slice(1, -1)) : literal,
  );
}

const quotedOrNumber = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\b\d+(?:\.\d+)?\b/g;

/** Small whole numbers, and words as names and paths are, are everywhere; longer data is not. */
export function isTelling(literal: string): boolean {
  if (literal.startsWith('"')) return /\s|\d{3}|@/.test(literal) && !/^"[A-Z]+ \//.test(literal);
  const value = Number(literal);
  return Number.isFinite(value) && Math.abs(value) > 1;
}
