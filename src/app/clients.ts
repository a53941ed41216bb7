/** One GitHub client per repository and installation, so that its installation token is asked for once. */
import type { AppSettings } from "../config/app-settings.ts";
import { type Github, openGithub } from "../github/octokit.ts";
import { installationIdOf, repositoryOf } from "../github/payloads.ts";

type Repository = { readonly owner: string; readonly name: string };

export type Clients = {
  /** The client for the repository a webhook is about; `null` where it names none, or no installation. */
  of(payload: unknown): Github | null;
  at(repository: Repository, installationId: number): Github;
};

export function openClients(
  { appId, privateKey, baseUrl }: AppSettings,
  log: (line: string) => void,
): Clients {
  const known = new Map<string, Github>();
  const at = (repository: Repository, installationId: number): Github => {
    const key = `${installationId} ${repository.owner}/${repository.name}`;
    const found = known.get(key);
    if (found) return found;
    const github = openGithub({
      ...repository,
      credentials: { kind: "app", appId, privateKey, installationId },
      ...(baseUrl === null ? {} : { baseUrl, throttle: !isLoopback(baseUrl) }),
      log,
    });
    known.set(key, github);
    return github;
  };
  return {
    at,
    of: (payload) => {
      const repository = repositoryOf(payload);
      const installationId = installationIdOf(payload);
      return repository === null || installationId === null ? null : at(repository, installationId);
    },
  };
}

/** Only a server on this machine needs no pauses between writes. */
function isLoopback(url: string): boolean {
  return ["127.0.0.1", "[::1]", "localhost"].includes(new URL(url).hostname);
}
