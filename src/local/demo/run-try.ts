/**
 * `pawl try`: plans a spec for a repository of one's own, releases it, and works its first tasks, on a clone and a local
 * GitHub, with Claude. The original repository is only read.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareFromRepository, branchOf } from "../stage/bare-repository.ts";
import { openStage } from "../stage/stage.ts";
import { nextPull, plan, type Scene, tellPull } from "./chapters.ts";
import type { Narrator } from "./narrator.ts";
import { pause, until } from "./patience.ts";
import { watch } from "./watch.ts";

export type TryOptions = {
  readonly home: string;
  readonly appEntry: string;
  readonly narrator: Narrator;
  /** A git repository on this machine. */
  readonly repository: string;
  readonly title: string;
  readonly spec: string;
  /** How many tasks to work; 0 only plans. */
  readonly tasks: number;
  readonly claude: { readonly url: string | null; readonly apiKey: string };
};

/** Answers the bare repository that holds the branches. Throws what stood in the way, as a sentence. */
export async function runTry(options: TryOptions): Promise<string> {
  const { narrator, repository } = options;
  const folder = await mkdtemp(join(tmpdir(), "pawl-try-"));
  const branch = await branchOf(repository);
  const bare = await bareFromRepository(repository, folder, "repository");
  const stage = await openStage({
    ...options,
    bare,
    branch,
    repository: { owner: "local", name: "repository" },
    maintainer: "you",
    sandbox: true,
  });
  const look = watch(stage.github.world);
  const scene: Scene = { stage, alice: stage.person("you"), look, narrator, bare, patience: 3600 };
  try {
    narrator.chapter(`A clone of ${repository} at ${branch}, on a GitHub in a box`);
    const spec = await plan(scene, options.title, options.spec);
    if (options.tasks > 0) await workTasks(scene, spec, options.tasks);
    narrator.chapter("What is left for you");
    narrator.tell(`Every branch is in ${bare}; look at one with`);
    narrator.tell(`  git fetch ${bare} 'refs/heads/pawl/*:refs/remotes/pawl/*'`);
    return bare;
  } finally {
    narrator.end();
    await stage.close();
  }
}

/** Every pull request but the last is merged, so that the tasks behind it can start. */
async function workTasks(scene: Scene, spec: number, tasks: number): Promise<void> {
  const { alice, narrator, look, patience } = scene;
  narrator.chapter(`The Action works the first ${tasks === 1 ? "task" : `${tasks} tasks`}`);
  // A release counts for what stood there before it, to the second.
  await pause(1100);
  await alice.label(spec, "ready");
  for (let worked = 1; worked <= tasks; worked++) {
    const pull = await nextPull(scene);
    await tellPull(scene, pull);
    if (worked === tasks) break;
    await alice.merge(pull);
    narrator.tell("    merged, so that the next can start");
  }
  await alice.unlabel(spec, "ready");
  await until("the last run to end", () => (look.isRunning() ? null : true), patience);
}
