import { blankFunctions } from "./blank-functions.ts";
import { blankJavascript } from "./blank-javascript.ts";

/** What a blanked function does instead of its work: answer a zero value, or throw. */
export type BlankMode = "zero" | "throw";

/** A production file with the bodies of added functions made idle. `names` are those functions and values. */
export type Blanked = { readonly text: string; readonly names: readonly string[] };

/**
 * A production file as the parent would have it if it only had the names that are new: added functions (methods,
 * values) do nothing, changed ones do what they did before. The text that is replaced stays behind an inserted
 * statement where the language refuses unused imports. `null` when the language is not known or the text does not
 * parse. `before` is `null` for a new file.
 */
export function blank(path: string, before: string | null, after: string, mode: BlankMode): Blanked | null {
  return blankJavascript(path, before, after, mode) ?? blankFunctions(path, before, after, mode);
}
