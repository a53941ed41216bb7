/**
 * One step of the Action as a process, given what a broken or hostile machine before it could leave: it ends with a code
 * and a sentence, and no ref moves.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClaimedWork } from "../../src/commands/handover.ts";
import { openGithubClaims } from "../../src/github/github-claims.ts";
import { openGithub } from "../../src/github/octokit.ts";
import type { LocalGithub } from "../../src/local/github/server.ts";
import { startGithub } from "../../src/local/github/server.ts";
import { bareFromFolder } from "../../src/local/stage/bare-repository.ts";
import { personAt } from "../../src/local/stage/person.ts";
import type { Claim } from "../../src/queue/claim.ts";
import { firstClaim, stop, takeOver } from "../../src/queue/claim-state.ts";
import { change, changeSet, step } from "../delivery/change-set-builder.ts";
import { taskPacket } from "../delivery/task-packet.ts";

const home = join(import.meta.dirname, "../..");
const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const place = { owner: "acme", name: "larder" };
const permissions = { contents: "write", issues: "write", pull_requests: "write" } as const;

let root: string;
let github: LocalGithub;
let base: string;
let issues = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pawl-steps-"));
  const repository = await bareFromFolder(join(home, "src/local/sample/library"), root, "larder");
  github = await startGithub({ ...place, users: { alice: "admin" }, repository, rateLimit: 1_000_000 });
  base = (await refs())["refs/heads/main"] ?? "";
});
afterAll(async () => {
  await github.close();
  await rm(root, { recursive: true, force: true });
});

async function refs(): Promise<Readonly<Record<string, string>>> {
  const args = ["-C", github.world.repository.path, "for-each-ref", "--format=%(refname) %(objectname)"];
  const text = await new Promise<string>((resolve, reject) =>
    execFile("git", args, (error, stdout) => (error ? reject(error) : resolve(stdout))),
  );
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split(" ")),
  );
}

function claims() {
  const credentials = { kind: "token", token: github.workflowToken(permissions) } as const;
  return openGithubClaims(
    openGithub({ ...place, credentials, baseUrl: github.url, throttle: false, retries: 0 }),
  );
}

/** A claimed task with an honest change set and record in `folder`, to be bent. */
async function claimed() {
  const issue = ++issues;
  const made = await claims().move(null, firstClaim(issue, { runId: 70 + issue, runAttempt: 1 }, base));
  if (made.kind !== "moved") throw new Error(made.kind);
  const work: ClaimedWork = {
    version: 1,
    claim: made.claim,
    before: null,
    packet: { ...taskPacket, number: issue, spec: null },
  };
  const code = [change(`src/new-${issue}.js`, null, "export const x = 1;\n")];
  const tests = [change(`test/new-${issue}.test.js`, null, "// test\n")];
  const text = JSON.stringify({ ...changeSet([step({ tests, code })]), issue, base });
  const folder = join(root, `handed-${issue}`);
  await mkdir(folder);
  await writeFile(join(folder, "change-set.json"), text);
  const report = { reuse: [], remarks: [], unfinished: null };
  const record = { version: 1, issue, fence: 1, spentUsd: 0.1, refusal: null, report };
  await writeFile(join(folder, "work.json"), JSON.stringify(record));
  return { issue, claim: made.claim, work, folder, text, run: 70 + issue };
}

type Claimed = Awaited<ReturnType<typeof claimed>>;
type Given = Readonly<Record<string, string>>;

/** Starts the step as the runner would; answers its annotation. */
async function said(name: string, { work, folder, text, run }: Claimed, given: Given = {}): Promise<string> {
  const env = {
    PATH: process.env.PATH ?? "",
    GITHUB_REPOSITORY: `${place.owner}/${place.name}`,
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKSPACE: join(root, "nothing-here"),
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: github.url,
    INPUT_STEP: name,
    "INPUT_GITHUB-TOKEN": github.workflowToken(permissions),
    INPUT_CLAIM: JSON.stringify(work),
    INPUT_VERIFIED: digest(text),
    INPUT_FOLDER: folder,
    ...given,
  };
  return new Promise((resolve) =>
    execFile(process.execPath, [join(home, "dist/action.js")], { env }, (_, stdout, stderr) =>
      resolve(stdout || stderr),
    ),
  );
}

