/** What goes wrong on the way, through the real workflows: each ends with a sentence on the task and nothing published. */
import { afterEach, describe, expect, it } from "vitest";
import { listOf } from "../../src/local/demo/final-state.ts";
import { listProducts } from "../../src/local/sample/catalog-edits.ts";
import { fieldOf } from "../../src/local/stage/person.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { type WorldOptions, workflowWorld } from "./workflow-world.ts";

const available = (await sandboxAvailability()).kind === "available";
const behaviours = listProducts.slice(0, 1);

describe.skipIf(!available)("a run that goes wrong", () => {
  let world: Awaited<ReturnType<typeof workflowWorld>>;
  afterEach(() => world?.close());

  async function said(options: WorldOptions): Promise<string> {
    world = await workflowWorld({ behaviours, config: "run: { tries: 1 }\n", ...options });
    const issue = await world.release();
    expect(listOf(await world.alice.get("/pulls?state=all"))).toEqual([]);
    return listOf(await world.alice.get(`/issues/${issue}/comments`))
      .map((one) => String(fieldOf(one, "body")))
      .join("\n");
  }

  it("publishes nothing when the artifact was changed between the machines, and says so", async () => {
    const tamper = `
      file="$RUNNER_TEMP/../../artifacts"
      for set in "$file"/*/change-set.json; do [ -f "$set" ] && sed -i 's/"fence":[0-9]*/"fence":99/' "$set"; done; true`;

    expect(await said({ prepare: tamper })).toContain("wrong-issue");
  });

  it("says which job broke when one ends without a word", async () => {
    const break_ = `[ "$GITHUB_JOB" = verify ] && exit 1; true`;

    expect(await said({ prepare: break_ })).toContain("`verify` ended (failure) without a word");
  });

  it("claims nothing when PAWL_DISABLED is set", async () => {
    expect(await said({ variables: { PAWL_DISABLED: "1" } })).toBe("");
    expect(world.sights).toEqual([]);
  });
});
