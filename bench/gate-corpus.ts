/**
 * The labelled gate corpus: in each runner one repository of many units, run before, twice with the new tests, and at
 * green. What the gates make of the real reports is compared with the labels. Limit: no false `assertion`, no false
 * `green`.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { suiteGreen } from "../src/tdd/gates/green-gate.ts";
import { agreed, redClass } from "../src/tdd/red-class.ts";
import { statuses } from "../src/tdd/suite.ts";
import type { TestReport } from "../src/tdd/test-report.ts";
import type { TestRunner } from "../src/tdd/test-runner.ts";
import { createSandbox } from "../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../src/workspace/sandbox-availability.ts";
import { detectRunner } from "../src/workspace/test-runners.ts";
import { goGround } from "./gates/go-snapshots.ts";
import { javascriptGrounds } from "./gates/javascript-snapshots.ts";
import { pythonGround } from "./gates/python-snapshots.ts";
import { rustGround } from "./gates/rust-snapshots.ts";
import type { Ground, Snapshot } from "./gates/snapshot.ts";

export const grounds: readonly Ground[] = [...javascriptGrounds, pythonGround, goGround, rustGround];

/** One judgement: what was expected and what the gates said. */
export type Judged = {
  readonly does: string;
  readonly gate: "red" | "green";
  readonly label: string;
  readonly said: string;
};

/** All runners; `skipped` are those whose toolchain is not here. */
export async function gateCorpus(): Promise<object> {
  const runners: Record<string, object> = {};
  const all: Judged[] = [];
  const skipped: string[] = [];
  for (const ground of grounds) {
    const judged = await judgeGround(ground);
    if (judged === null) skipped.push(ground.name);
    else {
      all.push(...judged);
      runners[ground.name] = accuracy(judged);
    }
  }
  return { snapshots: all.length, skipped, all: accuracy(all), runners };
}

/** Right answers per label, the wrong ones in full, and how often a label was given where it does not belong. */
function accuracy(judged: readonly Judged[]): object {
  const labels = [...new Set(judged.map(({ gate, label }) => `${gate} ${label}`))];
  const wrong = judged.filter(({ label, said }) => label !== said);
  const falsely = (gate: string, said: string) =>
    wrong.filter((one) => one.gate === gate && one.said === said).length;
  return {
    snapshots: judged.length,
    right: judged.length - wrong.length,
    falseAssertions: falsely("red", "assertion"),
    falseGreens: falsely("green", "green"),
    classes: Object.fromEntries(
      labels.map((name) => {
        const own = judged.filter(({ gate, label }) => `${gate} ${label}` === name);
        return [name, `${own.filter(({ label, said }) => label === said).length}/${own.length}`];
      }),
    ),
    wrong: wrong.map(({ does, gate, label, said }) => `${gate}, ${does}: ${said}, not ${label}`),
  };
}

/** `null` where the runner is not on this machine. */
export async function judgeGround(ground: Ground): Promise<readonly Judged[] | null> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-gates-"));
  try {
    const units = ground.snapshots.map((_, at) => `unit${at}`);
    const write = writer(directory);
    write(ground.base(units));
    if (ground.modules) symlinkSync(resolve("node_modules"), join(directory, "node_modules"));
    write(stage(ground, ({ before }) => ({ test: before })));
    const runner = await runnerOf(ground, directory);
    if (runner === null) return null;
    const run = () => runner.run({ kind: "all" });
    const before = await run();
    write(stage(ground, ({ after, also }) => ({ test: after, also })));
    const red = [await run(), await run()] as const;
    write(stage(ground, ({ after, late, code }) => ({ test: late ?? after, code })));
    const green = ground.snapshots.some((one) => one.green !== undefined) ? await run() : before;
    return ground.snapshots.flatMap((snapshot, at) =>
      judge(snapshot, { ground, unit: `unit${at}`, before, red, green }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Runs = {
  readonly ground: Ground;
  readonly unit: string;
  readonly before: TestReport;
  readonly red: readonly [TestReport, TestReport];
  readonly green: TestReport;
};

function judge(snapshot: Snapshot, { ground, unit, before, red, green }: Runs): readonly Judged[] {
  const of = (report: TestReport) => unitOf(report, ground.prefix(unit));
  const suite = { statuses: statuses(of(before)), flaky: new Set<string>() };
  const test = ground.id(unit);
  const [first, second] = red.map((report) =>
    redClass({ report: of(report), test, suite, ran: null, alone: false }),
  );
  const { does } = snapshot;
  const said = first === undefined || second === undefined ? "not-run" : agreed(first, second).class;
  const judged: Judged = { does, gate: "red", label: snapshot.red, said };
  if (snapshot.green === undefined) return [judged];
  const code = suiteGreen(of(green), suite, [test])[0]?.code ?? "green";
  return [judged, { does, gate: "green", label: snapshot.green, said: code }];
}

/** What a report says about one unit, as if nothing else had run. */
function unitOf(report: TestReport, prefix: string): TestReport {
  const own = (path: string) => path.startsWith(prefix) && !/^\d/.test(path.slice(prefix.length));
  const outcomes = report.outcomes.filter(({ id }) => own(id));
  const loadFailures = report.loadFailures.filter(({ path }) => own(path));
  const others = report.loadFailures.length > loadFailures.length;
  return { complete: report.complete || others, outcomes, loadFailures };
}

type Texts = {
  readonly test: string;
  readonly also?: string | undefined;
  readonly code?: string | undefined;
};

/** Files of all units; a second test file that is not asked for is empty of tests. */
function stage(
  ground: Ground,
  textsOf: (snapshot: Snapshot) => Texts,
): Readonly<Record<string, string | null>> {
  const files = ground.snapshots.flatMap((snapshot, at) => {
    const unit = `unit${at}`;
    const paths = ground.paths(unit);
    const { test, also, code } = textsOf(snapshot);
    const fill = (text: string) => text.replaceAll("UNIT", unit);
    return [
      [paths.test, fill(test)],
      [paths.code, fill(code ?? ground.code)],
      [paths.also, also === undefined ? null : fill(also)],
    ] as const;
  });
  return Object.fromEntries(files);
}

function writer(directory: string) {
  return (files: Readonly<Record<string, string | null>>): void => {
    for (const [path, text] of Object.entries(files)) {
      const full = join(directory, path);
      if (text === null) rmSync(full, { force: true });
      else {
        mkdirSync(dirname(full), { recursive: true });
        writeFileSync(full, text);
      }
    }
  };
}

async function runnerOf(ground: Ground, directory: string): Promise<TestRunner | null> {
  const available = (await sandboxAvailability()).kind === "available";
  const units = ground.snapshots.map((_, at) => `unit${at}`);
  const base = ground.base(units);
  const texts: Readonly<Record<string, string>> = base;
  const found = await detectRunner({
    sandbox: createSandbox({ mode: available ? "bubblewrap" : "off" }),
    ...{ directory, node: process.execPath, timeoutMs: 300_000 },
    files: [...Object.keys(base), ...units.map((unit) => ground.paths(unit).test)],
    read: async (path) => texts[path] ?? null,
  });
  return found.kind === "refused" ? null : found.value.runner;
}
