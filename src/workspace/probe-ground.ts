import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProbeGround } from "./probe-attempts.ts";
import { openProcess } from "./process.ts";

/** What an escape would find: files, servers and a process of ours outside, and what they saw in the end. */
export type StakedGround = {
  readonly ground: ProbeGround;
  /** What was reached or changed from inside, seen from outside. */
  readonly traces: () => Promise<readonly string[]>;
  readonly clear: () => Promise<void>;
};

const gitConfig = "[core]\n\tbare = false\n";

export async function stakeGround(canary: string, names: readonly string[]): Promise<StakedGround> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "pawl-probe-")));
  const [workspace, outside] = [join(folder, "workspace"), join(folder, "outside")];
  await mkdir(join(workspace, ".git", "hooks"), { recursive: true });
  await mkdir(join(workspace, ".git", "info"));
  await mkdir(outside);
  await writeFile(join(workspace, ".git", "config"), gitConfig);
  await writeFile(join(outside, "canary"), canary);
  const servers = await openServers(join(outside, "socket"), `pawl-${canary}`);
  const other = openProcess(["sh", "-c", "cat; :", `probe-mark-${canary}`], {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", PAWL_PROBE: canary },
  });
  const { tcpPort, udpPort } = servers;
  const sockets = { socket: join(outside, "socket"), abstractSocket: `pawl-${canary}` };
  return {
    ground: {
      workspace,
      outside,
      canary,
      tcpPort,
      udpPort,
      ...sockets,
      pid: other.pid ?? process.pid,
      names,
    },
    traces: async () => [...servers.reached, ...(await changed(workspace, outside))],
    clear: async () => {
      other.stdin.end();
      await Promise.all([servers.close(), other]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function changed(workspace: string, outside: string): Promise<readonly string[]> {
  const config = await readFile(join(workspace, ".git", "config"), "utf8").catch(() => "");
  const found = await readdir(outside);
  return [
    ...(config === gitConfig ? [] : [".git/config changed"]),
    ...found
      .filter((name) => name !== "canary" && name !== "socket")
      .map((name) => `file ${name} beside the workspace`),
  ];
}

async function openServers(socket: string, abstract: string) {
  const reached = new Set<string>();
  const tcp = await listening("TCP server", reached, { port: 0, host: "127.0.0.1" });
  const unix = await listening("unix socket", reached, { path: socket });
  const hidden = await listening("abstract unix socket", reached, { path: `\0${abstract}` });
  const udp = createSocket("udp4");
  udp.on("message", () => reached.add("UDP server reached"));
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");
  const address = tcp.address();
  return {
    reached,
    tcpPort: typeof address === "object" && address !== null ? address.port : 0,
    udpPort: udp.address().port,
    close: async () => {
      udp.close();
      await Promise.all([tcp, unix, hidden].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

async function listening(
  name: string,
  reached: Set<string>,
  where: { readonly port: number; readonly host: string } | { readonly path: string },
): Promise<Server> {
  const server = createServer((connection) => {
    reached.add(`${name} reached`);
    connection.destroy();
  });
  server.listen(where);
  await once(server, "listening");
  return server;
}
