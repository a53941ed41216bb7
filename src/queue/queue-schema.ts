import { z } from "zod";
import { QueueSnapshot } from "./snapshot.ts";

/** The JSON Schema published as schema/queue.schema.json, made from the one zod schema; text ends with a newline. */
export function queueSchemaText(): string {
  const schema = z.toJSONSchema(QueueSnapshot, { io: "input" });
  const titled = { title: "Queue snapshot", description: "Input of `pawl ready`.", ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
