import { dirname, isAbsolute, join, relative } from "node:path";
import type { FailureClass } from "../tdd/test-report.ts";
import type { RecordedFailure } from "./node-test-records.ts";

/** Why a test failed, from the runner's own failure type first, the error's class second, its message third. */
export function classOfFailure(failure: RecordedFailure): FailureClass {
  const known = ofRunner.get(failure.type);
  if (known !== undefined) return known;
  if (failure.type === "cancelledByParent")
    return /still pending/.test(failure.message) ? "timeout" : "setup";
  if (failure.code === "ERR_ASSERTION" || failure.name.startsWith("AssertionError")) return "assertion";
  const found = missingName(`${failure.name}: ${failure.message}`);
  if (found !== null) return "missing-symbol";
  const module = missingModule(failure.message);
  if (module !== null) return isLocal(module.specifier) ? "missing-symbol" : "setup";
  return failure.name.startsWith("SyntaxError") && !ofValues.test(failure.message) ? "syntax" : "unknown";
}

/** A SyntaxError of the values a test works with, not of its code: JSON.parse, RegExp, BigInt. */
const ofValues = /\bJSON\b|Invalid regular expression|to a BigInt/;

/** https://nodejs.org/api/test.html: `failureType` of a failed test. */
const ofRunner: ReadonlyMap<string, FailureClass> = new Map([
  ["hookFailed", "setup"],
  ["testTimeoutFailure", "timeout"],
  ["uncaughtException", "crash"],
  ["unhandledRejection", "crash"],
  ["testAborted", "crash"],
]);

export type LoadCause = {
  readonly failure: FailureClass;
  readonly symbol: string | null;
  readonly message: string;
};

/**
 * Why a file did not load, from what Node printed. A missing module inside `directory` is a missing symbol named by
 * its path from there; a missing package is the environment's fault.
 */
export function causeOfLoadFailure(errors: string, directory: string): LoadCause {
  const message = plainMessage(uncaught(errors), directory);
  const exported = /does not provide an export named '([^']+)'/.exec(errors);
  if (exported?.[1] !== undefined) return { failure: "missing-symbol", symbol: exported[1], message };
  const module = missingModule(errors);
  if (module !== null) {
    const path = pathInside(module, directory);
    return path === null
      ? { failure: "setup", symbol: module.specifier, message }
      : { failure: "missing-symbol", symbol: path, message };
  }
  const name = missingName(uncaught(errors));
  if (name !== null) return { failure: "missing-symbol", symbol: name, message };
  return { failure: /^SyntaxError\b/m.test(errors) ? "syntax" : "unknown", symbol: null, message };
}

/** A message without colours, paths of this machine and times; at most 12 lines. */
export function plainMessage(text: string, directory: string): string {
  return text
    .replace(/\p{Cc}\[[0-9;]*m/gu, "")
    .replaceAll(`file://${directory}/`, "")
    .replaceAll(`${directory}/`, "")
    .replace(/\b\d+(\.\d+)?\s?ms\b/g, "<time>")
    .split("\n")
    .map((line) => line.trimEnd())
    .slice(0, 12)
    .join("\n")
    .trim()
    .slice(0, 2000);
}

/** The last error that Node printed at the start of a line, without its stack. */
function uncaught(errors: string): string {
  const starts = [...errors.matchAll(/^(?:Uncaught )?[A-Z]\w*(?: \[\w+\])?: /gm)];
  const said = errors.slice(starts.at(-1)?.index ?? 0);
  const stack = said.search(/\n\s+at /);
  return stack === -1 ? said : said.slice(0, stack);
}

function missingName(text: string): string | null {
  const reference = /^ReferenceError: (\S+) is not defined/m.exec(text);
  const callable = /^TypeError: (.+?) is not a (?:function|constructor)\b/m.exec(text);
  const exported = /does not provide an export named '([^']+)'/.exec(text);
  return reference?.[1] ?? callable?.[1] ?? exported?.[1] ?? null;
}

type MissingModule = { readonly specifier: string; readonly importer: string | null };

function missingModule(text: string): MissingModule | null {
  const found =
    /Cannot find (?:module|package) '([^']+)'(?: imported from (\S+)|\nRequire stack:\n- (\S+))?/.exec(text);
  if (found?.[1] === undefined) return null;
  return { specifier: found[1].replace(/^file:\/\//, ""), importer: found[2] ?? found[3] ?? null };
}

function isLocal(specifier: string): boolean {
  return isAbsolute(specifier) || /^\.{1,2}\//.test(specifier);
}

function pathInside({ specifier, importer }: MissingModule, directory: string): string | null {
  if (!isLocal(specifier)) return null;
  const full = isAbsolute(specifier) ? specifier : join(dirname(importer ?? directory), specifier);
  const path = relative(directory, full);
  return path.startsWith("..") || path.split("/").includes("node_modules") ? null : path;
}
