/** The one schema as JSON Schema (for editors) and as Markdown (for people). `npm run generate` writes both. */
import { z } from "zod";
import { Config } from "./config.ts";

export function configJsonSchema(): string {
  const schema = z.toJSONSchema(Config, { io: "input" });
  return `${JSON.stringify({ title: "Pawl configuration", ...schema }, null, 2)}\n`;
}

type Node = {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
};

export function configMarkdown(): string {
  const schema: Node = JSON.parse(configJsonSchema());
  const rows = rowsOf(schema, "");
  return [
    "# Configuration",
    "",
    "<!-- Written by `npm run generate` from src/config/config.ts; a test compares. -->",
    "",
    "`.github/pawl.yml` on the default branch. Every key is optional; an unknown key is an error that names its line.",
    "",
    "| key | what it does | default |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function rowsOf(node: Node, path: string): readonly string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const name = path === "" ? key : `${path}.${key}`;
    if (child.properties) return rowsOf(child, name);
    return [`| \`${name}\` | ${child.description ?? ""}${choices(child)} | ${fallback(child)} |`];
  });
}

function choices(node: Node): string {
  return node.enum ? ` One of ${node.enum.map((value) => `\`${String(value)}\``).join(", ")}.` : "";
}

function fallback(node: Node): string {
  return node.default === undefined ? "" : `\`${JSON.stringify(node.default)}\``;
}
