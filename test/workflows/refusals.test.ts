/** What goes wrong on the way, through the real workflows: one task's bad luck is told on it and holds up no other. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listOf } from "../../src/local/demo/final-state.ts";
import type { FaultHook } from "../../src/local/github/faults.ts";
import { listProducts } from "../../src/local/sample/catalog-edits.ts";
import { fieldOf } from "../../src/local/stage/person.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { workflowWorld } from "./workflow-world.ts";

const available = (await sandboxAvailability()).kind === "available";
const behaviours = listProducts.slice(0, 1);
type World = Awaited<ReturnType<typeof workflowWorld>>;

async function saidOn({ alice }: World, issue: number): Promise<string> {
  return listOf(await alice.get(`/issues/${issue}/comments`))
    .map((one) => String(fieldOf(one, "body")))
    .join("\n");
}

async function pullsOf({ alice }: World): Promise<readonly unknown[]> {
  const pulls = listOf(await alice.get("/pulls?state=all"));
  return pulls.map((pull) => fieldOf(fieldOf(pull, "head"), "ref"));
}

describe.skipIf(!available)("three tasks of one matrix", () => {
  let world: World;

  // Between two machines: the first task's change set is bent, and the second one's verifying machine breaks.
  const bend = `
    artifacts="$RUNNER_TEMP/../../artifacts"
    for set in "$artifacts"/pawl-1-*/change-set.json; do [ -f "$set" ] && sed -i 's/"fence":[0-9]*/"fence":99/' "$set"; done
    [ "$GITHUB_JOB" = verify ] && [ -d "$artifacts"/pawl-2-1 ] && [ ! -d "$artifacts"/pawl-3-1 ] && exit 1
    true`;

  beforeAll(async () => {
    world = await workflowWorld({ behaviours, prepare: bend, config: "run: { tries: 1, parallel: 3 }\n" });
    await world.release(3);
  }, 120_000);
  afterAll(() => world?.close());

  it("do not hold each other up", async () => {
    expect(await pullsOf(world)).toEqual(["pawl/issue-3"]);
  });

  it("says so when the artifact was changed between the machines", async () => {
    expect(await saidOn(world, 1)).toContain("wrong-issue");
  });

  it("says which job broke when one ends without a word", async () => {
    expect(await saidOn(world, 2)).toContain("`verify` ended (failure) without a word");
  });
});

describe("a run", () => {
  let world: World;
  afterEach(() => world?.close());

  it("claims nothing when PAWL_DISABLED is set", async () => {
    world = await workflowWorld({ behaviours, variables: { PAWL_DISABLED: "1" } });
    const issue = await world.release();

    expect(await saidOn(world, issue)).toBe("");
    expect(world.sights).toEqual([]);
  });
});

describe.skipIf(!available)("a repository that forbids pull requests by workflows", () => {
  const forbidden: FaultHook = ({ operation }) =>
    operation === "pulls/create"
      ? {
          kind: "answer",
          status: 403,
          body: { message: "GitHub Actions is not permitted to create or approve pull requests." },
        }
      : undefined;

  it("gets the pull request later, and nothing is worked twice", { timeout: 120_000 }, async ({
    onTestFinished,
  }) => {
    const world = await workflowWorld({ behaviours });
    onTestFinished(() => world.close());
    world.github.faults.before = forbidden;
    const issue = await world.release();
    expect(await saidOn(world, issue)).toContain("safe on its branch");
    const calls = world.claude.requests.length;

    world.github.faults.before = null;
    await world.alice.unlabel(issue, "needs-human");
    await world.alice.runWorkflow("pawl.yml");
    await world.github.settle();

    expect(await pullsOf(world)).toEqual([`pawl/issue-${issue}`]);
    expect(await saidOn(world, issue)).toContain("In review");
    expect(world.claude.requests.length).toBe(calls);
  });
});
