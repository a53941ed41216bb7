/** Host: the `pawl` command. Reads arguments and files, wires, prints. Decides nothing. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { policyReport, printPolicyReport } from "./delivery/policy-report.ts";
import { visibleText } from "./issues/visible-text.ts";
import { narrate } from "./local/demo/narrator.ts";
import { runDemo } from "./local/demo/run-demo.ts";
import { runTry } from "./local/demo/run-try.ts";
import { lintReport, printLintReport } from "./plan/lint-report.ts";
import { printReady, readyReport } from "./queue/ready-report.ts";
import { readBaseTree } from "./workspace/base-tree.ts";
import { sandboxAvailability } from "./workspace/sandbox-availability.ts";
import { probeReport, runInSandbox } from "./workspace/sandbox-command.ts";
import { verifyReport } from "./workspace/verify-report.ts";

/** Exit codes: 0 yes, 1 no, 2 no answer could be made (bad arguments or input). */
type Exit = number;
type Command = {
  readonly usage: string;
  readonly says: string;
  run(args: readonly string[]): Promise<Exit> | Exit;
};

const home = packageFolder();

const json = { type: "boolean" } as const;

const commands: Readonly<Record<string, Command>> = {
  demo: {
    usage: "pawl demo [--json] [--live]",
    says: "the whole product on this machine, offline; --live runs it on Claude",
    run: demo,
  },
  try: {
    usage: "pawl try <repository> <spec.md> [--tasks N]",
    says: "the same on a clone of your own repository, with your ANTHROPIC_API_KEY; 0 tasks only plans",
    run: tryOut,
  },
  lint: {
    usage: "pawl lint <plan.json|-> [--spec SPEC.md] [--json]",
    says: "checks a plan by its rules",
    run: lint,
  },
  ready: {
    usage: "pawl ready <snapshot.json|-> [--json]",
    says: "says which tasks are ready, in order, and why the others wait",
    run: ready,
  },
  policy: {
    usage: "pawl policy <change-set.json|-> --repo DIR [--allow-dependency NAME]… [--json]",
    says: "says what publishing would say of a change set",
    run: policy,
  },
  verify: {
    usage: 'pawl verify <base>..<head> [--repo DIR] [--json] [--setup "<command>"]',
    says: "replays commits: does each new test fail without its code, and pass with it",
    run: verify,
  },
  sandbox: {
    usage: "pawl sandbox [--dir DIR] -- <command…> | pawl sandbox --probe [--json]",
    says: "runs one command as the driver's tools run, or tries to break out",
    run: sandbox,
  },
};

async function demo(args: readonly string[]): Promise<Exit> {
  const { values } = parseArgs({
    args: [...args],
    options: { json, live: { type: "boolean" } },
  });
  const liveKey = values.live === true ? (process.env.ANTHROPIC_API_KEY ?? "") : null;
  const availability = await sandboxAvailability();
  if (liveKey === "") return complain("pawl demo --live needs ANTHROPIC_API_KEY in the environment.");
  if (liveKey !== null && availability.kind === "unavailable") {
    return complain(`sandbox-unavailable: ${availability.text} ${availability.fix}`);
  }
  if (!existsSync(join(home, "dist/action.js")))
    return complain("dist/action.js is missing; run `npm run build` first.");
  const narrator = narrate(values.json === true ? process.stderr : process.stdout);
  const sandbox = availability.kind === "available";
  const state = await runDemo({ home, appEntry: appEntry(), narrator, sandbox, liveKey });
  if (values.json === true) console.log(JSON.stringify(state, null, 2));
  return 0;
}

