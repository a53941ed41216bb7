/**
 * `npm run build`: the Action as one self-contained file (dist/action.js), and the App and the command with their
 * packages left outside (dist/app.js, dist/cli.js).
 */
import { build } from "esbuild";

const shared = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  outdir: "dist",
  logLevel: "warning",
  legalComments: "none",
} as const;

// Some bundled packages still call require(); an ES module has to make one.
const require = 'import { createRequire as pawlRequire } from "node:module"; const require = pawlRequire(import.meta.url);';

await build({ ...shared, entryPoints: ["src/action.ts"], minify: true, banner: { js: require } });
await build({ ...shared, entryPoints: ["src/app.ts", "src/cli.ts"], packages: "external" });
