/**
 * The argument list of bubblewrap, built from plain data so that a test can read every part of it.
 * Later binds lie over earlier ones, so the order is: system, empty folders, the caller's folders, locks.
 */
export type BubblewrapPlan = {
  /** Absolute path; the working directory. Read-only unless it, or a folder above it, is among `writable`. */
  readonly cwd: string;
  readonly writable: readonly string[];
  readonly readOnly: readonly string[];
  /** System paths that exist on this machine; bound read-only at their own place. */
  readonly system: readonly string[];
  /** Links at the root (`/bin` → `usr/bin`) that exist on this machine. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
  /** Paths below `writable` that stay read-only (`.git`). */
  readonly locked: readonly string[];
  /** Folders and files below /proc that exist on this machine and could change or show the machine outside. */
  readonly lockedProc: readonly string[];
  readonly maskedProc: readonly string[];
  /** The whole environment inside. */
  readonly env: Readonly<Record<string, string>>;
  readonly temporaryBytes: number;
  /** Whether this bubblewrap has --disable-userns (0.8 and later). */
  readonly disableUserNamespaces: boolean;
};

/** HOME inside the sandbox: empty, and gone when the command ends. */
export const sandboxHome = "/home/pawl";

/** Everything that stands between `bwrap` and the command. */
export function bubblewrapArguments(plan: BubblewrapPlan): readonly string[] {
  return [
    ...isolation(plan),
    ...plan.system.flatMap((path) => ["--ro-bind", path, path]),
    ...plan.links.flatMap(({ path, target }) => ["--symlink", target, path]),
    ...processFolder(plan),
    "--dev",
    "/dev",
    ...temporary("/dev/shm", plan),
    ...temporary("/tmp", plan),
    ...temporary(sandboxHome, plan),
    ...folders(plan),
    ...plan.locked.flatMap((path) => ["--ro-bind", path, path]),
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    ...Object.entries(plan.env).flatMap(([name, value]) => ["--setenv", name, value]),
    "--chdir",
    plan.cwd,
    "--",
  ];
}

function isolation(plan: BubblewrapPlan): readonly string[] {
  return [
    "--unshare-all",
    "--unshare-user",
    ...(plan.disableUserNamespaces ? ["--disable-userns"] : []),
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--cap-drop",
    "ALL",
    "--hostname",
    "pawl",
  ];
}

/** A folder below another comes after it, so that a read-only folder may hold a writable one and the other way round. */
function folders(plan: BubblewrapPlan): readonly string[] {
  const binds = new Map([...plan.readOnly, plan.cwd].map((path) => [path, "--ro-bind"]));
  for (const path of plan.writable) binds.set(path, "--bind");
  return [...binds]
    .sort(([a], [b]) => a.split("/").length - b.split("/").length)
    .flatMap(([path, bind]) => [bind, path, path]);
}

/** Root inside is root outside for files of /proc that have no namespace, so permissions alone would not stop it. */
function processFolder(plan: BubblewrapPlan): readonly string[] {
  return [
    "--proc",
    "/proc",
    ...plan.lockedProc.flatMap((path) => ["--ro-bind", path, path]),
    ...plan.maskedProc.flatMap((path) => ["--ro-bind", "/dev/null", path]),
  ];
}

function temporary(path: string, plan: BubblewrapPlan): readonly string[] {
  return ["--size", String(plan.temporaryBytes), "--tmpfs", path];
}
