#!/usr/bin/env node
// Starts the `pawl` command. In a checkout it runs the TypeScript source on Node 24 or newer (the dev
// dependency's own Node when this one is older); in the published package it runs dist/cli.js.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const source = fileURLToPath(new URL("src/cli.ts", root));
const built = fileURLToPath(new URL("dist/cli.js", root));
const ownNode = fileURLToPath(new URL("node_modules/node/bin/node", root));
const entry = existsSync(source) ? source : built;
const major = Number(process.versions.node.split(".")[0]);

if (major >= 24) {
  await import(entry);
} else if (existsSync(ownNode)) {
  const child = spawnSync(ownNode, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = child.status ?? 1;
} else {
  console.error(
    `pawl needs Node 24 or newer; this is ${process.versions.node}. Install it, or run npm ci here.`,
  );
  process.exitCode = 2;
}
