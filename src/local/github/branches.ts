import type { components } from "@octokit/openapi-types";
import { commitListBody } from "./commit-body.ts";
import type { GitCommit } from "./git-objects.ts";
import { gitOf } from "./git-of.ts";
import { page } from "./paging.ts";
import { refRulesOf } from "./refs-rules.ts";
import { notFound, rejection } from "./rejection.ts";
import { apiUrl, htmlUrl } from "./repository-body.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];

const base = "/repos/:owner/:repo";
const need = "contents:read" as const;

/** Branches, their rules, commits and comparisons; reading only. */
export const branches: Resource = {
  name: "branches",
  routes: [
    { method: "GET", path: `${base}/branches`, operation: "repos/list-branches", need, answer: list },
    { method: "GET", path: `${base}/branches/:branch{.+}`, operation: "repos/get-branch", need, answer: get },
    {
      method: "GET",
      path: `${base}/rules/branches/:branch{.+}`,
      operation: "repos/get-branch-rules",
      need: "metadata:read",
      answer: rules,
    },
    { method: "GET", path: `${base}/commits/:ref{.+}`, operation: "repos/get-commit", need, answer: commit },
    {
      method: "GET",
      path: `${base}/compare/:range{.+}`,
      operation: "repos/compare-commits-with-basehead",
      need,
      answer: compare,
    },
  ],
};

async function list(call: Call): Promise<Answer> {
  const { world } = call;
  const refs = await gitOf(world).refs("refs/heads/");
  return page(call, refs, ({ name, sha }): Schemas["short-branch"] => ({
    name: name.slice("refs/heads/".length),
    commit: { sha, url: apiUrl(world, `/commits/${sha}`) },
    protected: false,
  }));
}

async function get({ world, params }: Call): Promise<Answer> {
  const name = params.branch ?? "";
  const ref = await gitOf(world).ref(`refs/heads/${name}`);
  if (ref === null) throw rejection(404, "Branch not found");
  const self = apiUrl(world, `/branches/${name}`);
  const body: Schemas["branch-with-protection"] = {
    name,
    commit: commitListBody(world, await commitAt(world, ref.sha)),
    _links: { self, html: htmlUrl(world, `/tree/${name}`) },
    protected: false,
    protection: { enabled: false },
    protection_url: `${self}/protection`,
  };
  return json(body);
}

/** The rulesets that apply to a branch: `creation` and `update` for those set with `refRulesOf`. */
function rules({ world, params }: Call): Answer {
  const name = `refs/heads/${params.branch}`;
  const hit = refRulesOf(world).restricted.some((rule) =>
    rule.endsWith("*") ? name.startsWith(rule.slice(0, -1)) : rule === name,
  );
  const source = {
    ruleset_source_type: "Repository" as const,
    ruleset_source: `${world.repository.owner.login}/${world.repository.name}`,
    ruleset_id: 42,
  };
  const found: Schemas["repository-rule-detailed"][] = hit
    ? [
        { type: "creation", ...source },
        { type: "update", ...source },
      ]
    : [];
  return json(found);
}

async function commit({ world, params }: Call): Promise<Answer> {
  return json(commitListBody(world, await commitAt(world, params.ref ?? "")));
}

async function commitAt(world: World, expression: string): Promise<GitCommit> {
  const found = await gitOf(world).commit(expression);
  if (found === null) throw rejection(422, `No commit found for SHA: ${expression}`);
  return found;
}

async function compare({ world, params }: Call): Promise<Answer> {
  const git = gitOf(world);
  const [from = "", to = ""] = (params.range ?? "").split("...");
  const [start, end] = [await git.commit(from), await git.commit(to)];
  if (start === null || end === null) throw notFound();
  const middle = await git.commit((await git.mergeBase(start.sha, end.sha)) ?? start.sha);
  const ahead = await git.between(start.sha, end.sha);
  const behind = await git.between(end.sha, start.sha);
  const url = apiUrl(world, `/compare/${from}...${to}`);
  const html = htmlUrl(world, `/compare/${from}...${to}`);
  const body: Schemas["commit-comparison"] = {
    url,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitListBody(world, start),
    merge_base_commit: commitListBody(world, middle ?? start),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.map((one) => commitListBody(world, one)),
  };
  return json(body);
}

function statusOf(ahead: number, behind: number): Schemas["commit-comparison"]["status"] {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}
