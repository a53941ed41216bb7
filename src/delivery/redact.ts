/**
 * Takes the real secrets out of a text before it reaches a log, a summary or a file: as they are, and as base64, hex
 * and URL encoding write them down. Short values are left alone; they would tear holes into every text.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.filter((secret) => secret.length >= 8).flatMap(formsOf);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((clean, form) => clean.replaceAll(form, "***"), text);
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "utf8");
  const base64 = bytes.toString("base64");
  const aligned = [1, 2].map((skip) =>
    Buffer.concat([Buffer.alloc(skip), bytes])
      .toString("base64")
      .slice(skip + 1, -2),
  );
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 8);
  return [
    secret,
    ...lines,
    base64,
    base64.replace(/=+$/, ""),
    bytes.toString("base64url"),
    ...aligned,
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    encodeURIComponent(secret),
  ];
}
