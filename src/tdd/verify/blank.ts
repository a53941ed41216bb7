import { blankFunctions } from "./blank-functions.ts";
import { blankJavascript } from "./blank-javascript.ts";
import type { Blanked, BlankMode } from "./edited.ts";

/**
 * A production file as the parent would have it if it only had the names that are new: added functions (methods,
 * values) do nothing, changed ones do what they did before. The text that is replaced stays behind an inserted
 * statement where the language refuses unused imports. `null` when the language is not known or the text does not
 * parse. `before` is `null` for a new file.
 */
export function blank(path: string, before: string | null, after: string, mode: BlankMode): Blanked | null {
  return blankJavascript(path, before, after, mode) ?? blankFunctions(path, before, after, mode);
}
