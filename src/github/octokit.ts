import { createAppAuth } from "@octokit/auth-app";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { askConditionally } from "./conditional.ts";
import type { Credentials } from "./credentials.ts";
import { type AppIds, type Identity, identityOf, openAppIds } from "./identity.ts";
import { once } from "./once.ts";

export type GithubOptions = {
  readonly owner: string;
  readonly name: string;
  readonly credentials: Credentials;
  /** REST base URL; `GITHUB_API_URL`'s value in a workflow. Default: GitHub's own. */
  readonly baseUrl?: string;
  /** Spaces writes as GitHub's secondary limits want it. Off only against a local server. */
  readonly throttle?: boolean;
  /** How often a read is tried again after a 5xx. Creates are never repeated blindly. */
  readonly retries?: number;
  readonly timeoutMs?: number;
  readonly log?: (line: string) => void;
};

/** One repository on GitHub with a client that may act in it. Every adapter of this folder is made from it. */
export type Github = {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly name: string;
  readonly credentials: Credentials;
  /** Who the client acts as; asked once. */
  readonly self: () => Promise<Identity>;
  readonly apps: AppIds;
};

/** The longest a call waits for a rate limit to pass before it fails; the job queue then tries again later. */
const longestWaitSeconds = 120;

const Client = Octokit.plugin(throttling, retry);

export function openGithub(options: GithubOptions): Github {
  const { owner, name, credentials, log = () => {} } = options;
  const { baseUrl, throttle = true, retries = 3, timeoutMs = 30_000 } = options;
  const mayWait = (kind: string) => (seconds: number, _options: object, _client: object, tries: number) => {
    log(`GitHub's ${kind} rate limit asks to wait ${seconds} s (try ${tries + 1})`);
    return tries < 2 && seconds <= longestWaitSeconds;
  };
  const quiet = () => {};
  const octokit = new Client({
    ...authOf(credentials),
    ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/$/, "") }),
    userAgent: "pawl",
    throttle: {
      enabled: throttle,
      onRateLimit: mayWait("primary"),
      onSecondaryRateLimit: mayWait("secondary"),
    },
    // Not among the request's own options: the plugin would then repeat whatever failed, a 404 and a 304 too.
    retry: { enabled: retries > 0, retries },
    request: { fetch: fetchWithin(timeoutMs) },
    log: { debug: quiet, info: quiet, warn: log, error: quiet },
  });
  octokit.hook.before("request", (request) => {
    request.headers["x-github-api-version"] = "2022-11-28";
  });
  askConditionally(octokit);
  const client = { octokit, owner, name, credentials };
  const self = once(() => identityOf(client));
  return { ...client, self, apps: openAppIds(client, self) };
}

function authOf(credentials: Credentials) {
  if (credentials.kind === "token") return { auth: credentials.token };
  const { appId, privateKey, installationId } = credentials;
  return { authStrategy: createAppAuth, auth: { appId, privateKey, installationId } };
}

/** Every attempt has its own clock, so that waiting for a limit does not count as a slow answer. */
function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}
