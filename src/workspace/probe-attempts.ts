import type { Attempt } from "./attempt.ts";

/**
 * The attempts to break out of the sandbox, on ground prepared for them. The program that tries them is tryAttempts.
 */

/** Places that exist only for the probe. `canary` is a text that only files outside the sandbox hold. */
export type ProbeGround = {
  readonly workspace: string;
  /** A folder beside the workspace, not shown to the sandbox. */
  readonly outside: string;
  readonly canary: string;
  readonly tcpPort: number;
  readonly udpPort: number;
  readonly socket: string;
  readonly abstractSocket: string;
  /** Process id of a process of Pawl on the machine, whose environment and arguments hold the canary. */
  readonly pid: number;
  /** Names of variables that Pawl's own environment holds and the sandbox must not. */
  readonly names: readonly string[];
};

export function probeAttempts(ground: ProbeGround): readonly Attempt[] {
  return [
    ...environmentAttempts(ground),
    ...processAttempts(ground),
    ...fileAttempts(ground),
    ...gitAttempts(ground),
    ...networkAttempts(ground),
    ...kernelAttempts(),
  ];
}

function environmentAttempts({ names, canary, pid }: ProbeGround): readonly Attempt[] {
  return [
    ...names.map((variable): Attempt => ({ name: `variable ${variable}`, kind: "environment", variable })),
    read("environment of the first process", "/proc/1/environ", canary),
    read("environment of the parent", "/proc/self/../1/environ", canary),
    read("environment of Pawl by its id", `/proc/${pid}/environ`, canary),
    command(
      "every environment in /proc",
      shell('cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"'),
      canary,
    ),
  ];
}

function processAttempts({ pid, outside, canary }: ProbeGround): readonly Attempt[] {
  const target = `${outside}/canary`;
  return [
    read("file through the root of the first process", `/proc/1/root${target}`, canary),
    read("file through our own root", `/proc/self/root${target}`, canary),
    read("file through the folder of the first process", `/proc/1/cwd/../outside/canary`, canary),
    read("file through the root of Pawl", `/proc/${pid}/root${target}`, canary),
    read("memory of the first process", "/proc/1/mem", canary),
    command("open files of other processes", shell("timeout 0.2 cat /proc/1/fd/* </dev/null"), canary),
    command(
      "names of processes outside",
      shell("cat /proc/[0-9]*/cmdline | tr '\\0' ' '"),
      `probe-mark-${canary}`,
    ),
    { name: "signal to Pawl", kind: "signal", pid },
    command("trace Pawl", ["python3", "-c", `${ptrace}; sys.exit(attach(${pid}))`]),
  ];
}

function fileAttempts({ workspace, outside, canary }: ProbeGround): readonly Attempt[] {
  const target = `${outside}/canary`;
  return [
    read("file beside the workspace", target, canary),
    read("file by climbing out of the workspace", `${workspace}/../outside/canary`, canary),
    { name: "folder above the workspace", kind: "list", path: `${workspace}/..`, needs: "outside" },
    {
      name: "symbolic link out of the workspace",
      kind: "link",
      from: target,
      path: `${workspace}/soft`,
      hard: false,
    },
    {
      name: "hard link to a file outside",
      kind: "link",
      from: target,
      path: `${workspace}/hard`,
      hard: true,
    },
    read("passwords of this machine", "/etc/shadow"),
    read("settings of sudo", "/etc/sudoers"),
    read("keys of the host", "/etc/ssh/ssh_host_rsa_key"),
    read("home of root", "/root/.bashrc"),
    read("mail and logs", "/var/log/dpkg.log"),
    read("devices of this machine", "/sys/class/net/lo/address"),
    read("disk of this machine", "/dev/vda"),
    read("disk of this machine, another", "/dev/sda"),
    { name: "write beside the workspace", kind: "write", path: `${outside}/written` },
    ...[
      "/usr/pawl-probe",
      "/etc/pawl-probe",
      "/opt/pawl-probe",
      "/pawl-probe",
      "/dev/pawl-probe",
      "/usr/bin/env",
    ].map(write),
    ...["/etc/passwd", "/etc/ld.so.preload", "/root/pawl-probe", "/var/pawl-probe", "/home/pawl-probe"].map(
      write,
    ),
    write(process.execPath),
  ];
}

