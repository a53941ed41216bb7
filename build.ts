/**
 * `npm run build`: the Action as one self-contained file (dist/action.js), and the App and the command with their packages
 * left outside (dist/app.js, dist/cli.js).
 */
import { build, type Plugin } from "esbuild";

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
const require =
  'import { createRequire as pawlRequire } from "node:module"; const require = pawlRequire(import.meta.url);';

// Zod brings its messages in fifty languages; ours are our own.
const english: Plugin = {
  name: "english",
  setup: ({ onLoad }) =>
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    })),
};

await build({
  ...shared,
  entryPoints: ["src/action.ts"],
  minify: true,
  banner: { js: require },
  plugins: [english],
});
await build({ ...shared, entryPoints: ["src/app.ts", "src/cli.ts"], packages: "external" });