const file = (one: Claimed, name = "change-set.json") => join(one.folder, name);
const moved = (one: Claimed, next: ReturnType<typeof stop>): Promise<unknown> =>
  next === null ? Promise.reject(new Error("no way there")) : claims().move(one.claim, next);
const otherRun = { runId: 9, runAttempt: 1 };

type Bend = (one: Claimed) => Promise<unknown>;
const gone: Bend = (one) => rm(file(one));
const cut: Bend = (one) => truncate(file(one), Math.floor(one.text.length / 2));
const huge: Bend = (one) => truncate(file(one), 64 * 1024 * 1024);
const linked: Bend = async (one) => {
  await rm(file(one));
  await symlink("/etc/passwd", file(one));
};
const forged: Bend = (one) => writeFile(file(one), one.text.replace('"calls":2', '"calls":3'));
const otherIssue: Bend = (one) =>
  writeFile(file(one), one.text.replace(`"issue":${one.issue}`, '"issue":999'));
const nothing: Bend = async () => undefined;

describe("a step of the Action", () => {
  it.each<[string, string, string, Bend, Given]>([
    ["verify", "the artifact is missing", "artifact-missing", gone, {}],
    ["verify", "the artifact is cut", "change-set-rejected", cut, {}],
    ["verify", "the artifact is huge", "artifact-unreadable", huge, {}],
    ["verify", "the artifact is a link", "artifact-unreadable", linked, {}],
    ["verify", "the change set is of another issue", "wrong-issue", otherIssue, {}],
    ["publish", "the artifact is missing", "artifact-missing", gone, {}],
    ["publish", "the artifact is huge", "artifact-unreadable", huge, {}],
    ["publish", "the change set is not the verified one", "not-verified", forged, {}],
    [
      "publish",
      "the record is of another claim",
      "artifact-unreadable",
      (one) => writeFile(file(one, "work.json"), "{}"),
      {},
    ],
    [
      "publish",
      "a person stopped the task meanwhile",
      "claim-lost",
      (one) => moved(one, stop(one.claim.state)),
      {},
    ],
    [
      "publish",
      "another run has the claim",
      "claim-lost",
      (one) => moved(one, takeOver(one.claim.state, otherRun, base)),
      {},
    ],
    ["publish", "the token has expired", "token-rejected", nothing, { "INPUT_GITHUB-TOKEN": "ghs_expired" }],
    ["publish", "the claim is garbage", "claim-missing", nothing, { INPUT_CLAIM: "{}" }],
    ["publish", "the token is missing", "inputs-invalid", nothing, { "INPUT_GITHUB-TOKEN": "" }],
    ["work", "there is no key", "model-key", nothing, {}],
  ])("%s stops when %s: %s", async (name, _, code, bend, given) => {
    const one = await claimed();
    await bend(one);
    const before = await refs();

    const answer = await said(name, one, given);

    // A step that worked nothing has a reason, and is no failed step.
    const told = name === "work" ? "anthropic-api-key is empty" : `::error title=Pawl ${code}::`;
    expect(answer).toContain(told);
    expect(answer).not.toMatch(/^\s+at /m);
    expect(await refs()).toEqual(before);
  });

  it("publishes what was verified, so that every case above is stopped by what was bent", async () => {
    const one = await claimed();

    await said("publish", one);

    expect((await refs())[`refs/heads/pawl/issue-${one.issue}`]).toBeDefined();
    const alice = personAt(github.url, `${place.owner}/${place.name}`, "alice", github.tokenOf("alice"));
    expect(await alice.get("/pulls?state=open")).toHaveLength(1);
  });

  it("publishes after *Re-run failed jobs* what the first attempt could not", async () => {
    const one = await claimed();
    const claim: Claim = one.claim;
    await moved(one, { ...claim.state, state: "free", tries: 1 });

    await said("publish", one, { GITHUB_RUN_ATTEMPT: "2" });

    expect((await refs())[`refs/heads/pawl/issue-${one.issue}`]).toBeDefined();
    expect(await claims().read(one.issue)).toMatchObject({
      claim: { state: { state: "published", runAttempt: 2 } },
    });
  });
});