function gitAttempts({ workspace }: ProbeGround): readonly Attempt[] {
  const git = `${workspace}/.git`;
  return [
    { name: "write .git/config", kind: "write", path: `${git}/config` },
    { name: "write .git/hooks/pre-commit", kind: "write", path: `${git}/hooks/pre-commit` },
    { name: "write .git/HEAD", kind: "write", path: `${git}/HEAD` },
    { name: "write .git/info/attributes", kind: "write", path: `${git}/info/attributes` },
    command("replace .git", ["mv", git, `${workspace}/moved`]),
    command("delete .git/config", ["rm", `${git}/config`]),
    command("unmount .git", ["umount", git]),
    command("mount .git writable again", ["mount", "-o", "remount,rw,bind", git]),
    command("change the mode of .git/config", ["chmod", "777", `${git}/config`]),
  ];
}

function networkAttempts({ tcpPort, udpPort, socket, abstractSocket }: ProbeGround): readonly Attempt[] {
  const connect = (name: string, host: string, port: number): Attempt => ({
    name,
    kind: "connect",
    host,
    port,
  });
  return [
    connect("TCP to loopback", "127.0.0.1", tcpPort),
    connect("TCP to loopback by IPv6", "::1", tcpPort),
    connect("TCP to every address", "0.0.0.0", tcpPort),
    connect("TCP to the metadata service", "169.254.169.254", 80),
    connect("TCP to a public address", "1.1.1.1", 443),
    { name: "unix socket outside", kind: "connect", path: socket },
    { name: "abstract unix socket", kind: "connect", path: `\0${abstractSocket}` },
    { name: "socket of Docker", kind: "connect", path: "/var/run/docker.sock" },
    { name: "socket of systemd", kind: "connect", path: "/run/systemd/private" },
    command("TCP by the shell", ["bash", "-c", `exec 3<>/dev/tcp/127.0.0.1/${tcpPort}`]),
    command(
      "UDP by the shell",
      ["bash", "-c", `echo x > /dev/udp/127.0.0.1/${udpPort}`],
      "seen by the server",
    ),
    command("name lookup", ["getent", "ahostsv4", "example.com"]),
    command("download", ["curl", "-sf", "-m", "1", `http://127.0.0.1:${tcpPort}/`]),
    command("network device beside loopback", shell("tail -n +3 /proc/net/dev | grep -v ' lo:'")),
  ];
}

function kernelAttempts(): readonly Attempt[] {
  return [
    ...["/proc/sys/kernel/hostname", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches"].map(write),
    ...["/proc/sysrq-trigger", "/proc/sys/fs/file-max", "/proc/sys/net/ipv4/ip_forward"].map(write),
    write("/proc/sys/kernel/modprobe"),
    command("mount a file system", ["mount", "-t", "tmpfs", "none", "/tmp"]),
    command("mount the system writable", ["mount", "-o", "remount,rw,bind", "/usr"]),
    command("unmount /proc", ["umount", "-l", "/proc"]),
    command("new user namespace", ["unshare", "-r", "true"]),
    command("new mount namespace", ["unshare", "-m", "true"]),
    command("enter the namespaces of the first process", ["nsenter", "-t", "1", "-a", "true"]),
    command("another root", ["chroot", "/", "/bin/true"]),
    command("make a device", ["mknod", "/tmp/disk", "b", "8", "0"]),
    command("become root by sudo", ["sudo", "-n", "true"]),
    command("change the host name", ["hostname", "escaped"]),
    command("capabilities left", shell("grep -E '^Cap(Prm|Eff|Bnd): *0*[1-9a-f]' /proc/self/status")),
    command("new privileges allowed", shell("grep -E '^NoNewPrivs:.*0$' /proc/self/status")),
    command("kernel log", ["dmesg"]),
    command("nested sandbox", ["bwrap", "--dev-bind", "/", "/", "--unshare-user", "true"]),
  ];
}

const ptrace =
  "import ctypes, sys; attach = lambda pid: 0 if ctypes.CDLL(None, use_errno=True).ptrace(16, pid, 0, 0) == 0 else 1";

function read(name: string, path: string, needs?: string): Attempt {
  return { name, kind: "read", path, ...(needs === undefined ? {} : { needs }) };
}

function write(path: string): Attempt {
  return { name: `write ${path}`, kind: "write", path };
}

function command(name: string, argv: readonly string[], needs?: string): Attempt {
  return { name, kind: "command", command: argv, ...(needs === undefined ? {} : { needs }) };
}

function shell(script: string): readonly string[] {
  return ["sh", "-c", script];
}
