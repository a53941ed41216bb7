import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handOver, takeOver } from "../../src/workspace/handover-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pawl-handover-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = async (name: string) => {
  const taken = await takeOver(folder, name);
  return taken.kind === "refused" ? taken.refusal.code : taken.value;
};

describe("a file handed over between two steps", () => {
  it("is read as it was written", async () => {
    await handOver(join(folder, "new"), "a.json", '{"ü":1}');

    expect(await takeOver(join(folder, "new"), "a.json")).toEqual({ kind: "done", value: '{"ü":1}' });
  });

  it("is missing where nobody wrote it", async () => {
    expect(await codeOf("a.json")).toBe("artifact-missing");
  });

  it("is never read through a link", async () => {
    writeFileSync(join(folder, "secret"), "secret");
    symlinkSync("secret", join(folder, "a.json"));

    expect(await codeOf("a.json")).toBe("artifact-unreadable");
  });

  it("is no folder, and not huge", async () => {
    mkdirSync(join(folder, "a.json"));
    writeFileSync(join(folder, "b.json"), "");
    truncateSync(join(folder, "b.json"), 1024 * 1024 * 1024);

    expect(await codeOf("a.json")).toBe("artifact-unreadable");
    expect(await codeOf("b.json")).toBe("artifact-unreadable");
  });
});
