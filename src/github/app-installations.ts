/** What the App asks in its own name: where it is installed, and which webhooks did not arrive. */
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";

export type AppAccess = {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** REST base URL; `null` for GitHub's own. */
  readonly baseUrl: string | null;
};

export type InstalledRepository = {
  readonly owner: string;
  readonly name: string;
  readonly installationId: number;
};

/** How often one delivery is asked for again. */
const mostAttempts = 3;

/** Every repository the App may work in. A suspended installation is left out. */
export async function installedRepositories(access: AppAccess): Promise<readonly InstalledRepository[]> {
  const app = clientOf(access);
  const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  const found: InstalledRepository[] = [];
  for (const { id, suspended_at } of installations) {
    if (suspended_at) continue;
    const client = clientOf(access, id);
    const { listReposAccessibleToInstallation } = client.rest.apps;
    for (const { owner, name } of await client.paginate(listReposAccessibleToInstallation, { per_page: 100 }))
      found.push({ owner: owner.login, name, installationId: id });
  }
  return found;
}

/**
 * Asks GitHub to deliver again what failed since a time (ISO 8601) and no later attempt brought over. Answers how many.
 * GitHub itself never does, and forgets deliveries after three days. Comments are left out: `unansweredCommands` finds them,
 * and what was heard twice would be answered twice.
 */
export async function redeliverFailed(access: AppAccess, since: string): Promise<number> {
  const app = clientOf(access);
  const attempts = new Map<string, { readonly newest: number; count: number; arrived: boolean }>();
  const pages = app.paginate.iterator(app.rest.apps.listWebhookDeliveries, { per_page: 100 });
  for await (const { data } of pages) {
    for (const { id, guid, status_code, event, delivered_at } of data) {
      if (event === "issue_comment" || delivered_at < since) continue;
      const known = attempts.get(guid) ?? { newest: id, count: 0, arrived: false };
      known.count += 1;
      known.arrived ||= status_code >= 200 && status_code < 400;
      attempts.set(guid, known);
    }
    if (data.some((one) => one.delivered_at < since)) break;
  }
  const failed = [...attempts.values()].filter(({ count, arrived }) => !arrived && count < mostAttempts);
  for (const { newest } of failed.toReversed()) {
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: newest });
  }
  return failed.length;
}

function clientOf({ appId, privateKey, baseUrl }: AppAccess, installationId?: number): Octokit {
  const quiet = () => {};
  return new Octokit({
    authStrategy: createAppAuth,
    auth: { appId, privateKey, ...(installationId === undefined ? {} : { installationId }) },
    ...(baseUrl === null ? {} : { baseUrl }),
    userAgent: "pawl",
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}
