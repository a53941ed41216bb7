import { z } from "zod";

/**
 * Whether a manifest changed by nothing but added entries of allowed dependencies. Understands package.json,
 * requirements files and go.mod; every other manifest answers no, so that a person looks at it.
 */
export function onlyAddsAllowed(
  path: string,
  before: string | null,
  after: string | null,
  allowed: readonly string[],
): boolean {
  if (before === null || after === null || allowed.length === 0) return false;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "package.json") return packageJsonAdds(before, after, allowed);
  if (name === "go.mod") return linesAdd(before, after, (line) => goLine(line, allowed));
  if (/requirements.*\.txt$/.test(path)) return linesAdd(before, after, (line) => pipLine(line, allowed));
  return false;
}

/** The manifest whose allowed change permits a change of this lockfile, as a path; `null` where none does. */
export function manifestOf(lockfile: string): string | null {
  const folder = lockfile.slice(0, lockfile.lastIndexOf("/") + 1);
  const name = lockfile.slice(folder.length);
  if (name === "package-lock.json" || name === "npm-shrinkwrap.json") return `${folder}package.json`;
  return name === "go.sum" ? `${folder}go.mod` : null;
}

/** Whether a lockfile only gained entries: what was pinned before is pinned the same way after. */
export function onlyAddsPins(path: string, before: string | null, after: string | null): boolean {
  if (before === null || after === null) return false;
  if (path.endsWith("go.sum")) return linesAdd(before, after, () => true);
  const old = PackageLock.safeParse(json(before));
  const now = PackageLock.safeParse(json(after));
  if (!old.success || !now.success) return false;
  const hosts = new Set(Object.values(old.data.packages).map(hostOf));
  return (
    old.data.lockfileVersion === now.data.lockfileVersion &&
    Object.entries(old.data.packages).every(
      ([key, pin]) => key === "" || same(pin, now.data.packages[key]),
    ) &&
    Object.entries(now.data.packages).every(
      ([key, pin]) => key in old.data.packages || hosts.has(hostOf(pin)),
    )
  );
}

const Pin = z.looseObject({ resolved: z.string().optional() });
const PackageLock = z.looseObject({ lockfileVersion: z.number(), packages: z.record(z.string(), Pin) });

const tables = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
const Manifest = z.record(z.string(), z.unknown());
const plainRange = /^[\^~<>=v]*\d[\w.+-]*( (\|\| )?[\^~<>=v]*\d[\w.+-]*)*$/;

function packageJsonAdds(before: string, after: string, allowed: readonly string[]): boolean {
  const old = Manifest.safeParse(json(before));
  const now = Manifest.safeParse(json(after));
  if (!old.success || !now.success) return false;
  const rest = { ...now.data };
  for (const table of tables) {
    const had = Manifest.safeParse(old.data[table] ?? {});
    const has = Manifest.safeParse(now.data[table] ?? {});
    if (!had.success || !has.success) return false;
    const kept = Object.entries(has.data).filter(([name, range]) => {
      const added = !(name in had.data) && allowed.includes(name);
      return !(added && typeof range === "string" && plainRange.test(range));
    });
    if (kept.length > 0 || table in old.data) rest[table] = Object.fromEntries(kept);
    else delete rest[table];
  }
  return same(old.data, rest);
}

function linesAdd(before: string, after: string, mayAdd: (line: string) => boolean): boolean {
  const left = new Map<string, number>();
  for (const line of before.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  for (const line of after.split("\n")) {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    else if (line.trim() !== "" && !mayAdd(line)) return false;
  }
  return [...left].every(([line, count]) => count === 0 || line.trim() === "");
}

function goLine(line: string, allowed: readonly string[]): boolean {
  const [, name] = /^\s*(?:require\s+)?([^\s()]+)\s+v\d[\w.+-]*\s*$/.exec(line) ?? [];
  return name !== undefined && allowed.includes(name);
}

function pipLine(line: string, allowed: readonly string[]): boolean {
  const [, name] = /^([A-Za-z0-9._-]+)\s*((==|>=|~=|<=|<|>)\s*\d[\w.*+-]*,?\s*)*$/.exec(line) ?? [];
  return name !== undefined && allowed.some((one) => one.toLowerCase() === name.toLowerCase());
}

function hostOf(pin: z.infer<typeof Pin>): string {
  return pin.resolved === undefined ? "" : (URL.parse(pin.resolved)?.host ?? pin.resolved);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
