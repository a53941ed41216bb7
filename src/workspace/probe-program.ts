import type { Attempt } from "./probe-attempts.ts";

/**
 * Runs inside the sandbox, as its own source text, so it must not use anything outside itself. Answers the names of
 * the attempts that succeeded. A write only opens the file, and what it makes it takes away again.
 */
export async function tryAttempts(attempts: readonly Attempt[]): Promise<readonly string[]> {
  const fs = process.getBuiltinModule("node:fs");
  const net = process.getBuiltinModule("node:net");
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const holds = (path: string, needs: string | undefined) => {
    const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const buffer = Buffer.alloc(65_536);
    const text = buffer.toString("latin1", 0, fs.readSync(fd, buffer, 0, buffer.length, 0));
    return needs === undefined || text.includes(needs);
  };
  const opens = (path: string) => {
    const made = !fs.existsSync(path);
    fs.closeSync(fs.openSync(path, fs.constants.O_WRONLY | fs.constants.O_APPEND | fs.constants.O_CREAT));
    if (made) fs.unlinkSync(path);
    return true;
  };
  const links = ({ from, path, hard }: Extract<Attempt, { kind: "link" }>) => {
    if (hard) fs.linkSync(from, path);
    else fs.symlinkSync(from, path);
    try {
      return holds(path, undefined);
    } finally {
      fs.unlinkSync(path);
    }
  };
  const connects = (target: { host?: string; port?: number; path?: string }) =>
    new Promise<boolean>((resolve) => {
      const options =
        target.path === undefined ? { host: target.host, port: target.port ?? 0 } : { path: target.path };
      const socket = net.connect({ ...options, timeout: 700 });
      const end = (reached: boolean) => () => {
        socket.destroy();
        resolve(reached);
      };
      socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
    });
  const prints = (command: readonly string[], needs: string | undefined) => {
    const args = ["-s", "KILL", "2", ...command];
    const ended = spawnSync("timeout", args, { encoding: "latin1", stdio: ["ignore", "pipe", "pipe"] });
    return needs === undefined ? ended.status === 0 : (ended.stdout ?? "").includes(needs);
  };
  const escapes = (attempt: Attempt): boolean | Promise<boolean> => {
    if (attempt.kind === "read") return holds(attempt.path, attempt.needs);
    if (attempt.kind === "list") return fs.readdirSync(attempt.path).includes(attempt.needs);
    if (attempt.kind === "write") return opens(attempt.path);
    if (attempt.kind === "link") return links(attempt);
    if (attempt.kind === "connect") return connects(attempt);
    if (attempt.kind === "signal") return process.kill(attempt.pid, 0);
    if (attempt.kind === "environment") return attempt.variable in process.env;
    return prints(attempt.command, attempt.needs);
  };
  const escaped: string[] = [];
  for (const attempt of attempts) {
    const succeeded = await Promise.resolve(attempt)
      .then(escapes)
      .catch(() => false);
    if (succeeded) escaped.push(attempt.name);
  }
  return escaped;
}

/** A module that tries the attempts and prints the names of those that succeeded as JSON, behind `mark`. */
export function probeSource(attempts: readonly Attempt[], mark: string): string {
  const call = `(${tryAttempts.toString()})(${JSON.stringify(attempts)})`;
  return `console.log(${JSON.stringify(mark)} + JSON.stringify(await ${call}));\n`;
}
