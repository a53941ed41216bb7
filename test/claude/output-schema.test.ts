import { describe, expect, test } from "vitest";
import { z } from "zod";
import { outputFormat } from "../../src/claude/output-schema.ts";
import { checkOutputSchema } from "../../src/local/claude/check-output-schema.ts";
import { Plan } from "../../src/plan/plan.ts";

describe("a schema for structured output", () => {
  test("of a plan lies in the subset the API takes", () => {
    expect(checkOutputSchema(outputFormat(Plan).schema, "plan")).toBeNull();
  });

  test("of a plan asks for the fields that have defaults", () => {
    expect(outputFormat(Plan).schema.required).toEqual(expect.arrayContaining(["assumptions", "questions"]));
  });

  test("of a plan leaves optional fields optional", () => {
    const task = z
      .object({
        properties: z.object({ tasks: z.object({ items: z.object({ required: z.array(z.string()) }) }) }),
      })
      .parse(outputFormat(Plan).schema).properties.tasks.items;
    expect(task.required).toContain("reuse");
    expect(task.required).not.toContain("check");
    expect(task.required).not.toContain("deferUntil");
  });

  test("says in words what it may not say as a constraint", () => {
    const { schema } = outputFormat(
      z.strictObject({ n: z.number().int().min(0).max(4).describe("How soon.") }),
    );
    expect(schema.properties).toEqual({
      n: { type: "integer", description: "How soon.; at least 0; at most 4" },
    });
  });

  test("says nothing about the range every integer has", () => {
    const { schema } = outputFormat(z.strictObject({ n: z.number().int() }));
    expect(schema.properties).toEqual({ n: { type: "integer" } });
  });

  test("closes objects that were open", () => {
    expect(outputFormat(z.object({ a: z.string() })).schema.additionalProperties).toBe(false);
  });

  test("keeps a property that is called like a keyword", () => {
    const { schema } = outputFormat(z.strictObject({ pattern: z.string(), description: z.string() }));
    expect(schema.properties).toEqual({ pattern: { type: "string" }, description: { type: "string" } });
  });

  test("cannot be made from a map", () => {
    expect(() => outputFormat(z.strictObject({ m: z.record(z.string(), z.string()) }))).toThrow(
      "list of pairs",
    );
  });
});
