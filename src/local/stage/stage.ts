/**
 * Everything Pawl needs around it on one machine: a local GitHub that serves a bare repository, the App as a process, and
 * a runner that starts the very Action of `action.yml`. Demo, `pawl try`, stories and benchmarks all stand on it.
 */
import { runner } from "../github/runner.ts";
import type { Sight } from "../github/runner-step.ts";
import { type LocalGithub, startGithub } from "../github/server.ts";
import { type AppProcess, startApp } from "./app-process.ts";
import { addFile } from "./bare-repository.ts";
import { installedWorkflow, prepareScript, workflowPath } from "./installed-workflow.ts";
import { type Person, personAt } from "./person.ts";

export type StageOptions = {
  /** Pawl's own folder: where action.yml stands. */
  readonly home: string;
  /** The App's entry file. */
  readonly appEntry: string;
  readonly bare: string;
  readonly branch: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly claude: { readonly url: string | null; readonly apiKey: string };
  /** Login of the maintainer; more people by role. */
  readonly maintainer: string;
  readonly others?: Readonly<Record<string, "write" | "triage" | "read" | "none">>;
  /** False only where bubblewrap cannot start and the driver is scripted. */
  readonly sandbox: boolean;
  /** More lines of `.github/pawl.yml`, after `app:`. */
  readonly config?: string;
  /** The workflow file that the user installs; the README's unless given. */
  readonly workflowFile?: string;
  /** What the user changed in it. */
  readonly workflow?: (text: string) => string;
  /** GitHub's own time, in milliseconds since the epoch; this machine's unless given. */
  readonly clock?: () => number;
};

export type Stage = {
  readonly github: LocalGithub;
  readonly app: AppProcess;
  /** The repository's secrets, as the next run sees them; may be changed. */
  readonly secrets: { ANTHROPIC_API_KEY: string };
  /** What every process of the Action that was started so far could see. */
  readonly sights: readonly Sight[];
  person(login: string): Person;
  /** Ends the App's process and starts another: what it only remembered is gone, what happens meanwhile it does not hear. */
  restartApp(meanwhile?: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
};

export async function openStage(options: StageOptions): Promise<Stage> {
  const { owner, name } = options.repository;
  const secrets = { ANTHROPIC_API_KEY: options.claude.apiKey };
  const sights: Sight[] = [];
  const actions = [
    { uses: /^pawl-dev\/pawl@/, folder: options.home },
    { uses: /^\$\/\.github\/actions\/prepare$/, script: await prepareScript(options.home) },
  ];
  const github = await startGithub({
    owner,
    name,
    users: { [options.maintainer]: "admin", ...options.others },
    repository: options.bare,
    defaultBranch: options.branch,
    rateLimit: 1_000_000,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    resources: [runner({ actions, secrets, see: (sight) => void sights.push(sight) })],
  });
  try {
    await settings(options, github);
    const environment = {
      ANTHROPIC_API_KEY: options.claude.apiKey,
      ...(options.claude.url === null ? {} : { ANTHROPIC_BASE_URL: options.claude.url }),
      LOG_LEVEL: "info",
    };
    const start = () => startApp({ entry: options.appEntry, github, environment });
    let app = await start();
    github.setWebhook(app.webhookUrl);
    return {
      github,
      get app() {
        return app;
      },
      secrets,
      sights,
      person: (login) => personAt(github.url, `${owner}/${name}`, login, github.tokenOf(login)),
      restartApp: async (meanwhile) => {
        await app.stop();
        await meanwhile?.();
        app = await start();
        github.setWebhook(app.webhookUrl);
      },
      close: async () => {
        github.setWebhook(null);
        await app.stop();
        await github.close();
      },
    };
  } catch (error) {
    await github.close();
    throw error;
  }
}

/** The two files a user adds: the settings, with the App's id, and the workflow of the README. */
async function settings(options: StageOptions, github: LocalGithub): Promise<void> {
  const { bare, branch } = options;
  const text = `app: ${github.app.id}\n${options.config ?? ""}`;
  await addFile(bare, branch, ".github/pawl.yml", text);
  await addFile(bare, branch, workflowPath, await installedWorkflow(options));
}
