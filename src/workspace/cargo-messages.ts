import { isAbsolute, relative } from "node:path";
import { z } from "zod";
import type { FailureClass, LoadFailure } from "../tdd/test-report.ts";

/** https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages */
const Target = z.object({ kind: z.array(z.string()), src_path: z.string() });
const Message = z.discriminatedUnion("reason", [
  z.object({
    reason: z.literal("compiler-artifact"),
    manifest_path: z.string(),
    target: Target,
    profile: z.object({ test: z.boolean() }),
    executable: z.string().nullable(),
  }),
  z.object({
    reason: z.literal("compiler-message"),
    target: Target,
    message: z.object({
      level: z.string(),
      message: z.string(),
      code: z.object({ code: z.string() }).nullable(),
      spans: z.array(
        z.object({
          file_name: z.string(),
          is_primary: z.boolean(),
          text: z.array(
            z.object({ text: z.string(), highlight_start: z.number(), highlight_end: z.number() }),
          ),
          label: z.string().nullable(),
        }),
      ),
    }),
  }),
  z.object({ reason: z.literal("build-finished"), success: z.boolean() }),
]);
type Message = z.infer<typeof Message>;
type Diagnostic = Extract<Message, { reason: "compiler-message" }>["message"];

/** A test binary: the source file that is its root (from the repository root), and its package's folder. */
export type CargoBinary = { readonly executable: string; readonly root: string; readonly manifest: string };

export type CargoBuild = {
  readonly finished: boolean;
  readonly binaries: readonly CargoBinary[];
  readonly failures: readonly LoadFailure[];
};

/** What `cargo build --tests --message-format=json` built, and why the rest did not build. */
export function readCargoBuild(text: string, directory: string): CargoBuild {
  const messages = text.split("\n").flatMap(messageIn);
  const path = (file: string) => (isAbsolute(file) ? relative(directory, file) : file);
  const broken = new Map<string, Diagnostic[]>();
  const binaries: CargoBinary[] = [];
  for (const one of messages) {
    if (one.reason === "compiler-artifact" && one.profile.test && one.executable !== null)
      binaries.push({
        executable: one.executable,
        root: path(one.target.src_path),
        manifest: one.manifest_path,
      });
    if (one.reason !== "compiler-message" || one.message.level !== "error") continue;
    if (one.message.spans.length === 0 && /^aborting due to/.test(one.message.message)) continue;
    const root = path(one.target.src_path);
    broken.set(root, [...(broken.get(root) ?? []), one.message]);
  }
  return {
    finished: messages.some(({ reason }) => reason === "build-finished"),
    binaries,
    failures: [...broken].map(([root, errors]) => failureOf(root, errors, path)),
  };
}

function messageIn(line: string): readonly Message[] {
  if (!line.startsWith("{")) return [];
  try {
    const parsed = Message.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}

/**
 * Codes of the error index for a name, field, argument or module that is not there, or not visible.
 * https://doc.rust-lang.org/error_codes/
 */
const missing = new Set(
  (
    "E0061 E0107 E0405 E0407 E0412 E0422 E0423 E0425 E0432 E0433 E0437 E0438 E0531 E0532 E0559 E0560 E0573 E0574 " +
    "E0576 E0583 E0599 E0603 E0609 E0610 E0616 E0624"
  ).split(" "),
);

function failureOf(root: string, errors: readonly Diagnostic[], path: (file: string) => string): LoadFailure {
  const [first] = errors;
  const at = path(primary(first)?.file_name ?? root);
  const message = errors
    .map((error) => `${path(primary(error)?.file_name ?? root)}: ${coded(error)}`)
    .join("\n");
  return { path: at, ...causeOf(errors), message };
}

function causeOf(errors: readonly Diagnostic[]): {
  readonly failure: FailureClass;
  readonly symbol: string | null;
} {
  const codes = errors.map(({ code }) => code?.code ?? null);
  if (codes.every((code) => code !== null && missing.has(code)))
    return { failure: "missing-symbol", symbol: symbolOf(errors[0]) };
  const plain = errors.some(({ code, spans }) => code === null && spans.length > 0);
  const store = errors.some(({ code }) => code?.code === "E0463");
  return { failure: plain ? "syntax" : store ? "setup" : "unknown", symbol: null };
}

/** ``no `total` in `cart` `` names it best; else the last quoted name, else the marked word. */
function symbolOf(error: Diagnostic | undefined): string | null {
  const span = primary(error);
  const label = /(?:no|could not find|not found in|unknown field) `([^`]+)`/.exec(span?.label ?? "")?.[1];
  const quoted = /`([^`]+)`/.exec(error?.message ?? "")?.[1];
  const line = span?.text[0];
  const marked = line?.text.slice(line.highlight_start - 1, line.highlight_end - 1);
  const name = label ?? quoted ?? marked ?? null;
  return (
    name
      ?.split("::")
      .at(-1)
      ?.replace(/[^\w].*$/, "") ?? null
  );
}

function primary(error: Diagnostic | undefined): Diagnostic["spans"][number] | undefined {
  return error?.spans.find(({ is_primary }) => is_primary);
}

function coded({ code, message }: Diagnostic): string {
  return code === null ? message : `${message} (${code.code})`;
}
