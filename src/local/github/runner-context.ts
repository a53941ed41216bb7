import { dirname } from "node:path";
import type { RunRow } from "./run-rows.ts";
import { toValue, type Value } from "./workflow-expression.ts";
import type { World } from "./world.ts";

/** Folders of one job. */
export type JobFolders = {
  readonly home: string;
  readonly temporary: string;
  readonly workspace: string;
  readonly eventPath: string;
};

/** What is fixed while a job runs. `apiUrl`, `graphqlUrl`, `serverUrl` are the local GitHub's own. */
export type JobPlace = {
  readonly world: World;
  readonly run: RunRow;
  readonly attempt: number;
  readonly job: string;
  readonly token: string;
  readonly folders: JobFolders;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The folder `$/` stands for in a called workflow; `null` in the run's own. */
  readonly source: string | null;
  /** Where the run's artifacts lie. */
  readonly artifacts: string;
  readonly inputs: { readonly [name: string]: Value };
  readonly matrix: { readonly [name: string]: Value };
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
};

/** The facts that both the `github` context and the environment hold, by the context's names. */
function facts(place: JobPlace): Readonly<Record<string, string>> {
  const { world, run, folders } = place;
  const { repository } = world;
  const full = `${repository.owner.login}/${repository.name}`;
  const ref = `refs/heads/${run.branch}`;
  return {
    actor: run.actor.login,
    actor_id: String(run.actor.id),
    api_url: place.apiUrl,
    base_ref: "",
    event_name: run.event,
    event_path: folders.eventPath,
    graphql_url: place.graphqlUrl,
    head_ref: "",
    job: place.job,
    ref,
    ref_name: run.branch,
    ref_protected: "false",
    ref_type: "branch",
    repository: full,
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    run_attempt: String(place.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    server_url: place.serverUrl,
    sha: run.sha,
    triggering_actor: run.attempts.at(-1)?.actor.user.login ?? run.actor.login,
    workflow: run.workflow.name,
    workflow_ref: `${full}/${run.workflow.path}@${ref}`,
    workflow_sha: run.sha,
    workspace: folders.workspace,
  };
}

/** The environment that every step starts from. Of this process it holds only `PATH`, its own Node first. */
export function baseEnvironment(place: JobPlace): Record<string, string> {
  const { home, temporary } = place.folders;
  const named = Object.entries(facts(place)).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]);
  return {
    ...Object.fromEntries(named),
    CI: "true",
    GITHUB_ACTIONS: "true",
    HOME: home,
    LANG: "C.UTF-8",
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? "/usr/bin:/bin"}`,
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_NAME: "local",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: `${home}/tools`,
  };
}

/** The contexts of expressions, apart from `env`, `steps` and `needs`, which grow while the job runs. */
export function jobContexts(place: JobPlace): { readonly [name: string]: Value } {
  const { home, temporary } = place.folders;
  return {
    github: { ...facts(place), token: place.token, event: toValue(place.run.payload) },
    secrets: { ...place.secrets, GITHUB_TOKEN: place.token },
    vars: { ...place.variables },
    inputs: place.inputs,
    ...(Object.keys(place.matrix).length > 0 ? { matrix: place.matrix } : {}),
    runner: {
      os: "Linux",
      arch: process.arch.toUpperCase(),
      environment: "github-hosted",
      name: "local",
      temp: temporary,
      tool_cache: `${home}/tools`,
    },
  };
}
