import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bubblewrapArguments, sandboxHome } from "./bubblewrap-arguments.ts";
import { type ProcessResult, runProcess } from "./process.ts";
import { type Machine, readMachine } from "./sandbox-machine.ts";

/**
 * One command inside the sandbox. All paths are absolute paths of the machine and keep their place inside.
 * `cwd` is the workspace; it can be read, and written when it is among `writable` (its `.git` never).
 */
type SandboxOptions = {
  readonly cwd: string;
  readonly writable: readonly string[];
  readonly readOnly?: readonly string[];
  /** Added to PATH, HOME, TMPDIR, LANG and NO_COLOR, which are all there is otherwise. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly stdin?: string | Uint8Array;
  readonly outputLimit?: number;
};

/** Where every process runs that executes code of a repository or of a model: no network, no secrets, nothing left. */
export interface Sandbox {
  readonly mode: "bubblewrap" | "off";
  run(command: readonly string[], options: SandboxOptions): Promise<ProcessResult>;
}

/**
 * Limits of one command: open processes and threads, bytes of one file, bytes of each temporary folder, open files, bytes
 * of memory that one process may fill (RLIMIT_DATA: address space that is only reserved does not count).
 */
const sandboxLimits = {
  processes: 4096,
  fileBytes: 512 * 1024 * 1024,
  temporaryBytes: 1024 * 1024 * 1024,
  openFiles: 16_384,
  dataBytes: 8 * 1024 * 1024 * 1024,
} as const;

/**
 * `off` starts the command as it is, with an empty environment but without walls: only for the demo with its scripted
 * driver, and where a person asked for it by `dangerously-disable-sandbox`. Ask sandboxAvailability first: a sandbox
 * that cannot start answers every command with the status and message of bubblewrap.
 */
export function createSandbox(options: {
  readonly mode: "bubblewrap" | "off";
  /** A folder of unix sockets that the repository's own set-up opened ($PAWL_SERVICES); shown where it exists. */
  readonly services?: string | null;
}): Sandbox {
  const machine = readMachine();
  const inside = options.mode === "bubblewrap";
  const services = options.services && existsSync(options.services) ? realpathSync(options.services) : null;
  return {
    mode: options.mode,
    run: (command, asked) => {
      const run = services === null ? asked : withServices(asked, services);
      const env = environment(machine, inside ? sandboxHome : tmpdir(), inside, run.env ?? {});
      const limited = [...limits(machine, inside), ...command];
      const full = inside
        ? [machine.bubblewrap ?? "bwrap", ...planned(machine, run, env), ...limited]
        : limited;
      return runProcess(full, { ...run, env: inside ? {} : env });
    },
  };
}

/** A socket can be connected to through a read-only bind; nothing can be put beside it. */
function withServices(run: SandboxOptions, services: string): SandboxOptions {
  const readOnly = [...(run.readOnly ?? []), services];
  return { ...run, readOnly, env: { ...run.env, PAWL_SERVICES: services } };
}

function environment(
  machine: Machine,
  home: string,
  inside: boolean,
  extra: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    PATH: machine.path,
    HOME: home,
    TMPDIR: inside ? "/tmp" : tmpdir(),
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    ...extra,
  };
}

/** The number of processes is counted per user, so without an own user namespace it would count everything else too. */
function limits(machine: Machine, inside: boolean): readonly string[] {
  if (machine.prlimit === null) return [];
  const { processes, fileBytes, openFiles, dataBytes } = sandboxLimits;
  const own = inside ? [`--nproc=${processes}`, `--data=${dataBytes}`] : [];
  return [machine.prlimit, ...own, `--fsize=${fileBytes}`, `--nofile=${openFiles}`, "--core=0", "--"];
}

function planned(
  machine: Machine,
  run: SandboxOptions,
  env: Readonly<Record<string, string>>,
): readonly string[] {
  const cwd = realpathSync(run.cwd);
  const writable = run.writable.map((path) => realpathSync(path));
  return bubblewrapArguments({
    cwd,
    writable,
    readOnly: [...(run.readOnly ?? []), dirname(realpathSync(process.execPath))],
    system: machine.system,
    links: machine.links,
    locked: [...new Set([cwd, ...writable])]
      .map((path) => join(path, ".git"))
      .filter((path) => existsSync(path)),
    lockedProc: machine.lockedProc,
    maskedProc: machine.maskedProc,
    env,
    temporaryBytes: sandboxLimits.temporaryBytes,
    disableUserNamespaces: machine.disableUserNamespaces,
  });
}
