import { Octokit } from "@octokit/rest";
import { type GithubOptions, type LocalGithub, startGithub } from "../../../src/local/github/server.ts";
import { bareRepository } from "./bare-repository.ts";

export const here = { owner: "acme", repo: "shop" };

/** A local GitHub over a fresh bare repository: `alice` writes, `rita` reads. */
export async function gitWorld(
  options: Partial<GithubOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
) {
  const { files, ...rest } = options;
  const box = await bareRepository(files);
  const github = await startGithub({
    owner: here.owner,
    name: here.repo,
    users: { alice: "write", rita: "read" },
    repository: box.git.path,
    ...rest,
  });
  const contents = github.workflowToken({ contents: "write" });
  return {
    github,
    git: box.git,
    first: box.first,
    alice: client(github, github.tokenOf("alice")),
    rita: client(github, github.tokenOf("rita")),
    /** A workflow's client that may write contents and nothing else. */
    bot: client(github, contents),
    botToken: contents,
    close: async () => {
      await github.close();
      await box.remove();
    },
  };
}

export type GitWorld = Awaited<ReturnType<typeof gitWorld>>;

export function client(github: LocalGithub, token: string): Octokit {
  return new Octokit({ auth: token, baseUrl: github.url, log: silent });
}

const nothing = () => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** A GraphQL answer as sent: data and errors side by side. */
export async function graphql(
  github: LocalGithub,
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<{ data?: Record<string, unknown> | null; errors?: { message: string; type?: string }[] }> {
  const response = await fetch(github.graphqlUrl, {
    method: "POST",
    headers: { authorization: `bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const answer: { data?: Record<string, unknown> | null; errors?: { message: string; type?: string }[] } =
    JSON.parse(await response.text());
  return answer;
}
