import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FailureClass } from "../tdd/test-report.ts";

/**
 * The id of a test that libtest calls `cart::tests::adds` in the crate whose root file is `root`: the file of the
 * module it stands in, modules inside that file, and its function (`src/cart.rs > tests > adds`).
 * https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames
 */
export function cargoTestId(root: string, name: string, exists: (path: string) => boolean): string {
  const modules = name.split("::");
  const test = modules.pop() ?? name;
  let path = root;
  let folder = dirname(root);
  let inside: string[] = [];
  for (const module of modules) {
    folder = join(folder, module);
    const file = [`${folder}.rs`, join(folder, "mod.rs")].find((candidate) => exists(candidate));
    if (file !== undefined && inside.length === 0) path = file;
    else inside = [...inside, module];
  }
  return [path, ...inside, test].join(" > ");
}

export type Panic = {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

/** The last panic in what a test wrote (the words of Rust 1.73 and later, then those before). */
export function lastPanic(output: string): Panic | null {
  const found = [...output.matchAll(/^thread '.*' (?:\(\d+\) )?panicked at (.+?):(\d+):(\d+):\n/gm)].at(-1);
  if (found !== undefined) {
    const rest = output.slice(found.index + found[0].length);
    const message = rest.split(/\nnote: |\nstack backtrace:/)[0] ?? "";
    return {
      path: found[1] ?? "",
      line: Number(found[2]),
      column: Number(found[3]),
      message: message.trim(),
    };
  }
  const old = [...output.matchAll(/^thread '.*' panicked at '([\s\S]*?)', (\S+):(\d+):(\d+)$/gm)].at(-1);
  if (old === undefined) return null;
  return { path: old[2] ?? "", line: Number(old[3]), column: Number(old[4]), message: old[1] ?? "" };
}

/**
 * Why a test failed. A panic is an assertion only when an assert macro of test code stands at its place, whatever its
 * message says; a test that should have panicked and did not is one too.
 */
export function cargoFailureClass(output: string, directory: string): FailureClass {
  if (/^note: (test did not panic as expected|panic did not contain expected string)/m.test(output))
    return "assertion";
  const panic = lastPanic(output);
  if (panic === null) return "unknown";
  const full = join(directory, panic.path);
  if (!existsSync(full)) return "unknown";
  const lines = readFileSync(full, "utf8").split("\n");
  const place = [...(lines[panic.line - 1] ?? "")].slice(panic.column - 1).join("");
  const production = /(^|\/)src\//.test(panic.path) && !/(^|\/)(tests|\w+_tests?)\.rs$/.test(panic.path);
  const tested = lines.slice(0, panic.line).some((line) => /^\s*#\[cfg\((?:test|all\(test\b)/.test(line));
  return /^(?:\w+::)*(?:debug_)?assert\w*!/.test(place) && (!production || tested) ? "assertion" : "unknown";
}

/** The panic's message, else what was written last. */
export function cargoMessage(output: string): string {
  return lastPanic(output)?.message || output.trim().split("\n").slice(-6).join("\n");
}
