/** What the App is told by its environment. Names that Probot reads too (APP_ID, WEBHOOK_SECRET, …) mean the same. */

export type AppSettings = {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** REST base URL; `null` for GitHub's own. */
  readonly baseUrl: string | null;
  readonly anthropicKey: string | null;
  readonly anthropicBaseUrl: string | null;
  /** File name of the workflow that is started. */
  readonly workflow: string;
  /** PAWL_DISABLED=1: nothing is answered and nothing is started. */
  readonly disabled: boolean;
};

/** `setup`: no App is registered yet, so only Probot's registration page may run. */
export type SettingsRead =
  | { readonly kind: "read"; readonly settings: AppSettings }
  | { readonly kind: "setup" }
  | { readonly kind: "invalid"; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const shortestSecret = 32;
/** Secrets that stand in examples; the first is what Probot itself falls back to. */
const knownSecrets = new Set(["development", "secret", "changeme", "webhook-secret"]);

/** Never names a value, only what is wrong with it. `readFile` is asked for PRIVATE_KEY_PATH alone. */
export function readAppSettings(environment: Environment, readFile: (path: string) => string): SettingsRead {
  const {
    APP_ID,
    GHE_HOST,
    GHE_PROTOCOL,
    ANTHROPIC_API_KEY,
    ANTHROPIC_BASE_URL,
    PAWL_WORKFLOW,
    PAWL_DISABLED,
  } = environment;
  if (given(APP_ID) === null && environment.NODE_ENV !== "production") return { kind: "setup" };
  const appId = Number(APP_ID);
  const privateKey = keyOf(environment, readFile);
  const faults = [
    ...(Number.isSafeInteger(appId) && appId > 0
      ? []
      : ["APP_ID is not the numeric id of an App. It is on the App's settings page."]),
    ...(privateKey === null
      ? ["PRIVATE_KEY (the PEM text) or PRIVATE_KEY_PATH (its file) is missing or cannot be read."]
      : []),
    ...secretFaults(environment.WEBHOOK_SECRET),
  ];
  if (faults.length > 0 || privateKey === null) return { kind: "invalid", faults };
  const host = given(GHE_HOST);
  return {
    kind: "read",
    settings: {
      appId,
      privateKey,
      baseUrl: host === null ? null : `${given(GHE_PROTOCOL) ?? "https"}://${host}/api/v3`,
      anthropicKey: given(ANTHROPIC_API_KEY),
      anthropicBaseUrl: given(ANTHROPIC_BASE_URL),
      workflow: given(PAWL_WORKFLOW) ?? "pawl.yml",
      disabled: PAWL_DISABLED === "1",
    },
  };
}

function secretFaults(secret: string | undefined): readonly string[] {
  const fix = "Make one with `openssl rand -hex 32`, and give the same to the App's settings on GitHub.";
  const value = secret?.trim() ?? "";
  if (value === "") return [`WEBHOOK_SECRET is not set, so anybody could send webhooks. ${fix}`];
  if (knownSecrets.has(value)) return [`WEBHOOK_SECRET is a well-known default. ${fix}`];
  if (value.length >= shortestSecret) return [];
  return [`WEBHOOK_SECRET has ${value.length} characters; ${shortestSecret} are the least. ${fix}`];
}

function keyOf(environment: Environment, readFile: (path: string) => string): string | null {
  const inline = given(environment.PRIVATE_KEY);
  const text = inline ?? fileText(given(environment.PRIVATE_KEY_PATH), readFile);
  const pem = text?.replaceAll("\\n", "\n") ?? "";
  return pem.includes("PRIVATE KEY-----") ? pem : null;
}

function fileText(path: string | null, readFile: (path: string) => string): string | null {
  if (path === null) return null;
  try {
    return readFile(path);
  } catch {
    return null;
  }
}

function given(value: string | undefined): string | null {
  const text = value?.trim() ?? "";
  return text === "" ? null : text;
}
