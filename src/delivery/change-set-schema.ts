import { z } from "zod";
import { ChangeSet } from "./change-set.ts";

/** The text of schema/change-set.schema.json, made from the zod schema that reads change sets. */
export function changeSetJsonSchema(): string {
  const schema = z.toJSONSchema(ChangeSet, { target: "draft-2020-12", io: "input" });
  return `${JSON.stringify({ title: "Pawl change set", ...schema }, null, 2)}\n`;
}
