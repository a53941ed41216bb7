/** A local GitHub for a test, closed when the test ends. */
import { rmSync } from "node:fs";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { onTestFinished } from "vitest";
import { type GithubOptions, type LocalGithub, startGithub } from "../../../src/local/github/server.ts";
import { bareRepository } from "./bare-repository.ts";

export const users = {
  ada: "admin",
  max: "maintain",
  wren: "write",
  tri: "triage",
  rea: "read",
  nona: "none",
} as const;

export const repo = { owner: "acme", repo: "shop" };

let shared: Promise<string> | null = null;

/** One bare repository for all the tests of a file: nothing on the issue side writes to it. */
function sharedRepository(): Promise<string> {
  shared ??= bareRepository().then(({ git }) => {
    process.on("exit", () => rmSync(git.path, { recursive: true, force: true }));
    return git.path;
  });
  return shared;
}

export async function start(options: Partial<GithubOptions> = {}): Promise<LocalGithub> {
  const repository = options.repository ?? (await sharedRepository());
  const github = await startGithub({ owner: "acme", name: "shop", users, ...options, repository });
  onTestFinished(() => github.close());
  return github;
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

export function as(github: LocalGithub, login: keyof typeof users): Octokit {
  return new Octokit({ baseUrl: github.url, auth: github.tokenOf(login), log: quiet });
}

export function withToken(github: LocalGithub, token: string): Octokit {
  return new Octokit({ baseUrl: github.url, auth: token, log: quiet });
}

/** An Octokit that authenticates as the App's installation, the way a real App does. */
export function asApp(github: LocalGithub, installation = true): Octokit {
  const { id, privateKey, installationId } = github.app;
  return new Octokit({
    baseUrl: `${github.url}/api/v3`,
    authStrategy: createAppAuth,
    auth: { appId: id, privateKey, ...(installation ? { installationId } : {}) },
    log: quiet,
  });
}

/** The status, message and `errors` of a refused request; fails when it was not refused. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ status: number; message: string; errors: unknown }> {
  const error: unknown = await request.then(
    () => new Error("the request was not refused"),
    (cause) => cause,
  );
  if (!(error instanceof Error) || !("status" in error) || !("response" in error)) throw error;
  const { data } = Object(error.response);
  return { status: Number(error.status), message: String(data.message), errors: data.errors };
}

/** A plain request, for what a typed client would not send. */
export async function send(
  github: LocalGithub,
  login: keyof typeof users,
  method: string,
  path: string,
  body?: object | string,
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const response = await fetch(`${github.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${github.tokenOf(login)}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

/** A GraphQL request as it comes over the wire, errors and all. */
export async function query(
  github: LocalGithub,
  document: string,
  variables: object = {},
  token = github.tokenOf("ada"),
): Promise<unknown> {
  const response = await fetch(github.graphqlUrl, {
    method: "POST",
    headers: { authorization: `bearer ${token}` },
    body: JSON.stringify({ query: document, variables }),
  });
  return await response.json();
}
