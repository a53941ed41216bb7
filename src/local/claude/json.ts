/** Looking into parsed JSON without trusting it. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a JSON array; anything else gives an empty list. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A token count as the scripted Claude estimates it: four bytes a token, rounded up. */
export function tokensIn(text: string): number {
  return Math.ceil(Buffer.byteLength(text, "utf8") / 4);
}
