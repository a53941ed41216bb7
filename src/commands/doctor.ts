import type { Config } from "../config/config.ts";
import { printFault, readConfig } from "../config/read-config.ts";
import { branchOf } from "../delivery/branch.ts";

/** Port: what can be seen of a repository and of this machine. `null` where this token may not look. Throws only faults. */
export interface Patient {
  /** A file of the default branch, or `null` when it is not there. */
  text(path: string): Promise<string | null>;
  /** The workflow files of the default branch. */
  workflows(): Promise<readonly { readonly path: string; readonly text: string }[]>;
  labels(): Promise<readonly string[]>;
  /** Whether workflows may open pull requests. */
  mayOpenPullRequests(): Promise<boolean | null>;
  /** Kinds of the rules that hold for a branch of this name. */
  branchRules(branch: string): Promise<readonly string[] | null>;
  /** Names of the repository's secrets, never their values. */
  secrets(): Promise<readonly string[] | null>;
  /** Full names of refs that start with this (`refs/…`). */
  refs(prefix: string): Promise<readonly string[]>;
  sandbox(): Promise<{ readonly available: boolean; readonly text: string; readonly fix: string }>;
}

/** One line of the report. `fix` is what a person does about it; empty where nothing is to be done. */
type Check = {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail" | "unknown";
  readonly text: string;
  readonly fix: string;
};

/** `exitCode`: 0 nothing fails, 1 something does. */
export type DoctorReport = { readonly exitCode: 0 | 1; readonly checks: readonly Check[] };

/** Looks at everything a run needs, before a run does; changes nothing. */
export async function doctor(patient: Patient): Promise<DoctorReport> {
  const read = readConfig(await patient.text(".github/pawl.yml"));
  const config = read.kind === "read" ? read.config : null;
  const checks = [
    read.kind === "read"
      ? ok("configuration", ".github/pawl.yml is good.")
      : fail("configuration", read.faults.map((fault) => printFault(fault)).join(" "), "Correct the file."),
    ...(config === null ? [] : [trust(config), labels(config, await patient.labels())]),
    workflow(await patient.workflows()),
    pullRequests(await patient.mayOpenPullRequests()),
    rules(await patient.branchRules(branchOf(1))),
    key(await patient.secrets()),
    await sandbox(patient),
  ];
  return { exitCode: checks.some(({ state }) => state === "fail") ? 1 : 0, checks };
}

const marks = { ok: "✔", warn: "!", fail: "✖", unknown: "?" } as const;

export function printDoctor({ checks }: DoctorReport): string {
  return checks
    .map(({ name, state, text, fix }) => `${marks[state]} ${name}: ${text}${fix === "" ? "" : ` ${fix}`}`)
    .join("\n");
}

/**
 * What Pawl left in a repository and the commands that take it away, one per line, the claims and branches first. Issues
 * and pull requests stay: they are the repository's own history.
 */
export async function leftovers(patient: Patient): Promise<string> {
  const read = readConfig(await patient.text(".github/pawl.yml"));
  const own = read.kind === "read" ? Object.values(labelNames(read.config)) : [];
  const refs = [...(await patient.refs("refs/pawl/")), ...(await patient.refs("refs/heads/pawl/"))];
  const there = await patient.labels();
  const labels = there.filter((label) => own.includes(label) || label.startsWith("module: "));
  const lines = [
    ...refs.map((ref) => `git push origin --delete ${quoted(ref)}`),
    ...labels.map((label) => `gh label delete ${quoted(label)} --yes`),
  ];
  return lines.length === 0 ? "Nothing of Pawl is left here." : lines.join("\n");
}

function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function labelNames({ labels }: Config): Readonly<Record<string, string>> {
  const { spec, sprint, task, ready, blocked, inProgress, inReview, needsHuman } = labels;
  return { spec, sprint, task, ready, blocked, inProgress, inReview, needsHuman };
}

