/**
 * The scripted cheater and the honest commits, replayed for real: each commit from the same base, in the language's own
 * runner, in the sandbox. Limits: no cheat is proved, no honest commit is not.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { verdictOf } from "../src/tdd/verify/proof.ts";
import type { ReplayCommit } from "../src/tdd/verify/replay.ts";
import { replayCommit } from "../src/tdd/verify/replay-commit.ts";
import type { KnownSuites } from "../src/tdd/verify/scene.ts";
import { openReplay } from "../src/workspace/replay.ts";
import { replayRunner } from "../src/workspace/replay-runner.ts";
import { createSandbox } from "../src/workspace/sandbox.ts";
import { sandboxAvailability } from "../src/workspace/sandbox-availability.ts";
import type { CommitCase, Shop } from "./cheats/commit-case.ts";
import { goShop } from "./cheats/go-shop.ts";
import { pythonShop } from "./cheats/python-shop.ts";
import { rustShop } from "./cheats/rust-shop.ts";
import { typescriptShop } from "./cheats/typescript-shop.ts";

export const shops: readonly Shop[] = [typescriptShop, pythonShop, goShop, rustShop];

/** What the replay made of one commit. */
export type Tried = {
  readonly does: string;
  readonly expected: string | null;
  readonly verdict: string;
  readonly codes: readonly string[];
};

export async function cheats(): Promise<object> {
  const languages: Record<string, object> = {};
  let [accepted, refused] = [0, 0];
  for (const shop of shops) {
    const [cheated, honest] = await tryShop(shop);
    const believed = cheated.filter(({ verdict }) => verdict === "proved");
    const doubted = honest.filter(({ verdict }) => verdict !== "proved");
    const blind = cheated.filter(({ codes }) => codes.includes("no-runner"));
    accepted += believed.length;
    refused += doubted.length;
    languages[shop.language] = {
      cheats: cheated.length,
      accepted: believed.map(({ does }) => does),
      otherReason: cheated.filter(({ expected, codes }) => !codes.includes(expected ?? "")).map(told),
      honest: honest.length,
      refused: doubted.map(told),
      ...(blind.length > 0 ? { skipped: "its toolchain is not here" } : {}),
    };
  }
  return { accepted, refused, languages };
}

function told({ does, codes }: Tried): string {
  return `${does}: ${codes.join(" ") || "proved"}`;
}

/** Each commit of a shop on its own branch from the base, replayed with one baseline for all. */
export async function tryShop(
  shop: Shop,
  chosen: (one: CommitCase) => boolean = () => true,
): Promise<readonly [cheats: readonly Tried[], honest: readonly Tried[]]> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-cheats-"));
  try {
    const [cheated, honest] = [shop.cheats.filter(chosen), shop.honest.filter(chosen)];
    const cases = [...cheated, ...honest];
    branches(directory, shop, cases);
    const available = (await sandboxAvailability()).kind === "available";
    const opened = await openReplay({
      ...{ directory, range: "base..all", setup: null, log: () => undefined },
      sandbox: createSandbox({ mode: available ? "bubblewrap" : "off" }),
      runnerFor: replayRunner,
    });
    if (opened.kind === "no-answer") throw new Error(opened.text);
    try {
      const known: KnownSuites = new Map();
      const tried: Tried[] = [];
      for (const [at, one] of cases.entries()) {
        const commit = opened.replay.commits.find(({ subject }) => subject === subjectOf(one, at));
        if (commit === undefined) throw new Error(`There is no commit that ${one.does}.`);
        tried.push(await attempt(commit, one));
      }
      return [tried.slice(0, cheated.length), tried.slice(cheated.length)];

      async function attempt(commit: ReplayCommit, { does, code }: CommitCase): Promise<Tried> {
        if (opened.kind === "no-answer") throw new Error(opened.text);
        const proof = await replayCommit(opened.replay, commit, known);
        const codes = [...new Set(proof.doubts.map((doubt) => doubt.code))];
        return { does, expected: code ?? null, verdict: verdictOf(proof), codes };
      }
    } finally {
      await opened.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function subjectOf({ subject }: CommitCase, at: number): string {
  return `${subject ?? "feat: more"} (${at})`;
}

/** A repository whose commits all have the same parent, `base`, and are all reached from `all`. */
function branches(directory: string, shop: Shop, cases: readonly CommitCase[]): void {
  const git = (...args: readonly string[]) => {
    const env = { PATH: process.env.PATH ?? "", HOME: directory, GIT_CONFIG_NOSYSTEM: "1" };
    const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
    return execFileSync("git", [...author, ...args], { cwd: directory, env, encoding: "utf8" }).trim();
  };
  git("init", "-q", "-b", "main");
  write(directory, shop.base);
  git("add", "-A");
  git("commit", "-q", "-m", "chore: start");
  git("tag", "base");
  const heads = cases.map((one, at) => {
    git("checkout", "-q", "--detach", "base");
    write(directory, one.files);
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", subjectOf(one, at));
    return git("rev-parse", "HEAD");
  });
  git("checkout", "-q", "main");
  const parents = heads.flatMap((head) => ["-p", head]);
  const all = git("commit-tree", "-m", "all", ...parents, git("rev-parse", "base^{tree}"));
  git("tag", "all", all);
}

function write(directory: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    const full = join(directory, path);
    if (text === null) rmSync(full);
    else {
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  }
}
