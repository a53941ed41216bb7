import { isObject } from "./json.ts";

/** Keywords that structured outputs do not take. */
const unsupported = [
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "maxItems",
  "uniqueItems",
  "default",
  "patternProperties",
  "propertyNames",
];

/** `null` when the JSON schema lies in the subset of structured outputs, else the text of the API's 400. */
export function checkOutputSchema(schema: unknown, at: string): string | null {
  if (!isObject(schema)) return `${at}: Field required`;
  const keyword = unsupported.find((name) => name in schema);
  if (keyword) return `${at}: property '${keyword}' is not supported`;
  if (schema.type === "object" && schema.additionalProperties !== false)
    return `${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
  const children = [
    ...(isObject(schema.properties) ? Object.entries(schema.properties) : []),
    ...(schema.items === undefined ? [] : [["items", schema.items] as const]),
    ...(Array.isArray(schema.anyOf)
      ? schema.anyOf.map((part, index) => [`anyOf.${index}`, part] as const)
      : []),
  ];
  for (const [name, child] of children) {
    const problem = checkOutputSchema(child, `${at}.${name}`);
    if (problem) return problem;
  }
  return null;
}
