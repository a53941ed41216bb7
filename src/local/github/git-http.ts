import { checkAccess } from "./answering.ts";
import { gitOf } from "./git-of.ts";
import { runGit } from "./git-process.ts";
import { zeroOid } from "./git-refs.ts";
import { type DoneMove, refsMoved } from "./refs-move.ts";
import { refRulesOf } from "./refs-rules.ts";
import type { Mount, Resource } from "./resource.ts";
import type { Actor } from "./rows.ts";
import type { World } from "./world.ts";

type Service = "git-upload-pack" | "git-receive-pack";

/** Clone, fetch and push over smart HTTP, by git's own `http-backend`. The token is the password of basic auth. */
export const gitHttp: Resource = {
  name: "git-http",
  routes: [],
  mounts: [
    mount("/:owner/:repo/info/refs", "git/advertise"),
    mount("/:owner/:repo/git-upload-pack", "git/upload-pack"),
    mount("/:owner/:repo/git-receive-pack", "git/receive-pack"),
  ],
};

function mount(path: string, operation: string): Mount {
  return { path, operation, answer };
}

async function answer(request: Request, world: World, actor: Actor | null): Promise<Response> {
  const url = new URL(request.url);
  const { owner, name } = world.repository;
  const asked = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(
    url.pathname,
  );
  const service = serviceOf(url, asked?.[3] ?? "");
  if (asked === null || service === null) return text(404, "Not Found");
  const refused = refusal(world, actor, service);
  if (refused !== null) return refused;
  const same =
    asked[1]?.toLowerCase() === owner.login.toLowerCase() && asked[2]?.toLowerCase() === name.toLowerCase();
  if (!same) return text(404, "Repository not found.");
  const path = `/${asked[3]}`;
  if (service === "git-receive-pack" && request.method === "POST" && actor !== null) {
    return pushed(world, actor, () => backend(request, url, world, path));
  }
  return backend(request, url, world, path);
}

function serviceOf(url: URL, path: string): Service | null {
  const service = path === "info/refs" ? url.searchParams.get("service") : path;
  return service === "git-upload-pack" || service === "git-receive-pack" ? service : null;
}

/** GitHub asks for credentials with 401 and answers 403 in words when they do not suffice. */
function refusal(world: World, actor: Actor | null, service: Service): Response | null {
  const writing = service === "git-receive-pack";
  if (
    actor === null ||
    (actor.kind === "anonymous" && (writing || world.repository.visibility === "private"))
  ) {
    return text(401, "Authentication required", { "www-authenticate": 'Basic realm="GitHub"' });
  }
  try {
    checkAccess(world, actor, writing ? "contents:write" : "contents:read");
    return null;
  } catch {
    return text(403, writing ? "Write access to repository not granted." : "Repository not found.");
  }
}

function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${body}\n`, { status, headers: { "content-type": "text/plain", ...headers } });
}

async function backend(request: Request, url: URL, world: World, path: string): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer());
  const exit = await runGit(world.repository.path, ["http-backend"], {
    input: body,
    env: {
      GIT_PROJECT_ROOT: world.repository.path,
      GIT_HTTP_EXPORT_ALL: "1",
      REQUEST_METHOD: request.method,
      PATH_INFO: path,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers.get("content-type") ?? "",
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: request.headers.get("content-encoding") ?? "",
      GIT_PROTOCOL: request.headers.get("git-protocol") ?? "",
      REMOTE_USER: "local",
      REMOTE_ADDR: "127.0.0.1",
      ...configuration(world),
    },
  });
  return cgiResponse(exit.stdout, exit.stderr);
}

/**
 * Settings of GitHub's git: any reachable commit may be fetched by id; a ruleset's refs are hidden from pushes. The rule
 * about workflow files is not among them: it is checked where the API moves refs, which is all that Pawl does.
 */
function configuration(world: World): Record<string, string> {
  const hidden = refRulesOf(world).restricted.map((rule) => rule.replace(/\/?\*$/, ""));
  const pairs = [
    ["http.receivepack", "true"],
    ["receive.autogc", "false"],
    ["uploadpack.allowAnySHA1InWant", "true"],
    ["uploadpack.allowFilter", "true"],
    ...hidden.map((ref) => ["receive.hideRefs", ref]),
  ];
  const entries = pairs.flatMap(([key = "", value = ""], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(pairs.length), ...Object.fromEntries(entries) };
}

function cgiResponse(output: Buffer, errors: string): Response {
  const end = output.indexOf("\r\n\r\n");
  if (end < 0) return text(500, `git http-backend gave no answer: ${errors.trim()}`);
  const headers = new Headers();
  for (const line of output.toString("latin1", 0, end).split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const status = Number.parseInt(headers.get("status") ?? "200", 10);
  headers.delete("status");
  return new Response(new Uint8Array(output.subarray(end + 4)), { status, headers });
}

const lanes = new WeakMap<World, Promise<unknown>>();

/** One push at a time; what it moved is told to whoever listens, before the client gets its answer. */
function pushed(world: World, actor: Actor, push: () => Promise<Response>): Promise<Response> {
  const work = async () => {
    const before = await refMap(world);
    const response = await push();
    const moves = changes(before, await refMap(world));
    if (moves.length > 0) await refsMoved(world, actor, moves);
    return response;
  };
  const next = (lanes.get(world) ?? Promise.resolve()).then(work, work);
  lanes.set(
    world,
    next.catch(() => undefined),
  );
  return next;
}

async function refMap(world: World): Promise<ReadonlyMap<string, string>> {
  return new Map((await gitOf(world).refs("refs/")).map((ref) => [ref.name, ref.sha]));
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): DoneMove[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const move = { name, before: before.get(name) ?? zeroOid, after: after.get(name) ?? zeroOid };
    return move.before === move.after ? [] : [move];
  });
}
