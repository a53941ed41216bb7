/** A run of a real secret this long, in letters and digits alone, is a leak; shorter runs happen by chance. */
const windowLength = 16;
const windowStep = 4;
/** Shorter "secrets" (a yes, a port number) would make every text a leak. */
const shortestSecret = 8;

/** Finds leaks in texts. Built once per scan, because the windows of the secrets are the costly part. */
export type SecretScanner = (text: string) => string | null;

/**
 * `secrets` are the real values this machine knows. A text leaks when it holds a run of one of them, plain, reversed,
 * in base64 (any alignment), hex or URL encoding, however it is cut by quotes, spaces or line ends; or anything that
 * has the form of a known token. Answers what was found, never the secret itself; `null` when the text is clean.
 */
export function secretScanner(secrets: readonly string[]): SecretScanner {
  const windows = new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(windowsOf));
  return (text) => {
    const format = knownFormat(text);
    if (format !== null) return `something with the form of ${format}`;
    const squeezed = squeeze(text);
    for (const window of windows)
      if (squeezed.includes(window)) return "a part of a secret that this run was given";
    return null;
  };
}

function windowsOf(secret: string): readonly string[] {
  const core = secret.replace(publicPrefix, "");
  const forms = [core, [...core].reverse().join("")].flatMap(encodings).map(squeeze);
  return forms.flatMap((form) => {
    if (form.length < windowLength) return form.length >= shortestSecret ? [form] : [];
    const found: string[] = [];
    for (let at = 0; at + windowLength <= form.length; at += windowStep)
      found.push(form.slice(at, at + windowLength));
    return found;
  });
}

/** Every way the text is commonly written down. Base64 depends on where a secret starts, so all three alignments. */
function encodings(text: string): readonly string[] {
  const bytes = Buffer.from(text, "utf8");
  const hex = bytes.toString("hex");
  const aligned = [0, 1, 2].map((skip) => {
    const whole = Buffer.concat([Buffer.alloc(skip), bytes]).toString("base64url");
    return whole.slice(skip === 0 ? 0 : skip + 1, -2);
  });
  const percent = hex.replace(/../g, "%$&");
  return [text, hex, hex.toUpperCase(), ...aligned, encodeURIComponent(text), percent, percent.toUpperCase()];
}

/** Letters and digits alone, so that cutting a secret by punctuation does not hide it. */
function squeeze(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "");
}

/** What every token of a kind starts with is no secret; texts about tokens may say it. */
const publicPrefix = /^(sk-ant-[a-z]+\d*-|github_pat_|gh[a-z]_|eyJ[\w-]+\.)+/;

const formats: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "a GitHub token", pattern: /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9._-]{36,}/g },
  { name: "a GitHub token", pattern: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{50,}/g },
  { name: "an Anthropic key", pattern: /(?<![A-Za-z0-9])sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{24,}/g },
  { name: "an API key", pattern: /(?<![A-Za-z0-9])sk-(?:proj-|live-)?[A-Za-z0-9_-]{40,}/g },
  { name: "a payment key", pattern: /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{24,}/g },
  { name: "a cloud access key", pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { name: "a cloud API key", pattern: /(?<![A-Za-z0-9])AIza[0-9A-Za-z_-]{35}/g },
  { name: "a chat token", pattern: /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{20,}/g },
  {
    name: "a package registry token",
    pattern: /(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{60,})/g,
  },
  { name: "a GitLab token", pattern: /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,}/g },
  {
    name: "a private key",
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\n|\\r)*[A-Za-z0-9+/=]{40,}/g,
  },
];

function knownFormat(text: string): string | null {
  // A placeholder such as ghp_xxxxxxxx or AKIA…EXAMPLE has the form and is none. What hangs behind a whole token does
  // not make it one.
  for (const { name, pattern } of formats)
    for (const [found] of text.matchAll(pattern))
      if (new Set(found).size >= 12 && !/EXAMPLE|PLACEHOLDER|DUMMY/i.test(found.slice(0, 40))) return name;
  return null;
}
