/** The workflow a user installs, with what only this machine needs written into it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { fieldOf } from "./person.ts";

export const workflowPath = ".github/workflows/pawl.yml";

type Installed = {
  readonly home: string;
  readonly workflowFile?: string;
  readonly claude: { readonly url: string | null };
  readonly sandbox: boolean;
  readonly workflow?: (text: string) => string;
};

/** The README's workflow, or `workflowFile`; told of another endpoint and of a missing sandbox as a user would tell it. */
export async function installedWorkflow(options: Installed): Promise<string> {
  const { home, claude, sandbox } = options;
  const shipped = join(home, "src/local/sample/library", workflowPath);
  const text = await readFile(options.workflowFile ?? shipped, "utf8");
  const inputs = [
    ...(claude.url === null ? [] : [`anthropic-base-url: ${claude.url}`]),
    ...(sandbox ? [] : ["dangerously-disable-sandbox: true"]),
  ];
  const told = inputs.length === 0 ? text : withInputs(text, inputs);
  return options.workflow?.(told) ?? told;
}

/** Among the inputs of the one step of `step: run`, or given to the called workflow. */
function withInputs(text: string, inputs: readonly string[]): string {
  const lines = (indent: string) => inputs.map((input) => `${indent}${input}\n`).join("");
  return text
    .replace(/( +)step: run\n/, (line, indent: string) => `${line}${lines(indent)}`)
    .replace(
      /( +)uses: [^\n]*\/pawl\.yml@\S+\n/,
      (line, indent: string) => `${line}${indent}with:\n${lines(`${indent}  `)}`,
    );
}

/**
 * What stands for the action `prepare` here: its steps without the first, which installs system packages. This machine
 * has what it has.
 */
export async function prepareScript(home: string): Promise<string> {
  const file = join(home, ".github/actions/prepare/action.yml");
  const steps: unknown = fieldOf(fieldOf(parse(await readFile(file, "utf8")), "runs"), "steps");
  if (!Array.isArray(steps)) throw new Error(`${file} has no steps`);
  return steps
    .slice(1)
    .map((step) => {
      const run = String(fieldOf(step, "run"));
      return fieldOf(step, "if") === undefined ? run : `if [ "$INPUT_INSTALL" = true ]; then\n${run}\nfi\n`;
    })
    .join("\n");
}