function trust({ app }: Config): Check {
  if (app !== undefined) return ok("trust", `Only App ${app} is trusted to write plan records.`);
  const text = "No `app:` is set, so whatever a workflow of this repository writes counts as Pawl's.";
  return {
    name: "trust",
    state: "warn",
    text,
    fix: "With an App, put its numeric id into .github/pawl.yml.",
  };
}

function labels(config: Config, there: readonly string[]): Check {
  const folded = new Set(there.map((label) => label.toLowerCase()));
  const missing = Object.values(labelNames(config)).filter((label) => !folded.has(label.toLowerCase()));
  if (missing.length === 0) return ok("labels", "All labels are there.");
  return {
    name: "labels",
    state: "warn",
    text: `Not there yet: ${missing.join(", ")}.`,
    fix: "Pawl makes them when it needs them.",
  };
}

const wanted = ["contents", "issues", "pull-requests"];

function workflow(files: readonly { readonly path: string; readonly text: string }[]): Check {
  const ours = files.find(({ text }) =>
    /uses:\s*["']?[\w.-]+\/pawl(\/\.github\/workflows\/pawl\.yml)?@/.test(text),
  );
  if (ours === undefined)
    return fail(
      "workflow",
      "No workflow of the default branch uses Pawl.",
      "Add the file that the README shows.",
    );
  if (/^\s*pull_request(_target)?\s*:/m.test(ours.text) || /on:\s*\[?[^\n]*pull_request/.test(ours.text))
    return fail(
      "workflow",
      `${ours.path} runs for pull requests.`,
      "Take pull_request and pull_request_target out of it.",
    );
  const missing = wanted.filter((name) => !new RegExp(`${name}\\s*:\\s*write`).test(ours.text));
  if (missing.length === 0) return ok("workflow", `${ours.path} calls Pawl with the permissions it needs.`);
  return fail(
    "workflow",
    `${ours.path} does not grant ${missing.map((name) => `${name}: write`).join(", ")}.`,
    "Copy the permissions of the README.",
  );
}

function pullRequests(may: boolean | null): Check {
  const where = "Settings → Actions → General → Allow GitHub Actions to create and approve pull requests";
  if (may === true) return ok("pull requests", "Workflows may open them.");
  if (may === false) return fail("pull requests", "Workflows may not open them.", `Turn on *${where}*.`);
  return unknown("pull requests", `This token cannot see the setting *${where}*.`);
}

function rules(kinds: readonly string[] | null): Check {
  if (kinds === null) return unknown("branch rules", "This token cannot see the rules for branches.");
  const stopping = kinds.filter((kind) =>
    ["creation", "update", "required_signatures", "branch_name_pattern"].includes(kind),
  );
  if (stopping.length === 0) return ok("branch rules", `\`${branchOf(1)}\` may be made and moved.`);
  return fail(
    "branch rules",
    `Rules hold for \`pawl/**\`: ${stopping.join(", ")}.`,
    "Exempt `pawl/**` in Settings → Rules.",
  );
}

function key(names: readonly string[] | null): Check {
  if (names === null) return unknown("key", "This token cannot see the names of secrets.");
  if (names.includes("ANTHROPIC_API_KEY")) return ok("key", "The secret ANTHROPIC_API_KEY is set.");
  return fail(
    "key",
    "There is no secret ANTHROPIC_API_KEY.",
    "Add it in Settings → Secrets and variables → Actions.",
  );
}

async function sandbox(patient: Patient): Promise<Check> {
  const { available, text, fix } = await patient.sandbox();
  if (available) return ok("sandbox", "bubblewrap works on this machine.");
  return {
    name: "sandbox",
    state: "warn",
    text: `On this machine: ${text}`,
    fix: `${fix} GitHub's machines are set up by the workflow.`,
  };
}

function ok(name: string, text: string): Check {
  return { name, state: "ok", text, fix: "" };
}

function fail(name: string, text: string, fix: string): Check {
  return { name, state: "fail", text, fix };
}

function unknown(name: string, text: string): Check {
  return { name, state: "unknown", text, fix: "Look there yourself, or use a token of an administrator." };
}
