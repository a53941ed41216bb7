/** The App refuses to start where it could not work safely: exit code 2, one sentence per fault, no stack, no secret. */
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";

const entry = join(import.meta.dirname, "../../src/app.ts");
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const sound = { APP_ID: "77", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "a".repeat(20) + "b".repeat(20) };

async function start(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [entry], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", PORT: "0", ...environment },
  });
  const [printed, said, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { exitCode, said, all: printed + said };
}

describe.concurrent("the App", () => {
  it.each([
    ["is the default that everybody knows", "development", "WEBHOOK_SECRET is a well-known default."],
    ["is short", "hunter2-hunter2", "WEBHOOK_SECRET has 15 characters; 32 are the least."],
    ["is not set", "", "WEBHOOK_SECRET is not set, so anybody could send webhooks."],
  ])("does not start when the webhook secret %s", async (_how, secret, why) => {
    const { exitCode, said, all } = await start({ ...sound, WEBHOOK_SECRET: secret });

    expect(exitCode).toBe(2);
    expect(said).toContain(`${why} Make one with \`openssl rand -hex 32\``);
    expect(said.trim().split("\n")).toHaveLength(1);
    expect(all).not.toContain("hunter2");
  });

  it("names everything that is missing at once", async () => {
    const { exitCode, said } = await start({ APP_ID: "pawl", WEBHOOK_SECRET: "" });

    expect(exitCode).toBe(2);
    expect(said).toMatch(/^APP_ID is not the numeric id.*\nPRIVATE_KEY .*\nWEBHOOK_SECRET .*\n$/);
  });

  it("does not show a private key that it cannot read", async () => {
    const { exitCode, said, all } = await start({ ...sound, PRIVATE_KEY: "not-a-key-but-secret" });

    expect(exitCode).toBe(2);
    expect(said).toContain("PRIVATE_KEY (the PEM text) or PRIVATE_KEY_PATH (its file) is missing");
    expect(all).not.toContain("not-a-key-but-secret");
  });
});
