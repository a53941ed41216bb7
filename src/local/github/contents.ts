import type { components } from "@octokit/openapi-types";
import { lines } from "./git-data.ts";
import { gitOf } from "./git-of.ts";
import type { ListedEntry } from "./git-repository.ts";
import { gitUrl } from "./refs.ts";
import { rejection } from "./rejection.ts";
import { apiUrl, htmlUrl } from "./repository-body.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];
/** A file or folder at a commit-ish. */
type Place = { readonly world: World; readonly path: string; readonly ref: string };

const base = "/repos/:owner/:repo/contents";

/** Files and folders by path at a branch, tag or commit (`ref`; the default branch without). Reading only. */
export const contents: Resource = {
  name: "contents",
  routes: [
    { method: "GET", path: base, operation: "repos/get-content", need: "contents:read", answer },
    {
      method: "GET",
      path: `${base}/:path{.*}`,
      operation: "repos/get-content",
      need: "contents:read",
      answer,
    },
  ],
};

async function answer({ world, params, query }: Call): Promise<Answer> {
  const path = (params.path ?? "").replace(/\/+$/, "");
  const ref = query.get("ref") ?? world.repository.defaultBranch;
  const git = gitOf(world);
  if ((await git.commit(ref)) === null) throw rejection(404, `No commit found for the ref ${ref}`);
  const found = await git.read(`${ref}:${path}`);
  if (found === null) throw rejection(404, "Not Found");
  const place = { world, path, ref };
  if (found.type === "tree") return json(await folder(place));
  const file: Schemas["content-file"] = {
    ...item(place, { path, sha: found.sha, type: "blob", size: found.body.length }),
    type: "file",
    encoding: "base64",
    content: lines(found.body),
  };
  return json(file);
}

async function folder({ world, path, ref }: Place): Promise<Schemas["content-directory"]> {
  const entries = await gitOf(world).list(`${ref}:${path}`, false);
  return entries.map((entry) => {
    const full = path === "" ? entry.path : `${path}/${entry.path}`;
    const type = kinds[entry.type];
    return {
      ...item({ world, path: full, ref }, entry),
      type: entry.mode === "120000" ? ("symlink" as const) : type,
    };
  });
}

const kinds = { tree: "dir", blob: "file", commit: "submodule" } as const;

function item({ world, path, ref }: Place, entry: Pick<ListedEntry, "path" | "sha" | "type" | "size">) {
  const self = apiUrl(world, `/contents/${path}?ref=${ref}`);
  const git = `${gitUrl(world)}/${entry.type}s/${entry.sha}`;
  const html = htmlUrl(world, `/${entry.type}/${ref}/${path}`);
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: entry.type === "blob" ? htmlUrl(world, `/raw/${ref}/${path}`) : null,
    _links: { self, git, html },
  };
}
