import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configJsonSchema, configMarkdown } from "../../src/config/document-config.ts";

const root = join(import.meta.dirname, "../..");

describe("what is generated from the configuration schema", () => {
  it.each([
    ["schema/pawl.schema.json", configJsonSchema],
    ["docs/configuration.md", configMarkdown],
  ])("%s is up to date (npm run generate)", (path, make) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(make());
  });
});
