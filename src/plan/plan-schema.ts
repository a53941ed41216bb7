import { z } from "zod";
import { Plan } from "./plan.ts";

/** The JSON Schema published as schema/plan.schema.json, made from the one zod schema; text ends with a newline. */
export function planSchemaText(): string {
  const schema = z.toJSONSchema(Plan, { io: "input" });
  const titled = { title: "Plan", description: "Input of `pawl lint`.", ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
