import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import { noOid } from "../../src/delivery/code-host.ts";
import type { PublishInput } from "../../src/delivery/publish.ts";
import { publish } from "../../src/delivery/publish.ts";
import { change, changeSet, step } from "./change-set-builder.ts";
import type { FakeCodeHost } from "./fake-code-host.ts";
import { fakeCodeHost, pullRequest } from "./fake-code-host.ts";
import { taskPacket } from "./task-packet.ts";

const claimRef = "refs/pawl/claims/issue-14";
const claimed = "e".repeat(40);
const published = "f".repeat(40);

function host(): FakeCodeHost {
  const code = fakeCodeHost({ "src/cart.js": "old", "AGENTS.md": "one\ntwo\n" });
  code.refs.set(claimRef, claimed);
  return code;
}

function input(code: FakeCodeHost, parts: Partial<PublishInput> = {}): PublishInput {
  const base = code.refs.get("refs/heads/main") ?? "";
  return {
    changeSet: changeSet(
      [
        step({
          message: "feat(cart): reject a zero quantity\n\nTask: #14\nReleased-by: mallory",
          tests: [change("test/cart.test.js", null, "t")],
          stub: [change("src/new.js", null, "export function limit(x) { \n  throw 0;\n}")],
          code: [
            change("src/cart.js", "old", "new"),
            change("src/new.js", null, "export function limit(x) {\n  return x;\n}"),
          ],
        }),
        step({ kind: "refactor", code: [change("src/cart.js", "new", "newer")] }),
      ],
      { base },
    ),
    claimMove: { name: claimRef, before: claimed, after: published },
    packet: taskPacket,
    config: defaultConfig,
    secrets: [],
    allowDependencies: [],
    report: { reuse: [], remarks: [], unfinished: null },
    ...parts,
  };
}

async function refusal(code: FakeCodeHost, parts: Partial<PublishInput> = {}) {
  const outcome = await publish({ codeHost: code }, input(code, parts));
  return outcome.kind === "refused" ? outcome.refusal : null;
}

