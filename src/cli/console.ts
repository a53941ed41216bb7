/** What every subcommand shares: reading arguments and files, and saying no in one sentence. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** 0 yes, 1 no, 2 no answer could be made (bad arguments or input); `pawl sandbox` passes a status on. */
export type Exit = number;

/** One subcommand. What it throws is told in one line. */
export type Subcommand = {
  readonly usage: string;
  readonly says: string;
  run(args: readonly string[]): Promise<Exit> | Exit;
};

/** A mistake of the caller: one sentence and the usage, exit 2. */
export class Usage extends Error {}

export const json = { type: "boolean" } as const;

export function one(positionals: readonly string[], what: string): string {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new Usage(`Name ${what}: one file, or - for standard input.`);
  return path;
}

export function read(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new Usage(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A folder that is there; anything else is a mistake of the caller. */
export function folder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Usage(`${path} is not a folder.`);
  return realpathSync(path);
}

export function complain(text: string): Exit {
  console.error(text);
  return 2;
}

export function print(asJson: boolean | undefined, value: unknown, text: string): void {
  console.log(asJson === true ? JSON.stringify(value, null, 2) : text);
}

/** Pawl's own folder, in a checkout and in the published package: where action.yml stands. */
export const home = packageFolder();

function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "action.yml")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
