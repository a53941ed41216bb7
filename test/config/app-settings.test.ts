import { describe, expect, it } from "vitest";
import { readAppSettings } from "../../src/config/app-settings.ts";

const key = "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----";
const whole = { APP_ID: "12", PRIVATE_KEY: key, WEBHOOK_SECRET: "x".repeat(32), NODE_ENV: "production" };
const noFile = (path: string): string => {
  throw new Error(`no ${path}`);
};

const faultsOf = (environment: Record<string, string | undefined>): readonly string[] => {
  const read = readAppSettings(environment, noFile);
  return read.kind === "invalid" ? read.faults : [];
};

describe("the App's settings", () => {
  it("are read from the environment", () => {
    expect(
      readAppSettings({ ...whole, GHE_HOST: "ghe.example.com", ANTHROPIC_API_KEY: "k" }, noFile),
    ).toEqual({
      kind: "read",
      settings: {
        appId: 12,
        privateKey: key,
        baseUrl: "https://ghe.example.com/api/v3",
        anthropicKey: "k",
        anthropicBaseUrl: null,
        workflow: "pawl.yml",
        disabled: false,
      },
    });
  });

  it("leave the first start to the registration page", () => {
    expect(readAppSettings({}, noFile)).toEqual({ kind: "setup" });
  });

  it("may hold the key in one line", () => {
    const read = readAppSettings({ ...whole, PRIVATE_KEY: key.replaceAll("\n", "\\n") }, noFile);

    expect(read).toMatchObject({ settings: { privateKey: key } });
  });

  it("may name a file with the key", () => {
    const read = readAppSettings({ ...whole, PRIVATE_KEY: "", PRIVATE_KEY_PATH: "key.pem" }, () => key);

    expect(read).toMatchObject({ settings: { privateKey: key } });
  });

  it.each([
    ["", "WEBHOOK_SECRET is not set"],
    ["development", "well-known default"],
    ["x".repeat(31), "31 characters"],
  ])("refuse the webhook secret %j", (secret, words) => {
    expect(faultsOf({ ...whole, WEBHOOK_SECRET: secret })[0]).toContain(words);
  });

  it("never print a value that was given", () => {
    expect(
      faultsOf({ ...whole, WEBHOOK_SECRET: "hunter2hunter2", PRIVATE_KEY: "not-a-key" }).join(),
    ).not.toMatch(/hunter2|not-a-key/);
  });

  it("name everything that is missing at once", () => {
    expect(faultsOf({ NODE_ENV: "production" })).toHaveLength(3);
  });
});
