import { readFileSync } from "node:fs";
import { createSandbox } from "./sandbox.ts";
import { readMachine } from "./sandbox-machine.ts";

/** `text` says what is wrong, `fix` what a person does about it, with the commands. Code: `sandbox-unavailable`. */
export type SandboxAvailability =
  | { readonly kind: "available"; readonly version: string }
  | { readonly kind: "unavailable"; readonly text: string; readonly fix: string };

const appArmorSwitch = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

/** Starts one harmless command in the sandbox and says whether that worked. Nothing is cached: a fix counts at once. */
export async function sandboxAvailability(): Promise<SandboxAvailability> {
  const { bubblewrap, version } = readMachine();
  if (bubblewrap === null || version === null) return missing;
  const sandbox = createSandbox({ mode: "bubblewrap" });
  const result = await sandbox.run(["true"], { cwd: "/usr", writable: [], timeoutMs: 10_000 });
  if (result.exitCode === 0) return { kind: "available", version };
  return explainFailure(result.stderr, appArmorRestricts());
}

const missing: SandboxAvailability = {
  kind: "unavailable",
  text: "bubblewrap (bwrap) is not installed, so nothing that a model wrote can be run safely.",
  fix: "Install it: sudo apt-get install bubblewrap (Debian, Ubuntu), sudo dnf install bubblewrap (Fedora). It needs Linux.",
};

/** Turns what bubblewrap said into the fix; `restricted` is Ubuntu's AppArmor switch for user namespaces. */
export function explainFailure(stderr: string, restricted: boolean): SandboxAvailability {
  const said = stderr.trim().split("\n").at(-1) ?? "";
  if (restricted)
    return {
      kind: "unavailable",
      text: `AppArmor does not let bubblewrap make a user namespace (${said}).`,
      fix:
        "Allow it for bubblewrap alone: printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile bwrap /usr/bin/bwrap " +
        "flags=(unconfined) { userns, }\\n' | sudo tee /etc/apparmor.d/bwrap && sudo apparmor_parser -r /etc/apparmor.d/bwrap. " +
        "Or for the whole machine: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    };
  return {
    kind: "unavailable",
    text: `bubblewrap could not start a command: ${said === "" ? "it said nothing" : said}.`,
    fix:
      "User namespaces are probably off. Turn them on: sudo sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000; " +
      "in a container, allow user namespaces in its seccomp profile.",
  };
}

function appArmorRestricts(): boolean {
  try {
    return readFileSync(appArmorSwitch, "utf8").trim() === "1";
  } catch {
    return false;
  }
}
