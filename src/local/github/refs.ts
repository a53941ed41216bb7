import type { components } from "@octokit/openapi-types";
import { gitOf } from "./git-of.ts";
import { zeroOid } from "./git-refs.ts";
import type { Ref } from "./git-repository.ts";
import { nodeId } from "./ids.ts";
import { moveRefs } from "./refs-move.ts";
import { invalid, notFound, rejection } from "./rejection.ts";
import { type Answer, type Call, empty, json, type Resource } from "./resource.ts";
import type { World } from "./world.ts";

const base = "/repos/:owner/:repo/git";

/** Branches, tags and all other refs over REST; `updateRefs` is in `refs-graphql.ts`. */
export const refs: Resource = {
  name: "refs",
  routes: [
    {
      method: "GET",
      path: `${base}/ref/:ref{.+}`,
      operation: "git/get-ref",
      need: "contents:read",
      answer: get,
    },
    {
      method: "GET",
      path: `${base}/matching-refs/:ref{.*}`,
      operation: "git/list-matching-refs",
      need: "contents:read",
      answer: matching,
    },
    {
      method: "POST",
      path: `${base}/refs`,
      operation: "git/create-ref",
      need: "contents:write",
      answer: create,
    },
    {
      method: "PATCH",
      path: `${base}/refs/:ref{.+}`,
      operation: "git/update-ref",
      need: "contents:write",
      answer: update,
    },
    {
      method: "DELETE",
      path: `${base}/refs/:ref{.+}`,
      operation: "git/delete-ref",
      need: "contents:write",
      answer: remove,
    },
  ],
};

async function get({ world, params }: Call): Promise<Answer> {
  const ref = await gitOf(world).ref(`refs/${params.ref}`);
  if (ref === null) throw notFound();
  return json(refBody(world, ref));
}

async function matching({ world, params }: Call): Promise<Answer> {
  const found = await gitOf(world).refs(`refs/${params.ref ?? ""}`);
  return json(found.map((ref) => refBody(world, ref)));
}

async function create({ world, actor, body }: Call): Promise<Answer> {
  const name = field(body, "ref");
  const sha = oid(body);
  await moveRefs(world, actor, [{ name, before: zeroOid, after: sha, force: false }]);
  return json(await current(world, name, sha), 201);
}

async function update({ world, actor, params, body }: Call): Promise<Answer> {
  const name = `refs/${params.ref}`;
  const sha = oid(body);
  const now = await gitOf(world).ref(name);
  if (now === null) throw rejection(422, "Reference does not exist");
  await moveRefs(world, actor, [{ name, before: now.sha, after: sha, force: body.force === true }]);
  return json(await current(world, name, sha));
}

async function remove({ world, actor, params }: Call): Promise<Answer> {
  const name = `refs/${params.ref}`;
  const now = await gitOf(world).ref(name);
  if (now === null) throw rejection(422, "Reference does not exist");
  await moveRefs(world, actor, [{ name, before: now.sha, after: zeroOid, force: true }]);
  return empty();
}

async function current(world: World, name: string, sha: string): Promise<components["schemas"]["git-ref"]> {
  const object = await gitOf(world).read(sha);
  return refBody(world, { name, sha, type: object?.type ?? "commit" });
}

function refBody(world: World, ref: Ref): components["schemas"]["git-ref"] {
  const url = gitUrl(world);
  return {
    ref: ref.name,
    node_id: `${nodeId("REF", world.repository.id)}${Buffer.from(ref.name).toString("base64url")}`,
    url: `${url}/${ref.name}`,
    object: { sha: ref.sha, type: ref.type, url: `${url}/${ref.type}s/${ref.sha}` },
  };
}

/** Where the git database of the repository is in the REST API. */
export function gitUrl(world: World): string {
  const { owner, name } = world.repository;
  return `${world.origin}/repos/${owner.login}/${name}/git`;
}

function field(body: Call["body"], name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw invalid({ resource: "Reference", field: name, code: "missing_field" });
}

function oid(body: Call["body"]): string {
  const sha = field(body, "sha");
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw rejection(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  return sha;
}
