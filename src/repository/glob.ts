/**
 * Globs over POSIX paths from the repository root: `*` and `?` stay within one part, `**` crosses parts, `{a,b}` is
 * either. Dots are ordinary characters. Matching is linear in practice: every pattern becomes one anchored expression.
 */
const compiled = new Map<string, RegExp>();

export function matchesGlob(glob: string, path: string): boolean {
  let pattern = compiled.get(glob);
  if (!pattern) {
    pattern = new RegExp(`^${source(glob)}$`, "u");
    compiled.set(glob, pattern);
  }
  return pattern.test(path);
}

export function matchesAny(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => matchesGlob(glob, path));
}

/**
 * Whether some path could match both. Exact for literal paths and `dir/**`; for other pairs a "yes" may be one too
 * many, never one too few, which is what keeping two tasks apart needs.
 */
export function globsOverlap(a: string, b: string): boolean {
  if (a === b) return true;
  const literalA = isLiteral(a);
  const literalB = isLiteral(b);
  if (literalA && literalB) return false;
  if (literalA) return matchesGlob(b, a);
  if (literalB) return matchesGlob(a, b);
  const headA = literalHead(a);
  const headB = literalHead(b);
  return headA.startsWith(headB) || headB.startsWith(headA);
}

export function isLiteral(glob: string): boolean {
  return !/[*?{[]/.test(glob);
}

function literalHead(glob: string): string {
  return glob.slice(0, glob.search(/[*?{[]/));
}

function source(glob: string): string {
  let out = "";
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at);
    if (rest.startsWith("**/")) {
      out += "(?:[^/]+/)*";
      at += 2;
    } else if (rest.startsWith("**")) {
      out += ".*";
      at += 1;
    } else if (glob[at] === "*") out += "[^/]*";
    else if (glob[at] === "?") out += "[^/]";
    else if (glob[at] === "{" && rest.includes("}")) {
      out += "(?:";
      depth++;
    } else if (glob[at] === "}" && depth > 0) {
      out += ")";
      depth--;
    } else if (glob[at] === "," && depth > 0) out += "|";
    else out += (glob[at] ?? "").replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  }
  return out + ")".repeat(depth);
}
