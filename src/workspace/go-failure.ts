import type { FailureClass, LoadFailure } from "../tdd/test-report.ts";

/**
 * Go has no assertions: a test fails by logging an error, which the testing package prefixes with file and line. It is
 * an assertion only when a line of a test file logged it and nothing panicked.
 */
export function goFailureClass(lines: readonly string[]): FailureClass {
  const text = lines.join("\n");
  if (/^panic: test timed out/m.test(text)) return "timeout";
  if (/^(panic: |fatal error: |\s+panic: )/m.test(text)) return "unknown";
  return lines.some((line) => /^\s+\S+_test\.go:\d+: /.test(line)) ? "assertion" : "unknown";
}

/** What a failed test logged, without what it printed. */
export function goMessage(lines: readonly string[]): string {
  const panic = lines.find((line) => /^(panic|fatal error): /.test(line));
  if (panic !== undefined) return panic;
  const from = lines.findIndex((line) => /^\s+\S+\.go:\d+: /.test(line));
  return lines
    .slice(Math.max(from, 0))
    .map((line) => line.replace(/^\s+(?=\S+\.go:\d+: )/, "").replace(/^(\S+\.go):\d+:/, "$1:"))
    .join("\n");
}

type Compiler = { readonly file: string; readonly text: string };

/**
 * Why packages did not build, from the compiler's lines (`cart/cart_test.go:3:28: undefined: Total`). A missing name is
 * one only when a test file names it and nothing else is wrong with the package. `module` is the path of go.mod.
 */
export function goBuildFailure(path: string, output: string, module: string | null): LoadFailure {
  const errors = [...output.matchAll(/^(?:vet: )?(\S+\.go):\d+(?::\d+)?: (.*)$/gm)].map(
    ([, file = "", text = ""]): Compiler => ({ file, text }),
  );
  const message =
    errors.length === 0 ? output : errors.map(({ file, text }) => `${file}: ${text}`).join("\n");
  const real = errors.filter(
    ({ text }) => text !== "too many errors" && !/ declared and not used|imported and not used/.test(text),
  );
  const names = real.map(({ file, text }) => (file.endsWith("_test.go") ? missingName(text, module) : null));
  const [symbol] = names;
  if (symbol != null && names.every((name) => name !== null))
    return { path, failure: "missing-symbol", symbol, message };
  const syntax = errors.some(({ text }) => /syntax error|expected |literal not terminated/.test(text));
  const setup =
    /no required module provides package|is not in (?:std|GOROOT)|missing go\.sum entry|cannot find module/.test(
      output,
    );
  return { path, failure: syntax ? "syntax" : setup ? "setup" : "unknown", symbol: null, message };
}

/** cmd/compile's words for a name that is not there (types2). */
const missing: readonly RegExp[] = [
  /^undefined: (?:\w+\.)*(\w+)/,
  /\.(\w+) undefined \(type .* has no field or method/,
  /^unknown field (\w+) in struct literal/,
  /^(?:too many|not enough) arguments in call to (?:\w+\.)*(\w+)/,
  /^name (\w+) not exported by package/,
  /\(missing method (\w+)\)/,
];

function missingName(text: string, module: string | null): string | null {
  const inner = /^no required module provides package ([^\s;]+)/.exec(text)?.[1] ?? null;
  if (inner !== null && module !== null && inner.startsWith(`${module}/`))
    return inner.slice(module.length + 1);
  return missing.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined) ?? null;
}
