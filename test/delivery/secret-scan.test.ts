import { describe, expect, test } from "vitest";
import { checkChangeSet } from "../../src/delivery/path-policy.ts";
import { secretScanner } from "../../src/delivery/secret-scan.ts";
import { baseTree, change, changeSet, noOptions, step } from "./change-set-builder.ts";

const secret = "Qx7vTz2LmN9pRk4WsYb8HdJc3FgA6uEe+/=5";
const scan = secretScanner([secret]);

describe("a real secret is found", () => {
  test.each([
    ["plain", secret],
    ["reversed", [...secret].reverse().join("")],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64 behind one byte", Buffer.from(`a${secret}`).toString("base64")],
    ["in base64 behind two bytes", Buffer.from(`ab${secret}`).toString("base64")],
    ["in base64 without padding", Buffer.from(secret).toString("base64url")],
    ["in hex", Buffer.from(secret).toString("hex")],
    ["in upper-case hex", Buffer.from(secret).toString("hex").toUpperCase()],
    ["in URL encoding", encodeURIComponent(secret)],
    ["in full URL encoding", Buffer.from(secret).toString("hex").replace(/../g, "%$&")],
    ["reversed in base64", Buffer.from([...secret].reverse().join("")).toString("base64")],
    ["by a part of it", secret.slice(5, 27)],
    [
      "cut by quotes and line ends",
      `"${secret.slice(0, 9)}" +\n  "${secret.slice(9, 20)}" + '${secret.slice(20)}'`,
    ],
  ])("%s", (_how, text) => {
    expect(scan(`before ${text} after`)).not.toBeNull();
  });
});

test("ordinary text is clean", () => {
  expect(scan(`export const limit = 100; // ${secret.slice(0, 8)}`)).toBeNull();
});

test("what every key starts with is no secret", () => {
  const key = `sk-ant-api03-${"Zk3mQ9vLr7TnXw2B".repeat(4)}`;
  expect(secretScanner([key])("Keys look like sk-ant-api03-… and ghp_….")).toBeNull();
  expect(secretScanner([key])(key.slice(13, 40))).not.toBeNull();
});

describe("the form of a known token is found", () => {
  const body = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
  test.each([
    `ghp_${body}`,
    `ghs_${body}.x_y`,
    `github_pat_${body}${body}`,
    `sk-ant-api03-${body}`,
    `AKIA${"Q7RZ2LMN9PXKT4WS"}`,
    `xoxb-${body}`,
    `npm_${body.slice(0, 36)}`,
    `-----BEGIN RSA PRIVATE KEY-----\n${body}${body}`,
  ])("%s", (token) => {
    expect(secretScanner([])(`const x = "${token}";`)).not.toBeNull();
  });

  test.each([
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "AKIAIOSFODNN7EXAMPLE",
    "-----BEGIN PRIVATE KEY-----",
  ])("%s is a placeholder", (text) => {
    expect(secretScanner([])(text)).toBeNull();
  });
});

describe("a change set leaks nowhere", () => {
  const options = { ...noOptions, secrets: [secret] };
  const clean = step({ code: [change("src/a.js", null, "x")] });
  test.each([
    ["content", changeSet([step({ code: [change("src/a.js", null, `x${secret}`)] })])],
    ["message", changeSet([{ ...clean, message: secret }])],
    [
      "evidence",
      changeSet([{ ...clean, evidence: { green: { passed: 1, skipped: 0 }, criterion: secret } }]),
    ],
    ["path", changeSet([step({ code: [change(`src/${secret.replaceAll("/", "")}`, null, "x")] })])],
    [
      "notes",
      changeSet([clean], {
        records: { ...changeSet([]).records, notes: [{ kind: "todo", text: secret }] },
      }),
    ],
  ])("in its %s", (_where, set) => {
    const report = checkChangeSet(set, baseTree(), options);
    expect(report.violations.map((found) => found.code)).toEqual(["secret"]);
    expect(report.verdict).toBe("reject");
    expect(JSON.stringify(report.violations.map((found) => found.text))).not.toContain(secret);
  });
});

describe("a token", () => {
  const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0".repeat(2)}`;

  test.each([
    ["with a word behind it", `${token}EXAMPLE`],
    ["with a name before it", `x_${token}`],
  ])("is found %s", (_, text) => {
    expect(secretScanner([])(text)).not.toBeNull();
  });

  test("is not seen in an example", () => {
    expect(secretScanner([])(`ghp_EXAMPLE${"a1B2c3D4e5F6g7H8i9J0".repeat(2)}`)).toBeNull();
  });
});
