import { type CommitProof, verdictOf } from "../../../src/tdd/verify/proof.ts";
import type { Replay, ReplayCommit } from "../../../src/tdd/verify/replay.ts";
import { verifyRange } from "../../../src/tdd/verify/verify-range.ts";
import { fakeRunner } from "../fake-runner.ts";
import { fakeWorkTree } from "../fake-work-tree.ts";
import type { Step } from "./history.ts";

/** A repository in memory whose first step is the base. Its runner really executes the JavaScript of the trees. */
async function fakeReplay(steps: readonly Step[]): Promise<Replay> {
  const tree = fakeWorkTree({});
  const commits: ReplayCommit[] = [];
  let before = await tree.snapshot();
  for (const [at, { subject, files }] of steps.entries()) {
    for (const [path, text] of Object.entries(files))
      if (text === null) tree.disk.delete(path);
      else tree.disk.set(path, text);
    const now = await tree.snapshot();
    if (at > 0)
      commits.push({
        sha: String(at).repeat(40).slice(0, 40),
        subject,
        tree: now,
        before,
        cleanMerge: false,
      });
    before = now;
  }
  const runner = fakeRunner(tree.disk);
  return {
    sandbox: true,
    commits,
    changes: tree.changes,
    paths: tree.paths,
    read: tree.read,
    lay: async (id, overlay = {}) => {
      await tree.restore(id);
      if (overlay.back) await tree.restore(overlay.back.tree, overlay.back.paths);
      for (const [path, text] of overlay.texts ?? []) tree.disk.set(path, text);
    },
    runner: async () => runner,
    dependencies: async () => ({ kind: "ready" }),
  };
}

/** What the replay says about the commits after the first step. */
export async function replayed(steps: readonly Step[]): Promise<readonly CommitProof[]> {
  return (await verifyRange({ replay: await fakeReplay(steps), log: () => undefined })).commits;
}

/** `kind verdict red codes…` of the last commit, as one line to compare with. */
export async function lastLine(steps: readonly Step[]): Promise<string> {
  const last = (await replayed(steps)).at(-1);
  if (last === undefined) return "no commit";
  const codes = [...new Set(last.doubts.map(({ code }) => code))];
  return [last.kind, verdictOf(last), last.red ?? "-", ...codes].join(" ");
}
