/**
 * The demo: Pawl's main job from a spec issue to merged pull requests, offline, on a small real library. Everything on
 * the stage is the product itself; only GitHub is local and Claude is scripted (or, with `live`, Claude itself).
 */
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScriptedClaude } from "../claude/scripted-claude.ts";
import { bareFromFolder, checkedOut } from "../stage/bare-repository.ts";
import { openStage } from "../stage/stage.ts";
import { list, nextPull, plan, type Scene, stateOf, tellPull } from "./chapters.ts";
import { type FinalState, readEdges, readPullRequests, readSubIssues } from "./final-state.ts";
import type { Narrator } from "./narrator.ts";
import { pause, until } from "./patience.ts";
import { sampleScenario } from "./scenario.ts";
import { tellSights } from "./tell-sights.ts";
import { watch } from "./watch.ts";

export type DemoOptions = {
  /** Pawl's own folder. */
  readonly home: string;
  readonly appEntry: string;
  readonly narrator: Narrator;
  readonly sandbox: boolean;
  /** A key of the Claude API: run the demo on Claude. `null`: scripted. */
  readonly liveKey: string | null;
};

export async function runDemo(options: DemoOptions): Promise<FinalState> {
  const started = Date.now();
  const { narrator, home, liveKey } = options;
  const folder = await mkdtemp(join(tmpdir(), "pawl-demo-"));
  const sample = join(home, "src/local/sample");
  const bare = await bareFromFolder(join(sample, "library"), folder, "larder");
  const scripted = liveKey === null ? await startScriptedClaude({ scenario: sampleScenario }) : null;
  const claude = scripted ?? { url: null, apiKey: liveKey ?? "" };
  const repository = { owner: "corner-shop", name: "larder" };
  const stage = await openStage({
    ...options,
    bare,
    branch: "main",
    repository,
    claude,
    maintainer: "alice",
  });
  const alice = stage.person("alice");
  const look = watch(stage.github.world);
  const scene: Scene = { stage, alice, look, narrator, bare, patience: scripted ? 180 : 1800 };
  try {
    opening(scene, options);
    const spec = await plan(scene, "Browse and buy", await readFile(join(sample, "spec.md"), "utf8"));
    const released = await release(scene, spec);
    await build(scene, spec, released);
    const state = await finalState(scene, spec, options.sandbox, (Date.now() - started) / 1000);
    ending(narrator, state);
    return state;
  } catch (error) {
    narrator.end();
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The demo broke. ${said}\n\nRuns:\n${look.logs()}\nApp:\n${stage.app.output().slice(-2000)}`,
    );
  } finally {
    narrator.end();
    await stage.close();
    await scripted?.close();
  }
}

function opening({ narrator }: Scene, { sandbox, liveKey }: DemoOptions): void {
  narrator.chapter("A GitHub in a box, the Pawl App, and a small real library called larder");
  narrator.tell(
    liveKey === null
      ? "Claude is scripted here: no key, no network."
      : "Claude answers for real; this costs money.",
  );
  if (!sandbox)
    narrator.tell(
      "bubblewrap cannot start on this machine: tests run without the sandbox, as no model wrote them.",
    );
}

/** alice releases the first sprint, or the whole spec where there is only one. Answers the tasks that she released. */
async function release({ alice, narrator }: Scene, spec: number): Promise<readonly number[]> {
  const issues = await readSubIssues(alice, spec);
  const sprint = issues.find(({ task }) => task === null)?.number ?? spec;
  const tasks = issues.filter(({ task, parent }) => task !== null && parent === sprint);
  narrator.chapter(`2. alice reads the tasks and labels #${sprint} ready`);
  // A release counts for what stood there before it, to the second.
  await pause(1100);
  await alice.label(sprint, "ready");
  const left = issues.filter(
    ({ task, number }) => task !== null && !tasks.some((one) => one.number === number),
  );
  narrator.tell(`released: ${list(tasks)}`);
  if (left.length > 0) narrator.tell(`nobody released: ${list(left)}`);
  return tasks.map(({ number }) => number);
}

async function build(scene: Scene, spec: number, tasks: readonly number[]): Promise<void> {
  const { alice, narrator } = scene;
  narrator.chapter("3. The Action works task after task; alice reviews and merges");
  for (let merged = 0; merged < tasks.length; merged++) {
    const pull = await nextPull(scene);
    const read = await tellPull(scene, pull);
    if (merged === 0) tellSights(narrator, scene.stage.sights);
    await alice.merge(pull);
    narrator.tell(`    alice merged it; #${read.issue} is closed`);
  }
  const sprint = (await readSubIssues(alice, spec)).find(({ number }) => number === tasks[0])?.parent ?? spec;
  narrator.doing("Pawl closes the sprint");
  await until(
    "the sprint to be closed",
    async () => ((await stateOf(alice, sprint)) === "closed" ? true : null),
    scene.patience,
  );
  narrator.tell(`Pawl closed #${sprint} and said what was delivered`);
  await until("the last run", () => (scene.look.isRunning() ? null : true), scene.patience);
}

/** The commit before the first that Pawl made. */
function firstParent({ pullRequests }: FinalState): string {
  return `${pullRequests[0]?.commits[0]?.sha.slice(0, 7) ?? "main"}^`;
}

async function finalState(
  scene: Scene,
  specIssue: number,
  sandbox: boolean,
  seconds: number,
): Promise<FinalState> {
  const { alice, bare, stage } = scene;
  const { requests: log } = stage.github;
  const graphql = log.filter(({ operation }) => operation === "graphql").length;
  const requests = { rest: log.length - graphql, graphql };
  const subIssues = await readSubIssues(alice, specIssue);
  const edges = await readEdges(alice, subIssues);
  const pullRequests = await readPullRequests(alice, bare);
  const repository = await checkedOut(bare, bare.replace(/\.git$/, ""));
  return { specIssue, subIssues, edges, pullRequests, repository, sandbox, requests, seconds };
}

function ending(narrator: Narrator, state: FinalState): void {
  const merged = state.pullRequests.filter((pull) => pull.state === "merged");
  const commits = merged.flatMap((pull) => pull.commits);
  const open = state.subIssues.filter(({ task, state: now }) => task !== null && now === "open");
  narrator.chapter("The end");
  narrator.tell(`${merged.length} pull requests merged, ${commits.length} commits, each with its own proof`);
  narrator.tell(`untouched, because nobody released them: ${list(open)}`);
  narrator.tell(
    `${state.requests.rest + state.requests.graphql} GitHub requests, ${Math.round(state.seconds)} seconds`,
  );
  narrator.tell("");
  narrator.tell(
    `The repository is in ${state.repository}. Look at the commits, and let Pawl replay their proofs:`,
  );
  narrator.tell(`  git -C ${state.repository} log main`);
  narrator.tell(`  npx pawl verify ${firstParent(state)}..main --repo ${state.repository}`);
}
