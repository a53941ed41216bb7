/**
 * Real, long specifications planned through the whole pipeline: `/plan --from …` to the App process on the local GitHub, the
 * real repository map, a scripted planner, publishing. `PAWL_SPECS` names a folder; each Markdown file in it is a
 * specification, and each subfolder is one of several files. Without it there is nothing to measure, and it says so.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countInput } from "../src/local/claude/count-usage.ts";
import { isObject, tokensIn } from "../src/local/claude/json.ts";
import { type ScriptedClaude, startScriptedClaude } from "../src/local/claude/scripted-claude.ts";
import { bareFromFolder } from "../src/local/stage/bare-repository.ts";
import { openStage, type Stage } from "../src/local/stage/stage.ts";
import { type Counted, tally, watchPlan } from "./plan-requests.ts";
import { plannerScenario } from "./scripted-planner.ts";

const home = join(import.meta.dirname, "..");
const patienceSeconds = 900;

type LongSpec = {
  readonly name: string;
  readonly files: number;
  readonly words: number;
  readonly characters: number;
  /** Calls of the scripted planner; tokens as it counts them. `largestInput` is the longest single request. */
  readonly model: {
    readonly calls: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly largestInput: number;
    readonly largestOutput: number;
  };
  readonly github: Counted;
};

type Spec = { readonly name: string; readonly paths: readonly string[] };

/** `skipped` says why nothing was measured. Throws when a specification was not planned. */
export async function longSpecs(): Promise<object> {
  const folder = process.env.PAWL_SPECS ?? "";
  if (folder === "")
    return { name: "long specifications", skipped: "PAWL_SPECS names no folder of specifications." };
  const specs: LongSpec[] = [];
  for (const spec of await specsIn(folder)) specs.push(await planned(folder, spec));
  return { name: "long specifications", specs };
}

async function specsIn(folder: string): Promise<readonly Spec[]> {
  const found: Spec[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (entry.isFile() && entry.name.endsWith(".md")) found.push({ name: entry.name, paths: [entry.name] });
    if (!entry.isDirectory()) continue;
    const inside = (await readdir(join(folder, entry.name))).filter((name) => name.endsWith(".md")).sort();
    found.push({ name: entry.name, paths: inside.map((name) => `${entry.name}/${name}`) });
  }
  return found;
}

/** A repository with the specification in `docs/`, a stage of its own, one `/plan`. */
async function planned(folder: string, spec: Spec): Promise<LongSpec> {
  const place = await mkdtemp(join(tmpdir(), "pawl-bench-"));
  const outputs: number[] = [];
  const claude = await startScriptedClaude({
    scenario: async (request) => {
      const answer = await plannerScenario(request);
      outputs.push(tokensIn(JSON.stringify(answer)));
      return answer;
    },
  });
  try {
    const seed = join(place, "seed");
    await cp(join(home, "src/local/sample/library"), seed, { recursive: true });
    for (const path of spec.paths) {
      await mkdir(join(seed, "docs", path, ".."), { recursive: true });
      await cp(join(folder, path), join(seed, "docs", path));
    }
    const stage = await openStage({
      home,
      appEntry: join(home, "src/app.ts"),
      bare: await bareFromFolder(seed, place, "shop"),
      branch: "main",
      repository: { owner: "acme", name: "shop" },
      claude: { url: claude.url, apiKey: claude.apiKey },
      maintainer: "alice",
      sandbox: false,
      config: "plan: { previewOver: 1000 }\n",
    });
    try {
      return await measured(folder, spec, stage, claude, outputs);
    } finally {
      await stage.close();
    }
  } finally {
    await claude.close();
    await rm(place, { recursive: true, force: true });
  }
}

async function measured(
  folder: string,
  { name, paths }: Spec,
  stage: Stage,
  claude: ScriptedClaude,
  outputs: readonly number[],
): Promise<LongSpec> {
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), "utf8")));
  const text = texts.join("\n\n");
  const from = paths.map((path) => `--from docs/${path}`).join(" ");
  const watched = await watchPlan(
    stage,
    "The specification stands in the files.",
    `/plan ${from}`,
    patienceSeconds,
  );
  const inputs = claude.requests.flatMap(({ path, body }) =>
    path === "/v1/messages" && isObject(body) ? [countInput(body)] : [],
  );
  const rows = [...stage.github.world.issues.values()];
  const issues = rows.filter(({ parent }) => parent !== null).length;
  const edges = rows.reduce((sum, { blockedBy }) => sum + blockedBy.length, 0);
  return {
    ...{ name, files: paths.length, words: text.split(/\s+/).length, characters: text.length },
    model: {
      calls: inputs.length,
      ...{ inputTokens: sum(inputs), outputTokens: sum(outputs) },
      ...{ largestInput: Math.max(...inputs), largestOutput: Math.max(...outputs) },
    },
    github: tally({ issues, edges }, watched.names, watched.milliseconds),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
