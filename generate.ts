/** `npm run generate`: writes the files that are made from schemas. Tests compare; nothing else edits them. */
import { writeFileSync } from "node:fs";
import { configJsonSchema, configMarkdown } from "./src/config/document-config.ts";

writeFileSync("schema/pawl.schema.json", configJsonSchema());
writeFileSync("docs/configuration.md", configMarkdown());
