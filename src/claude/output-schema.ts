import { z } from "zod";

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Constraints that structured outputs do not take, and how they are said in a description instead. */
const said: Readonly<Record<string, (value: unknown) => string | null>> = {
  minLength: (value) => (value === 1 ? "not empty" : `at least ${value} characters`),
  maxLength: (value) => `at most ${value} characters`,
  minimum: (value) =>
    Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e9 ? `at least ${value}` : null,
  maximum: (value) =>
    Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e9 ? `at most ${value}` : null,
  minItems: (value) => `at least ${value} ${value === 1 ? "entry" : "entries"}`,
  maxItems: (value) => `at most ${value} entries`,
  format: (value) => (value === "date" ? "a date, YYYY-MM-DD" : `format: ${value}`),
};

const dropped: readonly string[] = [
  ...Object.keys(said),
  "$schema",
  "pattern",
  "default",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "uniqueItems",
  "propertyNames",
  "description",
];

function rewrite(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rewrite);
  if (!isJson(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => !dropped.includes(key));
  const notes = Object.entries(said).map(([key, say]) => (key in schema ? say(schema[key]) : null));
  const description = [schema.description, ...notes].filter((note) => typeof note === "string").join("; ");
  return {
    ...Object.fromEntries(kept.map(([key, value]) => [key, rewriteAt(key, value)])),
    ...(schema.type === "object" ? { additionalProperties: false } : {}),
    ...(description ? { description } : {}),
  };
}

/** Names of properties are not keywords, whatever they are called. */
function rewriteAt(key: string, value: unknown): unknown {
  if (key === "properties" && isJson(value))
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, rewrite(child)]));
  return key === "enum" || key === "required" || key === "const" ? value : rewrite(value);
}

/**
 * A zod schema as `output_config.format`, in the subset that structured outputs take: lengths, ranges, patterns and
 * formats become descriptions, objects are closed, and what has a default must be given. The answer still has to be
 * parsed by the zod schema itself. Maps (`z.record`) do not fit the subset and are a fault.
 */
export function outputFormat(schema: z.ZodType): {
  readonly type: "json_schema";
  readonly schema: Record<string, unknown>;
} {
  const json = z.toJSONSchema(schema, { io: "output" });
  if (JSON.stringify(json).includes('"propertyNames"'))
    throw new Error("A map cannot be asked for by structured outputs; use a list of pairs.");
  const rewritten = rewrite(json);
  return { type: "json_schema", schema: isJson(rewritten) ? { ...rewritten } : {} };
}
