/**
 * Everything the local GitHub knows, as tables of immutable rows. One world holds one repository. A change puts a new
 * row in place of the old one; ids come from `ids.ts`, times from the injected clock.
 */
import { type Ids, nodeId, startIds } from "./ids.ts";
import type {
  Actor,
  AppRow,
  CommentRow,
  IssueRow,
  LabelRow,
  Permissions,
  ReactionRow,
  RepositoryRow,
  Role,
  TimelineRow,
  UserRow,
} from "./rows.ts";

/** Something that happened, as a webhook tells it. `action` is null for events that have none (push). */
export type WorldEvent = {
  readonly name: string;
  readonly action: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
};

export type World = {
  /** `http://127.0.0.1:<port>`; empty until the server listens. */
  origin: string;
  readonly ids: Ids;
  /** Server time as GitHub prints it: ISO 8601 in UTC without fractions. */
  readonly now: () => string;
  readonly repository: RepositoryRow;
  readonly app: AppRow;
  readonly actionsApp: AppRow;
  readonly installationId: number;
  readonly users: Map<number, UserRow>;
  readonly labels: Map<number, LabelRow>;
  /** By number. */
  readonly issues: Map<number, IssueRow>;
  /** Issue and pull request numbers by node id and by database id. */
  readonly numbers: Map<string | number, number>;
  readonly comments: Map<number, CommentRow>;
  readonly reactions: Map<number, ReactionRow>;
  readonly timeline: TimelineRow[];
  /** Every thing that has a node id; a deleted thing answers `undefined`. */
  readonly nodes: Map<string, () => object | undefined>;
  /** Tells the event bus and the webhook queue that something happened, in order. */
  readonly emit: (event: WorldEvent) => void;
  /** Listens to every event, before its webhook is delivered. Answers a function that stops listening. */
  readonly onEvent: (listener: (event: WorldEvent) => void) => () => void;
};

export type WorldOptions = {
  readonly owner: string;
  readonly name: string;
  readonly users: Readonly<Record<string, Role>>;
  readonly repository: string;
  readonly defaultBranch: string;
  readonly visibility: "public" | "private";
  /** The App; its slug and bot user come from its name. */
  readonly app: {
    readonly name: string;
    readonly permissions: Permissions;
    readonly events: readonly string[];
  };
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
};

const ACTIONS_APP = 15368;
const ACTIONS_BOT = 41898282;

export function createWorld(options: WorldOptions): World {
  const ids = startIds();
  const now = () => `${new Date(options.clock()).toISOString().slice(0, 19)}Z`;
  const users = new Map<number, UserRow>();
  const user = (kind: UserRow["__typename"], login: string, role: Role, id = ids.database("user")) => {
    const row = { __typename: kind, id, nodeId: nodeId(prefixes[kind], id), login, role };
    users.set(id, row);
    return row;
  };
  const owner = user("Organization", options.owner, "admin");
  for (const [login, role] of Object.entries(options.users)) user("User", login, role);
  const actions = { name: "GitHub Actions", permissions: {}, events: [] };
  const actionsBot = user("Bot", "github-actions[bot]", "none", ACTIONS_BOT);
  const bot = user("Bot", `${slugOf(options.app.name)}[bot]`, "none");
  const repository = repositoryOf(options, owner, ids.database("repository"), now());
  const world: World = {
    origin: "",
    ids,
    now,
    repository,
    app: appOf(options.app, ids.database("app"), bot, now()),
    actionsApp: appOf(actions, ACTIONS_APP, actionsBot, now()),
    installationId: ids.database("installation"),
    users,
    labels: new Map(),
    issues: new Map(),
    numbers: new Map(),
    comments: new Map(),
    reactions: new Map(),
    timeline: [],
    nodes: new Map<string, () => object | undefined>([[repository.nodeId, () => repository]]),
    ...startBus(),
  };
  for (const row of users.values()) world.nodes.set(row.nodeId, () => row);
  return world;
}

const prefixes = { User: "U", Bot: "BOT", Organization: "O" } as const;

function appOf(app: WorldOptions["app"], id: number, bot: UserRow, createdAt: string): AppRow {
  return { ...app, id, nodeId: nodeId("A", id), slug: slugOf(app.name), bot, createdAt };
}

function repositoryOf(options: WorldOptions, owner: UserRow, id: number, createdAt: string): RepositoryRow {
  return {
    __typename: "Repository",
    id,
    nodeId: nodeId("R", id),
    name: options.name,
    owner,
    path: options.repository,
    defaultBranch: options.defaultBranch,
    visibility: options.visibility,
    createdAt,
  };
}

function startBus(): Pick<World, "emit" | "onEvent"> {
  const listeners = new Set<(event: WorldEvent) => void>();
  return {
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * A table of a resource's own, one per world: `const pulls = table<PullRow>()`, then `pulls(world).get(id)`. For rows
 * that only that resource reads.
 */
export function table<Row>(): (world: World) => Map<number, Row> {
  const tables = new WeakMap<World, Map<number, Row>>();
  return (world) => {
    const found = tables.get(world) ?? new Map<number, Row>();
    tables.set(world, found);
    return found;
  };
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
