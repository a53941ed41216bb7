import { isAbsolute, relative } from "node:path";
import type { FailureClass, TestId, TestOutcome, TestReport } from "../tdd/test-report.ts";
import { elementsNamed, readXml, type XmlElement } from "./junit-xml.ts";
import { plainMessage } from "./node-test-failure.ts";

/** `ids` are the tests that stand in the sources; a test case is one of them when exactly one of them fits its words. */
export type JunitRun = {
  readonly text: string;
  readonly directory: string;
  readonly timedOut: boolean;
  readonly ids: readonly TestId[];
};

/**
 * The report of a JUnit XML file (https://github.com/testmoapp/junitxml describes what runners write). Nothing beyond
 * the file is trusted, and it must be well formed to its end and agree with its own counts.
 */
export function junitReport(run: JunitRun): TestReport {
  const root = readXml(run.text.replace(/^\uFEFF/, ""));
  if (root === null || !/^testsuites?$/.test(root.name))
    return { complete: false, outcomes: [], loadFailures: [] };
  // Node writes the tests of no suite directly below the root.
  const suites = [...elementsNamed(root, "testsuite"), ...(root.name === "testsuites" ? [root] : [])];
  const cases = suites.flatMap((suite) =>
    suite.children.filter(({ name }) => name === "testcase").map((one) => ({ one, suite })),
  );
  return {
    complete: !run.timedOut && countsAgree(root),
    outcomes: cases.map(({ one, suite }) => outcomeOf(one, suite, run)),
    loadFailures: [],
  };
}

function countsAgree(root: XmlElement): boolean {
  return elementsNamed(root, "testsuite").every(({ attributes, children }) => {
    const own = children.filter(({ name }) => name === "testcase").length;
    const nested = children.some(({ name }) => name === "testsuite");
    return nested || attributes.tests === undefined || Number(attributes.tests) === own;
  });
}

function outcomeOf(one: XmlElement, suite: XmlElement, run: JunitRun): TestOutcome {
  const failed = one.children.find(({ name }) => name === "failure" || name === "error");
  const skipped = one.children.some(({ name }) => name === "skipped");
  const text = failed === undefined ? "" : [failed.attributes.message ?? "", failed.text].join("\n").trim();
  const seconds = Number(one.attributes.time ?? 0);
  return {
    id: idOf(one, suite, run),
    status: failed !== undefined ? "failed" : skipped ? "skipped" : "passed",
    failure: failed === undefined ? null : classOf(failed, text),
    message: plainMessage(text, run.directory),
    milliseconds: Number.isFinite(seconds) ? seconds * 1000 : 0,
  };
}

function idOf(one: XmlElement, suite: XmlElement, run: JunitRun): TestId {
  const {
    name = "",
    classname = "",
    file = suite.attributes.file ?? suite.attributes.filepath ?? "",
  } = one.attributes;
  const path = isAbsolute(file) ? relative(run.directory, file) : file.replace(/^\.\//, "");
  const words = [name, `${classname} ${name}`, `${suite.attributes.name ?? ""} ${name}`];
  const fitting = run.ids.filter((id) => {
    const [from, ...titles] = id.split(" > ");
    return (path === "" || from === path) && words.some((said) => said === titles.join(" "));
  });
  const alone = fitting.length > 0 ? fitting : run.ids.filter((id) => id.endsWith(` > ${name}`));
  const [only, ...more] = [...new Set(alone)];
  if (only !== undefined && more.length === 0) return only;
  return [path || classname || suite.attributes.name || "junit", name].join(" > ");
}

/** `failure` is what runners write for an assertion, `error` for all else; the error's own type has the last word. */
function classOf(failed: XmlElement, text: string): FailureClass {
  const type = `${failed.attributes.type ?? ""} ${text.split("\n")[0] ?? ""}`;
  if (/SyntaxError|ParseError/.test(type)) return "syntax";
  if (
    /ReferenceError|NameError|NoMethodError|NoSuchMethodError|UndefinedFunctionError|ClassNotFoundException|Call to undefined/.test(
      type,
    )
  )
    return "missing-symbol";
  if (/[Tt]ime(d )?out/.test(type)) return "timeout";
  const known = /Assert|ExpectationNotMet|ComparisonFailure|ExpectationFailed|MultipleFailures/.test(type);
  return known && failed.name === "failure" ? "assertion" : "unknown";
}
