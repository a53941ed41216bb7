import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "pawl-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["vitest", "vitestReporterSource", "reporter.mjs"],
  ["jest", "jestReporterSource", "reporter.cjs"],
])("the reporter of %s is whole when it comes out of the minified bundle", async (name, source, file) => {
  const bundle = join(folder, `${name}.mjs`);
  const entry = resolve(`src/workspace/${name}-reporter.ts`);
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
  });
  const loaded: Record<string, (nonce: string, report: string) => string> = await import(bundle);
  const reporter = join(folder, file);
  const report = join(folder, `${name}.ndjson`);
  writeFileSync(reporter, loaded[source]?.("n", report) ?? "");
  const script = `import Reporter from ${JSON.stringify(reporter)}; const r = new Reporter();
    (r.onInit ?? r.onRunStart)({ version: "1" });
    r.onTestFileResult?.({ path: "a" }, { testResults: [{ ancestorTitles: [], title: "t", status: "failed", failureMessages: ["Error: x"] }] });
    (r.onTestRunEnd ?? r.onRunComplete)([], []);
    process.stdout.write((await import("node:fs")).readFileSync(${JSON.stringify(report)}, "utf8"));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(said.trim().split("\n").at(-1)).toMatch(/^\{"kind":"end","nonce":"n","records":[24]\}$/);
});
