/** `npm run generate`: writes the files that are made from schemas. Tests compare; nothing else edits them. */
import { writeFileSync } from "node:fs";
import { configJsonSchema, configMarkdown } from "./src/config/document-config.ts";
import { changeSetJsonSchema } from "./src/delivery/change-set-schema.ts";
import { planSchemaText } from "./src/plan/plan-schema.ts";
import { queueSchemaText } from "./src/queue/queue-schema.ts";

writeFileSync("schema/pawl.schema.json", configJsonSchema());
writeFileSync("schema/plan.schema.json", planSchemaText());
writeFileSync("schema/queue.schema.json", queueSchemaText());
writeFileSync("schema/change-set.schema.json", changeSetJsonSchema());
writeFileSync("docs/configuration.md", configMarkdown());
