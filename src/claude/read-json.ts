/** An answer's text as JSON, or why it is none. Never throws. */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly value: string; readonly reason: string };

export function readJson(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : "it does not parse";
    return { ok: false, value: text, reason };
  }
}
