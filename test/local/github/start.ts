/** A local GitHub for a test, closed when the test ends. */
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { onTestFinished } from "vitest";
import { type GithubOptions, type LocalGithub, startGithub } from "../../../src/local/github/server.ts";

export const users = {
  ada: "admin",
  max: "maintain",
  wren: "write",
  tri: "triage",
  rea: "read",
  nona: "none",
} as const;

export const repo = { owner: "acme", repo: "shop" };

export async function start(options: Partial<GithubOptions> = {}): Promise<LocalGithub> {
  const github = await startGithub({
    owner: "acme",
    name: "shop",
    users,
    repository: "/nowhere.git",
    ...options,
  });
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
