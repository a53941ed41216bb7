import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the file that carries the secrets over to the process that takes this one's place. */
const carrier = "PAWL_CARRIED";

/**
 * A process can read its own first environment in /proc/self/environ for as long as it lives, whatever it does to
 * `process.env`; and so can others of the same user. So a process that was given secrets there is replaced (execve,
 * the same process id) by one whose environment never held them; they cross in a file that only this user can read and
 * that is gone before anything else starts. Answers the environment to go on with, secrets included.
 */
export function hideSecrets(names: readonly string[]): Readonly<Record<string, string | undefined>> {
  const { env } = process;
  const path = env[carrier];
  if (path !== undefined) return { ...env, ...carried(path) };
  const secret = Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  if (
    Object.keys(secret).length === 0 ||
    process.platform !== "linux" ||
    typeof process.execve !== "function"
  )
    return env;
  const file = join(env.RUNNER_TEMP ?? tmpdir(), `pawl-${randomUUID()}`);
  writeFileSync(file, JSON.stringify(secret), { mode: 0o600, flag: "wx" });
  const plain = Object.entries(env).filter(([name]) => !(name in secret));
  // The only warning there is here says that execve is new.
  const args = [
    process.execPath,
    "--disable-warning=ExperimentalWarning",
    ...process.execArgv,
    ...process.argv.slice(1),
  ];
  process.removeAllListeners("warning");
  process.execve(process.execPath, args, {
    ...Object.fromEntries(plain.map(([name, value]) => [name, value ?? ""])),
    [carrier]: file,
  });
  return env;
}

function carried(path: string): Readonly<Record<string, string>> {
  delete process.env[carrier];
  const read: unknown = JSON.parse(readFileSync(path, "utf8"));
  rmSync(path);
  if (typeof read !== "object" || read === null) return {};
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, String(value)]));
}