async function tryOut(args: readonly string[]): Promise<Exit> {
  const options = { tasks: { type: "string", default: "1" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [repository, specFile, ...more] = positionals;
  if (repository === undefined || specFile === undefined || more.length > 0)
    throw new Usage("Name a repository and a spec.");
  const tasks = Number(values.tasks);
  if (!Number.isInteger(tasks) || tasks < 0) throw new Usage("--tasks takes a whole number.");
  const spec = read(specFile);
  const missing = [...stageFaults(), ...(await tryFaults(repository))];
  if (missing.length > 0) return complain(missing.join("\n"));
  const claude = { url: process.env.ANTHROPIC_BASE_URL ?? null, apiKey: process.env.ANTHROPIC_API_KEY ?? "" };
  const title = /^#\s+(.+)$/m.exec(spec)?.[1] ?? basename(specFile, ".md");
  const narrator = narrate(process.stdout);
  await runTry({ home, appEntry: appEntry(), narrator, repository, title, spec, tasks, claude });
  return 0;
}

/** What `pawl try` lacks here, one line each. */
async function tryFaults(repository: string): Promise<readonly string[]> {
  const availability = await sandboxAvailability();
  return [
    ...(existsSync(join(repository, ".git"))
      ? []
      : [`${repository} is not a git repository (no .git in it).`]),
    ...(process.env.ANTHROPIC_API_KEY
      ? []
      : ["ANTHROPIC_API_KEY is not set; without it nothing can be planned."]),
    ...(availability.kind === "available"
      ? []
      : [`sandbox-unavailable: ${availability.text} ${availability.fix}`]),
  ];
}

function stageFaults(): readonly string[] {
  return existsSync(join(home, "dist/action.js"))
    ? []
    : ["dist/action.js is missing; run `npm run build` first."];
}

function lint(args: readonly string[]): Exit {
  const options = { json, spec: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const spec = values.spec === undefined ? null : visibleText(read(values.spec));
  const { exitCode, report, message } = lintReport(read(one(positionals, "a plan")), spec);
  if (report === null) return complain(message ?? "not a plan");
  console.log(values.json === true ? JSON.stringify(report, null, 2) : printLintReport(report));
  return exitCode;
}

function ready(args: readonly string[]): Exit {
  const options = { json } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const report = readyReport(read(one(positionals, "a snapshot")));
  if (report.exitCode !== 0) return complain(report.message);
  console.log(values.json === true ? JSON.stringify(report.output, null, 2) : printReady(report.output));
  return 0;
}

async function policy(args: readonly string[]): Promise<Exit> {
  const options = {
    json,
    repo: { type: "string" },
    "allow-dependency": { type: "string", multiple: true },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { repo } = values;
  if (repo === undefined) throw new Usage("--repo names the repository that holds the base.");
  const text = read(one(positionals, "a change set"));
  const allowDependencies = values["allow-dependency"] ?? [];
  const answer = await policyReport(
    { readBase: (commit, texts) => readBaseTree(repo, commit, texts) },
    { text, allowDependencies },
  );
  if (answer.exitCode === 2) return complain(answer.fault);
  console.log(
    values.json === true ? JSON.stringify(answer.report, null, 2) : printPolicyReport(answer.report),
  );
  return answer.exitCode;
}

async function verify(args: readonly string[]): Promise<Exit> {
  const answer = await verifyReport(args, (line) => console.error(line));
  if (answer.json === null) return complain(answer.text);
  console.log(args.includes("--json") ? JSON.stringify(answer.json, null, 2) : answer.text);
  return answer.exitCode;
}

async function sandbox(args: readonly string[]): Promise<Exit> {
  const at = args.indexOf("--");
  const own = at < 0 ? args : args.slice(0, at);
  const options = { json, probe: { type: "boolean" }, dir: { type: "string", default: "." } } as const;
  const { values } = parseArgs({ args: [...own], options });
  const command = at < 0 ? [] : args.slice(at + 1);
  const answer = values.probe
    ? await probeReport({ json: values.json === true })
    : await runInSandbox(command, { directory: values.dir });
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  return answer.exitCode;
}

/** A mistake of the caller: one sentence, exit 2. */
class Usage extends Error {}

function one(positionals: readonly string[], what: string): string {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new Usage(`Name ${what}: one file, or - for standard input.`);
  return path;
}

function read(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new Usage(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function complain(text: string): Exit {
  console.error(text);
  return 2;
}

/** The App's entry: source in a checkout, the built file in the published package. */
function appEntry(): string {
  return [join(home, "src/app.ts"), join(home, "dist/app.js")].find(existsSync) ?? "dist/app.js";
}

function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "action.yml")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function help(): string {
  const lines = Object.values(commands).map(({ usage, says }) => `  ${usage}\n      ${says}`);
  return ["Usage:", ...lines].join("\n");
}

async function main([name = "help", ...args]: readonly string[]): Promise<Exit> {
  if (["help", "--help", "-h"].includes(name)) {
    console.log(help());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return complain(`There is no command ${name}.\n${help()}`);
  try {
    return await command.run(args);
  } catch (error) {
    const isUsage = error instanceof Usage || (error instanceof TypeError && "code" in error);
    const text = error instanceof Error ? error.message : String(error);
    return complain(isUsage ? `${text}\nUsage: ${command.usage}` : text);
  }
}

process.exitCode = await main(process.argv.slice(2));
