import { blankJavascript } from "./blank-javascript.ts";

/** What a blanked function does instead of its work: answer a zero value, or throw. */
export type BlankMode = "zero" | "throw";

/** A production file with the bodies of added functions made idle. `names` are those functions and values. */
export type Blanked = { readonly text: string; readonly names: readonly string[] };

/**
 * A production file in which every function (method, value) that `before` does not have does nothing. The original
 * body stays behind the inserted statement, so that imports and variables are still used. `null` when the language is
 * not known or the text does not parse. `before` is `null` for a new file.
 */
export function blank(path: string, before: string | null, after: string, mode: BlankMode): Blanked | null {
  return blankJavascript(path, before, after, mode);
}
