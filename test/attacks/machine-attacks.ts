/** What model-written code and the model's own tools try on the machine they run on. */
import { randomUUID } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attempt } from "../../src/workspace/attempt.ts";
import { tryOut } from "../../src/workspace/probe.ts";
import { probeAttempts } from "../../src/workspace/probe-attempts.ts";
import { type StakedGround, stakeGround } from "../../src/workspace/probe-ground.ts";
import { createSandbox } from "../../src/workspace/sandbox.ts";
import { createTools } from "../../src/workspace/tools.ts";
import { fakeRunner } from "../tdd/fake-runner.ts";
import type { Attack } from "./attack.ts";

/** Only attempts on ground of our own: the same are made without walls, and must do this machine no harm. */
function harmless(attempts: readonly Attempt[], { ground }: StakedGround): readonly Attempt[] {
  const { workspace, outside, pid, tcpPort, socket } = ground;
  const own = (text: string) => text.startsWith(workspace) || text.startsWith(outside);
  return attempts.filter((attempt) => {
    if (attempt.kind === "read") return own(attempt.path) || attempt.path.includes(`/proc/${pid}/`);
    if (attempt.kind === "write") return own(attempt.path);
    if (attempt.kind === "connect")
      return (attempt.port === tcpPort && attempt.host === "127.0.0.1") || attempt.path === socket;
    return attempt.kind === "link" || attempt.kind === "list" || attempt.kind === "signal";
  });
}

/** All attempts in one process, as one test file of the model could make them. Answers the names that got through. */
export async function breakOut(
  defended: boolean,
): Promise<{ readonly tried: readonly string[]; readonly through: ReadonlySet<string> }> {
  const staked = await stakeGround(randomUUID(), []);
  try {
    const attempts = harmless(probeAttempts(staked.ground), staked);
    const sandbox = createSandbox({ mode: defended ? "bubblewrap" : "off" });
    const { escaped } = await tryOut(sandbox, staked, attempts);
    return { tried: attempts.map(({ name }) => name), through: new Set(escaped) };
  } finally {
    await staked.clear();
  }
}

/** Calls of the model's tools that ask for more than the workspace. A canary outside or in `.git` must stay unseen and unchanged. */
const calls: readonly (readonly [
  string,
  (path: {
    readonly outside: string;
    readonly link: string;
  }) => readonly [kind: "read" | "write", path: string],
])[] = [
  ["read a file beside the workspace", () => ["read", "../canary"]],
  ["read by an absolute path", ({ outside }) => ["read", outside]],
  ["read through a link", ({ link }) => ["read", link]],
  ["read git's own files", () => ["read", ".git/canary"]],
  ["read git's own files in capitals", () => ["read", ".GIT/../.git/canary"]],
  ["write beside the workspace", () => ["write", "../canary"]],
  ["write by an absolute path", ({ outside }) => ["write", outside]],
  ["write through a link", ({ link }) => ["write", link]],
  ["write git's hooks", () => ["write", ".git/canary"]],
];

/** Without the rules and the sandbox a tool would do what it is asked, as the file system of this process does. */
async function toolReaches([, call]: (typeof calls)[number], defended: boolean): Promise<boolean> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pawl-tool-")));
  const directory = join(folder, "workspace");
  mkdirSync(join(directory, ".git"), { recursive: true });
  const canary = `canary-${randomUUID()}`;
  for (const path of [join(folder, "canary"), join(directory, ".git/canary")]) writeFileSync(path, canary);
  symlinkSync("../canary", join(directory, "link"));
  const [kind, path] = call({ outside: join(folder, "canary"), link: "link" });
  const target = path.startsWith("/") ? path : join(directory, path);
  try {
    let seen = "";
    if (!defended && kind === "read") seen = readFileSync(target, "utf8");
    else if (!defended) writeFileSync(target, "changed");
    else {
      const runner = fakeRunner(new Map());
      const tools = createTools({ sandbox: createSandbox({ mode: "bubblewrap" }), directory, runner });
      seen = (await (kind === "read" ? tools.readFile(path) : tools.writeFile(path, "changed"))).text;
    }
    const now = [join(folder, "canary"), join(directory, ".git/canary")].map((file) =>
      readFileSync(file, "utf8"),
    );
    return seen.includes(canary) || now.some((text) => text !== canary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const toolAttacks: readonly Attack[] = calls.map((call) => ({
  name: call[0],
  defence: "tool paths",
  escapes: (defended) => toolReaches(call, defended),
}));
