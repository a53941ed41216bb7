import { z } from "zod";
import type { Patient } from "../commands/doctor.ts";
import { failureOf } from "./failure.ts";
import { openGithubCodeBase } from "./github-code-base.ts";
import { openGithubCodeHost } from "./github-code-host.ts";
import type { Github } from "./octokit.ts";

const Named = z.array(z.looseObject({ name: z.string() }));
const Secrets = z.looseObject({ secrets: Named });
const Rules = z.array(z.looseObject({ type: z.string() }));
const Setting = z.looseObject({ can_approve_pull_request_reviews: z.boolean() });
const Refs = z.array(z.looseObject({ ref: z.string() }));

/** What `pawl doctor` sees of a repository over the API. What the token may not see is `null`, not a fault. */
export function openGithubPatient(github: Github): Omit<Patient, "sandbox"> {
  const { octokit, owner, name: repo } = github;
  const ask = async <Shape extends z.ZodType>(
    shape: Shape,
    route: string,
    more: Readonly<Record<string, string | number>> = {},
  ) => {
    try {
      return shape.parse((await octokit.request(`GET ${route}`, { owner, repo, ...more })).data);
    } catch (error) {
      const { status } = failureOf(error);
      if (status === 401 || status === 403 || status === 404) return null;
      throw error;
    }
  };
  const here = "/repos/{owner}/{repo}";
  return {
    text: async (path) => (await openGithubCodeBase(github).texts([path])).get(path) ?? null,
    workflows: async () => {
      const codeHost = openGithubCodeHost(github);
      const { head } = await codeHost.defaultBranch();
      const paths = [...(await codeHost.tree(head)).keys()].filter((path) =>
        /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
      );
      return [...(await codeHost.texts(head, paths))].map(([path, text]) => ({ path, text }));
    },
    labels: async () => {
      const found: string[] = [];
      for (let page = 1; ; page++) {
        const labels = (await ask(Named, `${here}/labels`, { per_page: 100, page })) ?? [];
        found.push(...labels.map(({ name }) => name));
        if (labels.length < 100) return found;
      }
    },
    mayOpenPullRequests: async () =>
      (await ask(Setting, `${here}/actions/permissions/workflow`))?.can_approve_pull_request_reviews ?? null,
    branchRules: async (branch) =>
      (await ask(Rules, `${here}/rules/branches/{branch}`, { branch }))?.map(({ type }) => type) ?? null,
    secrets: async () =>
      (await ask(Secrets, `${here}/actions/secrets`, { per_page: 100 }))?.secrets.map(({ name }) => name) ??
      null,
    refs: async (prefix) =>
      (
        (await ask(Refs, `${here}/git/matching-refs/{+ref}`, { ref: prefix.replace(/^refs\//, "") })) ?? []
      ).map(({ ref }) => ref),
  };
}
