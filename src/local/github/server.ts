/** Starts the local GitHub: one repository, its people, the App, over HTTP on the loopback interface. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { serve } from "@hono/node-server";
import type { Faults } from "./faults.ts";
import { schemaOf } from "./graphql.ts";
import { httpApp } from "./http.ts";
import { type RequestRecord, startRateLimits } from "./request-log.ts";
import type { Resource, Service } from "./resource.ts";
import { resources as builtIn } from "./resources.ts";
import type { Permissions, Role } from "./rows.ts";
import { startTokens } from "./tokens.ts";
import { type Delivery, startWebhooks } from "./webhooks.ts";
import { createWorld, type World } from "./world.ts";

/** `repository` is the path of a bare git repository. Everything optional has a default as on a fresh public repository. */
export type GithubOptions = {
  readonly owner: string;
  readonly name: string;
  readonly users: Readonly<Record<string, Role>>;
  readonly repository: string;
  readonly defaultBranch?: string;
  readonly visibility?: "public" | "private";
  readonly app?: {
    readonly name: string;
    readonly permissions?: Permissions;
    readonly events?: readonly string[];
  };
  /** Server time in milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Requests an hour, per token, REST and GraphQL apart. */
  readonly rateLimit?: number;
  /** More resources, such as a runner with its own options. */
  readonly resources?: readonly Resource[];
};

export type LocalGithub = {
  /** REST base URL, no slash at its end. The same API answers under `<url>/api/v3`. */
  readonly url: string;
  readonly graphqlUrl: string;
  readonly world: World;
  readonly app: {
    readonly id: number;
    /** PEM. */
    readonly privateKey: string;
    readonly webhookSecret: string;
    readonly installationId: number;
    readonly slug: string;
  };
  /** A person's token. Throws for a login that is not among `users`. */
  tokenOf(login: string): string;
  /** A `GITHUB_TOKEN` with the permissions a workflow's `permissions:` would give. */
  workflowToken(permissions: Permissions): string;
  /** Where the App's webhooks go from now on. */
  setWebhook(url: string | null): void;
  readonly deliveries: readonly Delivery[];
  /** Delivers a past webhook again, with the same GUID. */
  redeliver(guid: string): void;
  readonly requests: readonly RequestRecord[];
  readonly faults: Faults;
  /** Resolves when no webhook delivery and no run is under way. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** Long enough that an App which refuses weak secrets takes it. */
const WEBHOOK_SECRET = "a-local-webhook-secret-of-enough-length";

const DEFAULT_PERMISSIONS: Permissions = {
  metadata: "read",
  issues: "write",
  contents: "read",
  pull_requests: "read",
  actions: "write",
};
const DEFAULT_EVENTS = [
  "issues",
  "issue_comment",
  "sub_issues",
  "issue_dependencies",
  "pull_request",
  "pull_request_review",
  "push",
  "workflow_run",
];

type Keys = { readonly publicKey: string; readonly privateKey: string };
let keys: Promise<Keys> | null = null;

/** The App's key pair, made once a process: a new one for every start would be most of the start. */
function appKeys(): Promise<Keys> {
  keys ??= promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  return keys;
}

/** Answers when the server listens. Throws when two resources contradict each other in the GraphQL schema. */
export async function startGithub(options: GithubOptions): Promise<LocalGithub> {
  const clock = options.clock ?? Date.now;
  const { publicKey, privateKey } = await appKeys();
  const world = worldOf(options, clock);
  const tokens = startTokens(world, publicKey, clock);
  const webhooks = startWebhooks(world, WEBHOOK_SECRET);
  const requests: RequestRecord[] = [];
  const faults: Faults = { before: null, after: null };
  const resources = [...builtIn(tokens, webhooks, clock), ...(options.resources ?? [])];
  const limits = startRateLimits(options.rateLimit ?? 5000, clock);
  const schema = schemaOf(resources);
  const log = (record: RequestRecord) => requests.push(record);
  const server = await listen(httpApp({ world, tokens, limits, faults, schema, resources, log }).fetch);
  world.origin = server.url;
  const graphqlUrl = `${server.url}/graphql`;
  const running = { world, url: server.url, graphqlUrl, workflowToken: tokens.workflow };
  const services = resources.flatMap((resource) => resource.start?.(running) ?? []);
  const { app, installationId } = world;
  return {
    url: server.url,
    graphqlUrl,
    world,
    app: { id: app.id, privateKey, webhookSecret: WEBHOOK_SECRET, installationId, slug: app.slug },
    tokenOf: tokens.person,
    workflowToken: tokens.workflow,
    setWebhook: webhooks.setUrl,
    deliveries: webhooks.deliveries,
    redeliver: webhooks.redeliver,
    requests,
    faults,
    settle: () => settled(webhooks.idle, services, requests),
    close: async () => {
      for (const service of services) await service.close();
      await server.close();
    },
  };
}

function worldOf(options: GithubOptions, clock: () => number): World {
  return createWorld({
    ...options,
    defaultBranch: options.defaultBranch ?? "main",
    visibility: options.visibility ?? "public",
    app: { name: "Pawl", permissions: DEFAULT_PERMISSIONS, events: DEFAULT_EVENTS, ...options.app },
    clock,
  });
}

/** Deliveries start runs and runs cause deliveries, so it looks again until a round brings no new request. */
async function settled(
  webhooks: () => Promise<void>,
  services: readonly Service[],
  requests: readonly RequestRecord[],
): Promise<void> {
  for (let seen = -1; seen !== requests.length; ) {
    seen = requests.length;
    await webhooks();
    for (const service of services) await service.idle();
    await webhooks();
  }
}

type Listening = { readonly url: string; readonly close: () => Promise<void> };

function listen(fetch: Parameters<typeof serve>[0]["fetch"]): Promise<Listening> {
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
  });
}
