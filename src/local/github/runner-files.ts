import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The files by which a step talks back: their paths go into its environment. */
export type StepFiles = {
  readonly env: Readonly<Record<string, string>>;
  /** Reads what the step wrote. Throws with GitHub's words when a file is malformed. */
  read(): Promise<StepWrites>;
};

type StepWrites = {
  readonly outputs: Readonly<Record<string, string>>;
  /** Environment for the steps that follow. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
};

const names = ["GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STATE", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"] as const;

/** Makes empty files for one step in `folder`. */
export async function createStepFiles(folder: string): Promise<StepFiles> {
  const id = crypto.randomUUID();
  const paths = names.map((name) => join(folder, `${name.toLowerCase()}_${id}`));
  await Promise.all(paths.map((path) => writeFile(path, "")));
  return {
    env: Object.fromEntries(names.map((name, index) => [name, paths[index] ?? ""])),
    read: async () => {
      const texts = await Promise.all(paths.map((path) => readFile(path, "utf8").catch(() => "")));
      const [outputs = "", env = "", state = "", path = "", summary = ""] = texts;
      return {
        outputs: parseFile(outputs),
        env: parseFile(env),
        state: parseFile(state),
        path: path.split("\n").filter(Boolean),
        summary,
      };
    },
  };
}

/** `name=value` lines, and `name<<MARK` … `MARK` for values of several lines. */
function parseFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const several = /^([^=]*?)<<(.+)$/.exec(line);
    const equals = line.indexOf("=");
    if (several !== null) {
      const end = lines.indexOf(several[2] ?? "", at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${several[2]}'`);
      values[several[1] ?? ""] = lines.slice(at + 1, end).join("\n");
      at = end;
    } else if (equals > 0) values[line.slice(0, equals)] = line.slice(equals + 1);
    else throw new Error(`Invalid format '${line}'`);
  }
  return values;
}
