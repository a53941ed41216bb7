import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCheckout, type TestCheckout } from "./test-checkout.ts";

let made: TestCheckout;

beforeEach(async () => {
  made = await makeCheckout();
});

afterEach(async () => {
  await made.close();
});

describe("a hostile tree", () => {
  it("reports a symbolic link as a link and does not read what it points to", async () => {
    const { checkout, first, tree } = made;
    symlinkSync("/etc/passwd", join(checkout, "link"));
    const now = await tree.snapshot();
    const [change] = await tree.changes(first, now);
    expect([change?.mode, change?.content && Buffer.from(change.content).toString()]).toEqual([
      "120000",
      "/etc/passwd",
    ]);
    expect(await tree.read(now, "link")).toBeNull();
  });

  it("never writes or deletes through a folder that became a link", async () => {
    const { checkout, first, folder, tree } = made;
    const outside = join(folder, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "add.js"), "precious");
    writeFileSync(join(outside, "extra.js"), "precious");
    rmSync(join(checkout, "lib"), { recursive: true });
    symlinkSync(outside, join(checkout, "lib"));
    await tree.restore(first, ["lib/add.js", "lib/extra.js"]);
    await tree.restore(first);
    expect(readFileSync(join(outside, "add.js"), "utf8")).toBe("precious");
    expect(existsSync(join(outside, "extra.js"))).toBe(true);
    expect(lstatSync(join(checkout, "lib")).isSymbolicLink()).toBe(false);
    expect(await tree.snapshot()).toBe(first);
  });

  it("executes no filter, monitor or hook that the repository configures", async () => {
    const { first, folder, git, tree, write } = made;
    const trap = join(folder, "trap");
    const script = join(folder, "trap.sh");
    writeFileSync(script, `#!/bin/sh\ntouch ${trap}\ncat\n`, { mode: 0o755 });
    git("config", "filter.trap.clean", script);
    git("config", "filter.trap.smudge", script);
    git("config", "core.fsmonitor", script);
    git("config", "core.hooksPath", folder);
    write(".gitattributes", "* filter=trap\n");
    write("lib/add.js", "changed");
    await tree.snapshot();
    await tree.restore(first);
    expect(existsSync(trap)).toBe(false);
    write("lib/add.js", "changed again");
    git("add", "-A");
    expect(existsSync(trap), "plain git does step into the trap").toBe(true);
  });

  it("reports a planted repository as a submodule, never runs its configuration, and removes it", async () => {
    const { checkout, first, folder, git, tree, write } = made;
    const trap = join(folder, "trap");
    mkdirSync(join(checkout, "planted"));
    const inner = (...args: string[]) => git("-C", "planted", ...args);
    inner("init", "-q");
    write("planted/a.js", "a");
    inner("add", "-A");
    inner("commit", "-q", "-m", "inner");
    inner("config", "core.fsmonitor", `touch ${trap}; false`);
    const [change] = await tree.changes(first, await tree.snapshot());
    write("planted/a.js", "b");
    await tree.snapshot();
    await tree.restore(first);
    expect([change?.path, change?.mode]).toEqual(["planted", "160000"]);
    expect(existsSync(trap)).toBe(false);
    expect(existsSync(join(checkout, "planted"))).toBe(false);
  });

  it("survives a planted repository without a commit", async () => {
    const { first, git, tree } = made;
    git("init", "-q", "planted");
    const changes = await tree.changes(first, await tree.snapshot());
    expect(changes.map(({ mode }) => mode).filter((mode) => mode !== "160000")).toEqual([]);
    await tree.restore(first);
    expect(await tree.snapshot()).toBe(first);
  });
});
