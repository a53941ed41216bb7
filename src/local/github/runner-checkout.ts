import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { gitText } from "./git-process.ts";
import type { JobPlace } from "./runner-context.ts";
import type { RunnerLog } from "./runner-log.ts";

/**
 * `actions/checkout`: the run's commit (or `ref`) over smart HTTP into the workspace. Knows `ref`, `path`, `token`,
 * `fetch-depth` and `persist-credentials`; other inputs make no difference here. Throws with git's own words.
 */
export async function checkout(
  place: JobPlace,
  inputs: Readonly<Record<string, string>>,
  log: RunnerLog,
): Promise<void> {
  const { world, run, serverUrl } = place;
  const { owner, name } = world.repository;
  const full = `${owner.login}/${name}`;
  if (inputs.repository !== undefined && inputs.repository !== full) {
    throw new Error(`checkout of ${inputs.repository}: the local GitHub has only ${full}`);
  }
  const token = inputs.token ?? place.token;
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  log.mask(basic);
  const folder = join(place.folders.workspace, inputs.path ?? "");
  await mkdir(folder, { recursive: true });
  await gitText(folder, ["init", "--quiet", "--initial-branch", run.branch]);
  await gitText(folder, ["remote", "add", "origin", `${serverUrl}/${full}`]);
  const target = targetOf(run, inputs.ref ?? "");
  const depth = inputs["fetch-depth"] ?? "1";
  const extent = depth === "0" ? ["+refs/heads/*:refs/remotes/origin/*"] : [`--depth=${depth}`];
  const header = {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
  await gitText(folder, ["fetch", "--quiet", "--no-tags", "origin", ...extent, target.fetch], {
    env: header,
  });
  await gitText(folder, ["checkout", "--quiet", "--force", ...target.checkout]);
  if (inputs["persist-credentials"] !== "false") {
    await gitText(folder, ["config", header.GIT_CONFIG_KEY_0, header.GIT_CONFIG_VALUE_0]);
  }
  const head = await gitText(folder, ["rev-parse", "HEAD"]);
  log.line(`HEAD is now at ${head.trim()}`);
}

function targetOf(
  run: JobPlace["run"],
  ref: string,
): { readonly fetch: string; readonly checkout: readonly string[] } {
  if (/^[0-9a-f]{40}$/.test(ref)) return { fetch: ref, checkout: ["--detach", ref] };
  const branch = ref === "" ? run.branch : ref.replace(/^refs\/heads\//, "");
  const source = ref === "" ? run.sha : `refs/heads/${branch}`;
  const local = `refs/remotes/origin/${branch}`;
  return { fetch: `+${source}:${local}`, checkout: ["-B", branch, local] };
}
