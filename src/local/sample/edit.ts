/** What an edit is, and the few ways the sample's edits are made. */

/** A change to one file, made from the text that stands there. */
export type Edit = { readonly path: string; readonly change: (text: string) => string };

export type Behaviour = {
  readonly text: string;
  readonly criterion: string;
  readonly breaks: string;
  readonly red: Edit;
  readonly stub: Edit | null;
  readonly green: Edit;
};

export const swap =
  (...pairs: readonly (readonly [string, string])[]) =>
  (text: string): string =>
    pairs.reduce((result, [from, to]) => result.replace(from, () => to), text);

/** Adds a test at the end of the one `describe` block of a file. */
export const addTest = (test: string) => (text: string) => text.replace(/\}\);\n$/, () => `\n${test}});\n`);

export const both = (first: Edit["change"], second: Edit["change"]) => (text: string) => second(first(text));
