/** What the sandbox needs to know of this machine, read once: which system paths exist and what bubblewrap can do. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export type Machine = {
  readonly bubblewrap: string | null;
  readonly version: string | null;
  readonly disableUserNamespaces: boolean;
  readonly prlimit: string | null;
  readonly path: string;
  readonly system: readonly string[];
  readonly links: readonly { readonly path: string; readonly target: string }[];
  readonly lockedProc: readonly string[];
  readonly maskedProc: readonly string[];
};

const systemFolders = ["/usr", "/opt"];
const rootFolders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

/** Of /etc only what programs need to start, resolve names of users and check certificates: no host names, no secrets. */
const configuration = [
  "alternatives",
  "ca-certificates",
  "group",
  "java-17-openjdk",
  "java-21-openjdk",
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "localtime",
  "mime.types",
  "nsswitch.conf",
  "os-release",
  "passwd",
  "pki/tls/certs",
  "python3",
  "ssl/certs",
  "ssl/openssl.cnf",
].map((name) => `/etc/${name}`);

const lockedProc = ["/proc/sys", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/acpi", "/proc/scsi"];
const maskedProc = [
  "/proc/sysrq-trigger",
  "/proc/kcore",
  "/proc/keys",
  "/proc/kmsg",
  "/proc/latency_stats",
  "/proc/sched_debug",
  "/proc/timer_list",
];

let known: Machine | null = null;

export function readMachine(): Machine {
  known ??= read();
  return known;
}

function read(): Machine {
  const folders = searchPath();
  const bubblewrap = find("bwrap", folders);
  const version = bubblewrap === null ? null : versionOf(bubblewrap);
  const roots = rootFolders.filter((path) => existsSync(path));
  return {
    bubblewrap,
    version,
    disableUserNamespaces: version !== null && atLeast(version, 0, 8),
    prlimit: find("prlimit", ["/usr/bin", "/bin"]),
    path: folders.join(delimiter),
    system: [...systemFolders, ...roots.filter((path) => !isLink(path)), ...configuration].filter((path) =>
      existsSync(path),
    ),
    links: roots.filter(isLink).map((path) => ({ path, target: readlinkSync(path) })),
    lockedProc: lockedProc.filter((path) => existsSync(path)),
    maskedProc: maskedProc.filter((path) => existsSync(path)),
  };
}

/** Our own Node first, then the folders of PATH that the sandbox shows. */
function searchPath(): readonly string[] {
  const shown = (process.env.PATH ?? "").split(delimiter).filter((folder) => /^\/(usr|opt)\//.test(folder));
  const node = dirname(realpathSync(process.execPath));
  return [...new Set([node, ...shown, "/usr/local/bin", "/usr/bin", "/bin"])];
}

function find(name: string, folders: readonly string[]): string | null {
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink();
}

/** A bubblewrap that cannot even say its version counts as none. The one synchronous start: it happens once, at the start. */
function versionOf(bubblewrap: string): string | null {
  try {
    const said = execFileSync(bubblewrap, ["--version"], { env: {}, encoding: "utf8", timeout: 5000 });
    return /(\d+)\.(\d+)/.exec(said)?.[0] ?? null;
  } catch {
    return null;
  }
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [a = 0, b = 0] = version.split(".").map(Number);
  return a > major || (a === major && b >= minor);
}
