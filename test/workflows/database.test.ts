import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOf } from "../../src/local/demo/final-state.ts";
import { listProducts } from "../../src/local/sample/catalog-edits.ts";
import { sandboxAvailability } from "../../src/workspace/sandbox-availability.ts";
import { workflowWorld } from "./workflow-world.ts";

const available = (await sandboxAvailability()).kind === "available";

/** Stands for a database: answers every connection with one row, and ends by itself when nobody asked for a while. */
const database = `
import { createServer } from "node:net";
const server = createServer((socket) => { timer.refresh(); socket.end("3 loaves\\n"); });
const timer = setTimeout(() => process.exit(), 20_000);
server.listen(process.env.PAWL_SERVICES + "/db.sock");
`;

/** A test of the repository that cannot pass without the database. */
const stockTest = `
import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";

test("the stock is read from the database", async () => {
  const socket = connect(process.env.PAWL_SERVICES + "/db.sock");
  let text = "";
  for await (const chunk of socket) text += chunk;
  assert.equal(text, "3 loaves\\n");
});
`;

const files = {
  ".github/actions/pawl-setup/action.yml": "name: Set-up\nruns: { using: composite, steps: [] }\n",
  "tools/database.mjs": database,
  "test/stock.test.js": stockTest,
};
const setup = `
mkdir -p "$PAWL_SERVICES" && rm -f "$PAWL_SERVICES/db.sock"
setsid node tools/database.mjs > /dev/null 2>&1 &
for try in $(seq 100); do [ -S "$PAWL_SERVICES/db.sock" ] && exit 0; sleep 0.05; done
exit 1
`;

describe.skipIf(!available)("a repository whose tests need a database", () => {
  let world: Awaited<ReturnType<typeof workflowWorld>>;

  beforeAll(async () => {
    world = await workflowWorld({ files, setup, behaviours: listProducts.slice(0, 1) });
    await world.release();
  }, 90_000);
  afterAll(() => world?.close());

  it("is worked and verified with the server that its own set-up opened on a socket", async () => {
    expect(world.log()).toMatch(/Baseline: 16 tests, 0 flaky/);
    expect(world.log()).toContain("Replayed step 1 of 1.");
    expect(listOf(await world.alice.get("/pulls?state=open"))).toHaveLength(1);
  });
});
