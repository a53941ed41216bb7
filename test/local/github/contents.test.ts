import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refRulesOf } from "../../../src/local/github/refs-rules.ts";
import { addCommit } from "./bare-repository.ts";
import { type GitWorld, gitWorld, here } from "./git-world.ts";

describe("contents and branches", () => {
  let world: GitWorld;
  beforeEach(async () => {
    world = await gitWorld();
  });
  afterEach(() => world.close());

  it("reads a file of the default branch", async () => {
    const answer = await world.rita.repos.getContent({ ...here, path: "src/a.js" });
    const file = Array.isArray(answer.data) || answer.data.type !== "file" ? null : answer.data;
    expect(Buffer.from(file?.content ?? "", "base64").toString()).toBe("1\n");
    expect(file?.name).toBe("a.js");
  });

  it("lists a folder, and the root", async () => {
    const names = async (path: string) => {
      const { data } = await world.rita.repos.getContent({ ...here, path });
      return Array.isArray(data) ? data.map((entry) => [entry.type, entry.path]) : null;
    };
    expect(await names("src")).toEqual([["file", "src/a.js"]]);
    expect(await names("")).toEqual([
      ["file", "README.md"],
      ["dir", "src"],
    ]);
  });

  it("reads at another commit, and answers 404 for what is not there", async () => {
    const next = await addCommit(world.git, world.first, { "new.js": "n" }, "next");
    const path = "new.js";
    expect((await world.rita.repos.getContent({ ...here, path, ref: next })).status).toBe(200);
    await expect(world.rita.repos.getContent({ ...here, path })).rejects.toMatchObject({ status: 404 });
    await expect(world.rita.repos.getContent({ ...here, path, ref: "none" })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("shows a branch with its tip, its rules, and how two commits compare", async () => {
    const branch = await world.rita.repos.getBranch({ ...here, branch: "main" });
    expect(branch.data.commit.sha).toBe(world.first);
    refRulesOf(world.github.world).restricted = ["refs/heads/pawl/*"];
    const rules = await world.rita.repos.getBranchRules({ ...here, branch: "pawl/issue-1" });
    expect(rules.data.map((rule) => rule.type)).toEqual(["creation", "update"]);
    expect((await world.rita.repos.getBranchRules({ ...here, branch: "main" })).data).toEqual([]);
    const next = await addCommit(world.git, world.first, { b: "1" }, "next");
    const compared = await world.rita.repos.compareCommitsWithBasehead({
      ...here,
      basehead: `main...${next}`,
    });
    expect(compared.data).toMatchObject({ status: "ahead", ahead_by: 1, behind_by: 0 });
  });
});
