/**
 * `npm run build`: the Action as self-contained files (dist/action.js, and in dist/action/ what only some steps load), and
 * the App and the command with their packages left outside (dist/app.js, dist/cli.js).
 */
import { globSync, rmSync, statSync } from "node:fs";
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

const { metafile } = await build({
  ...shared,
  entryPoints: ["src/action.ts"],
  minify: true,
  banner: { js: require },
  splitting: true,
  chunkNames: "action/[name]-[hash]",
  metafile: true,
  plugins: [english],
});
// An Action that was started just before may still load a file of its own build.
for (const file of globSync("dist/action/*.js"))
  if (!(file in metafile.outputs) && Date.now() - statSync(file).mtimeMs > 3_600_000) rmSync(file);
await build({ ...shared, entryPoints: ["src/app.ts", "src/cli.ts"], packages: "external" });
