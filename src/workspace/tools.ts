import type { ToolAnswer, Tools } from "../tdd/driver.ts";
import type { TestReport } from "../tdd/test-report.ts";
import type { TestRunner } from "../tdd/test-runner.ts";
import type { ProcessResult } from "./process.ts";
import { reportText } from "./report-text.ts";
import type { Sandbox } from "./sandbox.ts";
import { pathProblem } from "./tool-path.ts";

export type ToolsOptions = {
  readonly sandbox: Sandbox;
  /** Root of the repository. */
  readonly directory: string;
  readonly runner: TestRunner;
  /** Milliseconds one file operation may take. Default 20,000. */
  readonly timeoutMs?: number;
};

const limits = { fileBytes: 1_000_000, readBytes: 60_000, lines: 200, bytes: 20_000 } as const;
const folders = [".git", "node_modules"];

/**
 * The driver's tools. Each call is a command inside the sandbox, so links, pipes and device files are as harmless as
 * in the tests themselves. The driver's mistakes are answers that say what to do instead.
 */
export function createTools(options: ToolsOptions): Tools {
  const run = (command: readonly string[], more: { readonly stdin?: string; readonly outputLimit: number }) =>
    options.sandbox.run(command, {
      cwd: options.directory,
      writable: more.stdin === undefined ? [] : [options.directory],
      timeoutMs: options.timeoutMs ?? 20_000,
      ...more,
    });
  return {
    readFile: (path) =>
      guarded(path, async () => readAnswer(path, await run(readCommand(path), { outputLimit: 200_000 }))),
    listFiles: (folder) =>
      guarded(folder === "" ? "." : folder, async () =>
        listAnswer(folder, await run(listCommand(folder), { outputLimit: 2_000_000 })),
      ),
    search: async (text) => {
      if (text.trim() === "" || text.includes("\n") || text.includes("\0"))
        return refused("Search for one line of plain text that is not empty.");
      return searchAnswer(text, await run(searchCommand(text), { outputLimit: 2_000_000 }));
    },
    writeFile: (path, content) =>
      guarded(path, async () => {
        if (Buffer.byteLength(content) > limits.fileBytes)
          return refused(`${path} would be larger than 1 MB.`);
        return writeAnswer(path, await run(writeCommand(path), { stdin: content, outputLimit: 10_000 }));
      }),
    runTests: async (files) => {
      const problem = files.map((path) => pathProblem(path)).find((found) => found !== null);
      if (problem != null) return refused(problem);
      const report = await options.runner.run(
        files.length === 0 ? { kind: "all" } : { kind: "files", files },
      );
      return { ok: passed(report), text: clipped(reportText(report)) };
    },
  };
}

function passed(report: TestReport): boolean {
  return (
    report.complete &&
    report.loadFailures.length === 0 &&
    report.outcomes.every(({ status }) => status !== "failed")
  );
}

async function guarded(path: string, act: () => Promise<ToolAnswer>): Promise<ToolAnswer> {
  const problem = pathProblem(path);
  return problem === null ? act() : refused(problem);
}

function refused(text: string): ToolAnswer {
  return { ok: false, text };
}

function readCommand(path: string): readonly string[] {
  return [
    "sh",
    "-c",
    `test -f "$1" || { echo "There is no file $1." >&2; exit 1; }; head -c ${limits.readBytes + 1} -- "$1"`,
    "sh",
    `./${path}`,
  ];
}

function readAnswer(path: string, result: ProcessResult): ToolAnswer {
  if (result.exitCode !== 0)
    return failed(result, `There is no file ${path}. List its folder to see what there is.`);
  if (result.stdout.includes("\0") || result.stdout.includes("\uFFFD"))
    return refused(`${path} is not a text file.`);
  if (Buffer.byteLength(result.stdout) <= limits.readBytes) return { ok: true, text: result.stdout };
  const shown = Buffer.from(result.stdout).toString("utf8", 0, limits.readBytes);
  return {
    ok: true,
    text: `${shown}\n[cut: only the first ${limits.readBytes} bytes are shown; search for what you need]`,
  };
}

function listCommand(folder: string): readonly string[] {
  const pruned = folders.flatMap((name) => ["-name", name, "-prune", "-o"]);
  return ["find", `./${folder}`, ...pruned, "(", "-type", "f", "-o", "-type", "l", ")", "-print"];
}

function listAnswer(folder: string, result: ProcessResult): ToolAnswer {
  if (result.exitCode !== 0 && result.stdout === "") return failed(result, `There is no folder ${folder}.`);
  const paths = result.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^\.\/(\.\/|\/)*/, ""));
  return {
    ok: true,
    text: clipped(paths.length === 0 ? "The folder holds no files." : paths.sort().join("\n")),
  };
}

function searchCommand(text: string): readonly string[] {
  return ["grep", "-rnIF", ...folders.map((name) => `--exclude-dir=${name}`), "-e", text, "."];
}

/** grep ends with 1 when nothing was found. */
function searchAnswer(text: string, result: ProcessResult): ToolAnswer {
  if (result.exitCode === 1) return { ok: true, text: `Nothing contains ${JSON.stringify(text)}.` };
  if (result.exitCode !== 0 && result.stdout === "") return failed(result, "The search did not work.");
  const lines = result.stdout.split("\n").map((line) => line.replace(/^\.\//, "").slice(0, 400));
  return { ok: true, text: clipped(lines.join("\n").trimEnd()) };
}

/** A path whose folder is a link is refused: what is written there would not belong to the change. */
function writeCommand(path: string): readonly string[] {
  const script =
    'set -e; d=$(dirname -- "$1"); mkdir -p -- "$d"; ' +
    'case "$(realpath -- "$d")/" in "$(realpath .)/"*) ;; *) echo "$1 lies outside the repository." >&2; exit 1;; esac; ' +
    'if [ -L "$1" ] || { [ -e "$1" ] && [ ! -f "$1" ]; }; then echo "$1 is not a regular file." >&2; exit 1; fi; cat > "$1"';
  return ["sh", "-c", script, "sh", `./${path}`];
}

function writeAnswer(path: string, result: ProcessResult): ToolAnswer {
  return result.exitCode === 0
    ? { ok: true, text: `Wrote ${path}.` }
    : failed(result, `${path} could not be written.`);
}

function failed(result: ProcessResult, otherwise: string): ToolAnswer {
  if (result.timedOut) return refused("It took too long and was ended.");
  const said = result.stderr.trim().split("\n").at(-1) ?? "";
  return refused(clipped(said === "" ? otherwise : `${otherwise} (${said})`));
}

function clipped(text: string): string {
  const lines = text.split("\n");
  const short = lines.slice(0, limits.lines).join("\n").slice(0, limits.bytes);
  if (short.length === text.length) return text;
  return `${short}\n[cut: ${lines.length} lines in all; ask for something narrower]`;
}