describe("a good change set", () => {
  test("becomes one commit per step on the branch, and claim and branch move together", async () => {
    const code = host();
    const outcome = await publish({ codeHost: code }, input(code));
    expect(outcome.kind).toBe("done");
    const head = code.refs.get("refs/heads/pawl/issue-14") ?? "";
    const last = code.commits.get(head);
    const first = code.commits.get(last?.parent ?? "");
    expect(first?.parent).toBe(code.refs.get("refs/heads/main"));
    expect(code.refs.get(claimRef)).toBe(published);
    expect(first?.changes.map((one) => [one.path, Buffer.from(one.content ?? []).toString()])).toEqual([
      ["test/cart.test.js", "t"],
      ["src/new.js", "export function limit(x) {\n  return x;\n}"],
      ["src/cart.js", "new"],
    ]);
  });

  test("opens a draft whose body closes the task once and shows which test proves which criterion", async () => {
    const code = host();
    await publish({ codeHost: code }, input(code));
    const [pull] = code.pulls;
    expect(pull).toMatchObject({
      draft: true,
      head: "pawl/issue-14",
      base: "main",
      title: "Reject a zero quantity",
    });
    expect(pull?.body.match(/Closes #14/g)).toHaveLength(1);
    expect(pull?.body).toContain("`test/cart.test.js > rejects zero`");
    expect(pull?.body).toMatch(/AC2.*no test yet/);
    expect(pull?.body).toContain("`function limit(x)` in `src/new.js`");
  });

  test("says who released the task whatever the message claims", async () => {
    const code = host();
    await publish({ codeHost: code }, input(code));
    const messages = [...code.commits.values()].map((commit) => commit.message);
    expect(messages[0]).toBe("feat(cart): reject a zero quantity\n\nTask: #14\nReleased-by: alice");
  });

  test("continues a branch only from its tip", async () => {
    const code = host();
    const base = code.refs.get("refs/heads/main") ?? "";
    code.refs.set("refs/heads/pawl/issue-14", base);
    expect(await refusal(code)).toBeNull();
  });
});

describe("nothing is moved", () => {
  const untouched = (code: FakeCodeHost) => {
    expect(code.refs.get(claimRef)).not.toBe(published);
    expect(code.refs.has("refs/heads/pawl/issue-14")).toBe(false);
    expect(code.pulls).toEqual([]);
  };

  test("when the claim was taken by another run", async () => {
    const code = host();
    code.refs.set(claimRef, "d".repeat(40));
    expect((await refusal(code))?.code).toBe("claim-lost");
    untouched(code);
  });

  test("when the change set is for another issue", async () => {
    const code = host();
    const other = { ...input(code).changeSet, issue: 99 };
    expect((await refusal(code, { changeSet: other }))?.code).toBe("wrong-issue");
    untouched(code);
  });

  test("when the policy rejects a path", async () => {
    const code = host();
    const base = code.refs.get("refs/heads/main") ?? "";
    const bad = changeSet([step({ code: [change("../x", null, "x")] })], { base });
    const answer = await refusal(code, { changeSet: bad });
    expect(answer).toMatchObject({ code: "change-set-rejected", text: expect.stringContaining("traversal") });
    expect(code.commits.size).toBe(0);
    untouched(code);
  });

  test("when a person must decide, who is shown the difference", async () => {
    const code = host();
    const base = code.refs.get("refs/heads/main") ?? "";
    const agents = changeSet([step({ code: [change("AGENTS.md", "one\ntwo\n", "one\nthree\n")] })], { base });
    const answer = await refusal(code, { changeSet: agents });
    expect(answer?.code).toBe("needs-human");
    expect(answer?.diff).toContain("  one\n- two\n+ three");
    untouched(code);
  });

  test("when a file of the task changed on the default branch meanwhile", async () => {
    const code = host();
    const stale = input(code);
    code.push({ "src/cart.js": "theirs" });
    const outcome = await publish({ codeHost: code }, stale);
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "base-moved" } });
    untouched(code);
  });

  test("when the branch holds commits of somebody else", async () => {
    const code = host();
    code.refs.set("refs/heads/pawl/issue-14", "9".repeat(40));
    expect((await refusal(code))?.code).toBe("branch-moved");
    expect(code.refs.get("refs/heads/pawl/issue-14")).toBe("9".repeat(40));
  });

  test("when a rule forbids the branch", async () => {
    const code = host();
    code.answers.move = { kind: "not-allowed", text: "Repository rule violations found" };
    expect((await refusal(code))?.code).toBe("branch-not-allowed");
  });
});

test("another file moving on the default branch does not matter", async () => {
  const code = host();
  const prepared = input(code);
  code.push({ "src/cart.js": "old", "AGENTS.md": "one\ntwo\n", "README.md": "new" });
  expect((await publish({ codeHost: code }, prepared)).kind).toBe("done");
});

describe("when GitHub refuses the pull request", () => {
  test("for want of permission, the branch is safe and the answer links the compare page", async () => {
    const code = host();
    const compareUrl = "https://host.example/compare/main...pawl/issue-14";
    code.answers.pull = { kind: "not-permitted", text: "GitHub Actions is not permitted", compareUrl };
    const answer = await refusal(code);
    expect(answer?.code).toBe("pull-request-not-allowed");
    expect(answer?.next).toContain(compareUrl);
    expect(code.refs.get(claimRef)).toBe(published);
    expect(code.refs.get("refs/heads/pawl/issue-14")).not.toBe(noOid);
  });

  test("because it knows no drafts, a normal one says WIP", async () => {
    const code = host();
    code.answers.draft = { kind: "drafts-unsupported", text: "Draft pull requests are not supported" };
    expect(await refusal(code)).toBeNull();
    expect(code.pulls).toMatchObject([{ draft: false, title: "WIP: Reject a zero quantity" }]);
  });

  test("because it is there already, it is found", async () => {
    const code = host();
    code.answers.pull = { kind: "exists", pullRequest: pullRequest(7) };
    const outcome = await publish({ codeHost: code }, input(code));
    expect(outcome).toMatchObject({ kind: "done", value: { pullRequest: { number: 7 } } });
  });
});
