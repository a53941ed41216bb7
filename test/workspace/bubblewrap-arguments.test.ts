import { describe, expect, it } from "vitest";
import { type BubblewrapPlan, bubblewrapArguments } from "../../src/workspace/bubblewrap-arguments.ts";

const plan: BubblewrapPlan = {
  cwd: "/home/me/repo",
  writable: ["/home/me/repo"],
  readOnly: ["/toolchain/bin"],
  system: ["/usr"],
  links: [{ path: "/bin", target: "usr/bin" }],
  locked: ["/home/me/repo/.git"],
  lockedProc: ["/proc/sys"],
  maskedProc: ["/proc/kcore"],
  env: { PATH: "/usr/bin" },
  temporaryBytes: 1024,
  disableUserNamespaces: true,
};

const joined = (changed: Partial<BubblewrapPlan> = {}) =>
  ` ${bubblewrapArguments({ ...plan, ...changed }).join(" ")} `;

describe("the arguments of bubblewrap", () => {
  it.each([
    "--unshare-all",
    "--unshare-user",
    "--disable-userns",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--cap-drop ALL",
    "--ro-bind /usr /usr",
    "--symlink usr/bin /bin",
    "--proc /proc --ro-bind /proc/sys /proc/sys",
    "--ro-bind /dev/null /proc/kcore",
    "--size 1024 --tmpfs /tmp",
    "--size 1024 --tmpfs /home/pawl",
    "--ro-bind /toolchain/bin /toolchain/bin",
    "--bind /home/me/repo /home/me/repo",
    "--remount-ro /",
    "--setenv PATH /usr/bin",
    "--chdir /home/me/repo",
  ])("hold %s", (part) => {
    expect(joined()).toContain(` ${part} `);
  });

  it("never share the network, whatever the plan", () => {
    expect(joined()).not.toContain("share-net");
  });

  it("end with the mark before the command", () => {
    expect(bubblewrapArguments(plan).at(-1)).toBe("--");
  });

  it("leave out what an older bubblewrap does not know", () => {
    expect(joined({ disableUserNamespaces: false })).not.toContain("--disable-userns");
  });

  it("show the workspace read-only when it is not writable", () => {
    expect(joined({ writable: [] })).toContain(" --ro-bind /home/me/repo /home/me/repo ");
  });

  it("lock .git after the workspace is bound, so that the lock lies on top", () => {
    const text = joined();
    expect(text.indexOf("--ro-bind /home/me/repo/.git")).toBeGreaterThan(
      text.indexOf("--bind /home/me/repo /home/me/repo"),
    );
  });

  it("bind a folder before the folders below it, in whatever order they are named", () => {
    const text = joined({
      writable: ["/home/me/repo/out", "/home/me/repo"],
      readOnly: ["/home/me/repo/out/tools"],
    });
    const at = (part: string) => text.indexOf(` ${part} `);
    expect(at("--bind /home/me/repo /home/me/repo")).toBeLessThan(
      at("--bind /home/me/repo/out /home/me/repo/out"),
    );
    expect(at("--bind /home/me/repo/out /home/me/repo/out")).toBeLessThan(
      at("--ro-bind /home/me/repo/out/tools /home/me/repo/out/tools"),
    );
  });
});
