import { isAbsolute, join } from "node:path";
import { causeOfLoadFailure, classOfFailure } from "./node-test-failure.ts";
import type { Causes } from "./recorded-report.ts";

/** Causes of failures under vitest and jest, whose own words for a missing module or bad syntax differ from Node's. */
export const javascriptCauses: Causes = {
  ofFailure: ({ name, code, message }, directory) =>
    classOfFailure({ type: "", name, code, message: inNodesWords(message, directory), signal: null }),
  ofLoad: ({ name, message }, directory) => {
    const text = inNodesWords(
      name === "" || message.startsWith(name) ? message : `${name}: ${message}`,
      directory,
    );
    const { failure, symbol } = causeOfLoadFailure(text, directory);
    return failure === "unknown" && isSyntax(text) ? { failure: "syntax", symbol } : { failure, symbol };
  },
};

/** vite: `Failed to resolve import "./a" from "b.ts"`; jest: `Cannot find module './a' from 'b.js'`. */
function inNodesWords(message: string, directory: string): string {
  const said = (_: string, module: string, importer: string | undefined) => {
    const from = importer === undefined || isAbsolute(importer) ? importer : join(directory, importer);
    return `Cannot find module '${module}'${from === undefined ? "" : ` imported from ${from}`}`;
  };
  return message
    .replace(/\p{Cc}\[[0-9;]*m/gu, "")
    .replace(/Failed to resolve import "([^"]+)" from "([^"]+)"/, said)
    .replace(/Cannot find module '([^']+)' from '([^']+)'/, said)
    .replace(/Failed to load url (\S+) \(resolved id: [^)]*\)(?: in (\S+?))?\./, said);
}

/** esbuild, rolldown, babel and SWC. */
function isSyntax(text: string): boolean {
  return /Transform failed with|PARSE_ERROR|Parse failure|SyntaxError|Unexpected token|Syntax Error/.test(
    text,
  );
}
