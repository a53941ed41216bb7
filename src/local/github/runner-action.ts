import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { toValue, type Value } from "./workflow-expression.ts";

/** What the runner needs of an `action.yml` of a JavaScript action. */
export type ActionFile = {
  readonly folder: string;
  /** Path of the file that Node starts. */
  readonly main: string;
  readonly post: { readonly file: string; readonly condition: string } | null;
  /** Declared inputs; `null` where there is no default. */
  readonly inputs: Readonly<Record<string, string | null>>;
};

/** Reads `action.yml` (or `.yaml`) in `folder`. Throws naming the file and what to do about it. */
export async function readAction(folder: string): Promise<ActionFile> {
  const path = ["action.yml", "action.yaml"].map((name) => join(folder, name)).find(existsSync);
  if (path === undefined) throw new Error(`no action.yml in ${folder}`);
  const root = mapping(toValue(parse(await readFile(path, "utf8"))));
  const runs = mapping(root.runs);
  const using = String(runs.using ?? "");
  if (!using.startsWith("node")) {
    throw new Error(
      `${path}: runs.using is ${using || "missing"}; the local runner starts JavaScript actions only`,
    );
  }
  if (runs.pre !== undefined) throw new Error(`${path}: runs.pre is not supported by the local runner`);
  const file = (name: string) => {
    const found = join(folder, name);
    if (existsSync(found)) return found;
    throw new Error(`${path} names ${name}, which is not there; build the action first`);
  };
  const inputs = Object.entries(mapping(root.inputs)).map(([name, input]) => {
    const value = mapping(input).default;
    return [name, value === undefined || value === null ? null : String(value)] as const;
  });
  return {
    folder,
    main: file(String(runs.main ?? "")),
    post:
      runs.post === undefined
        ? null
        : { file: file(String(runs.post)), condition: String(runs["post-if"] ?? "always()") },
    inputs: Object.fromEntries(inputs),
  };
}

/** Name of an input's environment variable: upper case, spaces as underscores, dashes kept. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}

function mapping(value: Value | undefined): { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !isList(value) ? value : {};
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
