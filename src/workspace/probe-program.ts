import type { Attempt } from "./attempt.ts";

/**
 * These functions run inside the sandbox as their own source text, so they use nothing but each other. An attempt that
 * throws did not succeed. A write only opens the file, and what it makes it takes away again.
 */
function holds(path: string, needs: string | undefined): boolean {
  const fs = process.getBuiltinModule("node:fs");
  const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  const buffer = Buffer.alloc(65_536);
  const text = buffer.toString("latin1", 0, fs.readSync(fd, buffer, 0, buffer.length, 0));
  return needs === undefined || text.includes(needs);
}

function opens(path: string): boolean {
  const fs = process.getBuiltinModule("node:fs");
  const made = !fs.existsSync(path);
  fs.closeSync(fs.openSync(path, fs.constants.O_WRONLY | fs.constants.O_APPEND | fs.constants.O_CREAT));
  if (made) fs.unlinkSync(path);
  return true;
}

function links(from: string, path: string, hard: boolean): boolean {
  const fs = process.getBuiltinModule("node:fs");
  if (hard) fs.linkSync(from, path);
  else fs.symlinkSync(from, path);
  try {
    return holds(path, undefined);
  } finally {
    fs.unlinkSync(path);
  }
}

function connects(target: {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
}): Promise<boolean> {
  const net = process.getBuiltinModule("node:net");
  return new Promise((resolve) => {
    const where =
      target.path === undefined ? { host: target.host, port: target.port ?? 0 } : { path: target.path };
    const socket = net.connect({ ...where, timeout: 700 });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
  });
}

function prints(command: readonly string[], needs: string | undefined): boolean {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const args = ["-s", "KILL", "2", ...command];
  const ended = spawnSync("timeout", args, { encoding: "latin1", stdio: ["ignore", "pipe", "pipe"] });
  return needs === undefined ? ended.status === 0 : (ended.stdout ?? "").includes(needs);
}

async function succeeds(attempt: Attempt): Promise<boolean> {
  if (attempt.kind === "read") return holds(attempt.path, attempt.needs);
  if (attempt.kind === "list")
    return process.getBuiltinModule("node:fs").readdirSync(attempt.path).includes(attempt.needs);
  if (attempt.kind === "write") return opens(attempt.path);
  if (attempt.kind === "link") return links(attempt.from, attempt.path, attempt.hard);
  if (attempt.kind === "connect") return connects(attempt);
  if (attempt.kind === "signal") return process.kill(attempt.pid, 0);
  if (attempt.kind === "environment") return attempt.variable in process.env;
  return prints(attempt.command, attempt.needs);
}

async function tryAttempts(attempts: readonly Attempt[]): Promise<readonly string[]> {
  const escaped: string[] = [];
  for (const attempt of attempts) if (await succeeds(attempt).catch(() => false)) escaped.push(attempt.name);
  return escaped;
}

/** A module that tries the attempts and prints the names of those that succeeded as JSON, behind `mark`. */
export function probeSource(attempts: readonly Attempt[], mark: string): string {
  const parts = [holds, opens, links, connects, prints, succeeds, tryAttempts].map(String);
  const call = `${tryAttempts.name}(${JSON.stringify(attempts)})`;
  return [...parts, `console.log(${JSON.stringify(mark)} + JSON.stringify(await ${call}));`, ""].join("\n");
}
