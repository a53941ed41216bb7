/** Starts the App as a user would: a process of its own, told everything by its environment. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export type AppProcess = {
  /** Where its webhooks are received. */
  readonly webhookUrl: string;
  /** What it wrote so far, both streams. */
  output(): string;
  stop(): Promise<void>;
};

export type AppStart = {
  /** The JavaScript or TypeScript file to run. */
  readonly entry: string;
  readonly github: {
    readonly url: string;
    readonly app: { readonly id: number; readonly privateKey: string; readonly webhookSecret: string };
  };
  readonly environment: Readonly<Record<string, string>>;
};

const patience = 20_000;

/** Answers when the App listens. Throws with its own words when it ends or stays silent instead. */
export async function startApp({ entry, github, environment }: AppStart): Promise<AppProcess> {
  const port = await freePort();
  const { host } = new URL(github.url);
  const child = spawn(process.execPath, [entry], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GHE_HOST: host,
      GHE_PROTOCOL: "http",
      HOST: "127.0.0.1",
      PORT: String(port),
      NODE_ENV: "production",
      ...environment,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const base = `http://127.0.0.1:${port}`;
  await untilListening(child, `${base}/ping`, () => output);
  return { webhookUrl: `${base}/api/github/webhooks`, output: () => output, stop: () => stop(child) };
}

async function untilListening(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The App did not start:\n${output()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill("SIGKILL");
  throw new Error(`The App did not listen within ${patience / 1000} seconds:\n${output()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(force);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
