import { isJavascript } from "../syntax-tree.ts";
import { some } from "../violation.ts";
import type { Collected, TestChanges } from "./new-tests.ts";
import { type Doubt, unproved, violated } from "./proof.ts";

/**
 * Doubts that the collected tests alone give: lost in the source, skipped, focused, asserting less than before, or
 * expecting something else. In every kind of commit a test that was there stays as strong as it was. For JavaScript
 * the cheat gate compares assertions one by one; elsewhere their bodies are compared here.
 */
export function testDoubts(collected: Collected, { moved, changed }: TestChanges): readonly Doubt[] {
  const now = new Set(collected.after.map(({ id }) => id));
  const lost = collected.before.filter(({ id, skipped }) => !skipped && !now.has(id) && !moved.has(id));
  const off = changed.filter(({ before, after }) => after.skipped && !before.skipped);
  const focused = collected.after.filter((test) => test.focused && !wasFocused(collected, test.id));
  const others = changed.filter(({ after }) => !isJavascript(after.id.split(" > ")[0] ?? ""));
  const weaker = changed.filter(({ before, after }) => after.assertions < before.assertions);
  const looser = others.filter(({ before, after }) => exactness(after.body) < exactness(before.body));
  const caught = others.filter(({ before, after }) => handlers(after.body) > handlers(before.body));
  const other = others.filter(({ before, after }) => !covers(literals(after.body), literals(before.body)));
  return [
    ...told("test-lost", ids(lost), "is gone."),
    ...told("test-skipped", ids(off.map(({ after }) => after)), "is skipped now."),
    ...told("test-focused", ids(focused), "runs alone (only), so that others do not."),
    ...told(
      "test-weakened",
      ids([...weaker, ...looser].map(({ after }) => after)),
      "asserts less than before.",
    ),
    ...told("swallowed-assertion", ids(caught.map(({ after }) => after)), "now handles its own failures."),
    ...ids(other.map(({ after }) => after)).map((id) =>
      unproved("expectation-changed", `${id} no longer expects what it did.`),
    ),
  ];
}

function ids(tests: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(tests.map(({ id }) => id))];
}

function exactness(body: string): number {
  return body.match(/==|!=|\bassert_(?:eq|ne)\b|Equal\b/g)?.length ?? 0;
}

function handlers(body: string): number {
  return body.match(/\bexcept\b|\brecover\s*\(|\bcatch_unwind\b|contextlib\s*\.\s*suppress/g)?.length ?? 0;
}

function literals(body: string): ReadonlySet<string> {
  return new Set(body.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\b\d+(?:\.\d+)?\b/g) ?? []);
}

function covers(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

function wasFocused({ before }: Collected, id: string): boolean {
  return before.some((test) => test.id === id && test.focused);
}

function told(code: string, ids: readonly string[], text: string): readonly Doubt[] {
  return ids.length === 0 ? [] : [violated(code, `${some(ids)} ${text}`)];
}
