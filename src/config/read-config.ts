/** `.github/pawl.yml` as text -> Config, or what is wrong with it and where. */
import { parseDocument } from "yaml";
import type { z } from "zod";
import { Config } from "./config.ts";

/** `line` counts from 1; `null` where the whole file is meant. */
export type ConfigFault = { readonly path: string; readonly line: number | null; readonly text: string };

export type ConfigRead =
  | { readonly kind: "read"; readonly config: Config }
  | { readonly kind: "invalid"; readonly faults: readonly ConfigFault[] };

/** An absent or empty file is the defaults. Anchors and aliases are plain YAML; an alias bomb is refused by the parser. */
export function readConfig(text: string | null): ConfigRead {
  if (text === null || text.trim() === "") return { kind: "read", config: Config.parse({}) };
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0)
    return { kind: "invalid", faults: document.errors.map((error) => syntaxFault(error, text)) };
  const value: unknown = attempt(() => document.toJS({ maxAliasCount: 50 }));
  const parsed = Config.safeParse(value ?? {});
  if (parsed.success) return { kind: "read", config: parsed.data };
  const faults = parsed.error.issues.flatMap((issue) =>
    schemaFaults(issue, (path) => lineOf(document, path, text)),
  );
  return { kind: "invalid", faults };
}

/** One line a person can act on. */
export function printFault(fault: ConfigFault, file = ".github/pawl.yml"): string {
  const where = fault.line === null ? file : `${file}:${fault.line}`;
  return `${where}: ${fault.path === "" ? "" : `${fault.path}: `}${fault.text}`;
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return "too many aliases";
  }
}

function syntaxFault(
  error: { readonly message: string; readonly pos: readonly [number, number] },
  text: string,
): ConfigFault {
  return { path: "", line: lineAt(text, error.pos[0]), text: error.message };
}

function schemaFaults(
  issue: z.core.$ZodIssue,
  line: (path: readonly PropertyKey[]) => number | null,
): readonly ConfigFault[] {
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { path: path.join("."), line: line(path), text: `unknown key.${meant(key, known)}` };
    });
  }
  return [{ path: issue.path.join("."), line: line(issue.path), text: issue.message }];
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const section = path.length === 0 ? Config.parse({}) : Config.shape;
  if (path.length === 0) return Object.keys(Config.shape);
  const key = String(path[0]);
  const defaults: Readonly<Record<string, unknown>> = Config.parse({});
  const value = key in section ? defaults[key] : undefined;
  const optional = key === "run" ? ["install", "test"] : key === "model" ? ["baseUrl"] : [];
  return value !== null && typeof value === "object" ? [...Object.keys(value), ...optional] : [];
}

function meant(key: string, known: readonly string[]): string {
  const [best] = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= 3)
    .sort((a, b) => a.distance - b.distance);
  return best ? ` Did you mean ${best.name}?` : known.length > 0 ? ` Known keys: ${known.join(", ")}.` : "";
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

type Located = { getIn(path: readonly unknown[], keepScalar: true): unknown; contents: unknown };

function lineOf(document: Located, path: readonly PropertyKey[], text: string): number | null {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = node !== null && typeof node === "object" && "range" in node ? node.range : null;
    if (Array.isArray(range) && typeof range[0] === "number") return lineAt(text, range[0]);
  }
  return null;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
