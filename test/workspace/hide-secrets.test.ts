import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";

const run = promisify(execFile);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pawl-hide-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that hides SECRET and tells what it and its parent-readable environment then hold. */
const program = `
import { readFileSync } from "node:fs";
import { hideSecrets } from ${JSON.stringify(join(import.meta.dirname, "../../src/workspace/hide-secrets.ts"))};
const environment = hideSecrets(["SECRET"]);
console.log(JSON.stringify({
  known: environment.SECRET, plain: environment.PLAIN, own: process.env.SECRET ?? null,
  kernel: readFileSync("/proc/self/environ", "latin1").includes("very-secret"),
}));
`;

it.skipIf(process.platform !== "linux")(
  "keeps a secret usable, and out of what /proc tells of the process",
  async () => {
    const file = join(folder, "program.mjs");
    writeFileSync(file, program);
    const env = { PATH: process.env.PATH ?? "", SECRET: "very-secret", PLAIN: "yes", RUNNER_TEMP: folder };
    const { stdout, stderr } = await run(process.execPath, [file], { env });

    expect(JSON.parse(stdout)).toEqual({ known: "very-secret", plain: "yes", own: null, kernel: false });
    expect(stderr).toBe("");
    expect(readdirSync(folder)).toEqual(["program.mjs"]);
  },
);
