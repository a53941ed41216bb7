/** Real adapters over real HTTP against a local GitHub with a fresh repository, closed when the test ends. */
import { Octokit } from "@octokit/rest";
import { onTestFinished } from "vitest";
import type { Credentials } from "../../src/github/credentials.ts";
import type { Github } from "../../src/github/octokit.ts";
import { openGithub } from "../../src/github/octokit.ts";
import { startGithub } from "../../src/local/github/server.ts";
import { bareRepository } from "../local/github/bare-repository.ts";

export const here = { owner: "acme", repo: "shop" };

/** What the jobs of the user's workflow are granted, all together. */
const granted = { contents: "write", issues: "write", pull_requests: "write", actions: "write" } as const;

export async function localWorld(files?: Readonly<Record<string, string>>) {
  const box = await bareRepository(files);
  // App tokens carry the real time, so the server starts at it.
  let now = Date.now();
  const local = await startGithub({
    owner: here.owner,
    name: here.repo,
    users: { ada: "admin", wren: "write", tri: "triage", rea: "read" },
    repository: box.git.path,
    clock: () => now,
  });
  onTestFinished(async () => {
    await local.close();
    await box.remove();
  });
  const open = (credentials: Credentials): Github =>
    openGithub({
      owner: here.owner,
      name: here.repo,
      credentials,
      baseUrl: local.url,
      throttle: false,
      retries: 0,
    });
  const { id, privateKey, installationId } = local.app;
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  return {
    local,
    git: box.git,
    first: box.first,
    /** The App's installation. */
    app: open({ kind: "app", appId: id, privateKey, installationId }),
    /** A workflow's token. */
    action: open({ kind: "token", token: local.workflowToken(granted) }),
    as: (login: string) => new Octokit({ baseUrl: local.url, auth: local.tokenOf(login), log: quiet }),
    /** Lets the server's clock go on. */
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    now: () => now,
  };
}
