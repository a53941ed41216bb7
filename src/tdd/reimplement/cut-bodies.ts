import { places } from "../javascript-walk.ts";
import { allBelow, childrenOf, languageOf, parseLezer, textOf } from "../lezer-source.ts";
import { parseSource, sourceOf, span } from "../syntax-tree.ts";
import { blank } from "../verify/blank.ts";
import { type Edit, edited } from "../verify/edited.ts";

/** A file without the bodies that a change added: each throws, and its old text is gone. `null` where nothing was added. */
export function cutBodies(
  path: string,
  before: string | null,
  after: string,
): { readonly text: string; readonly names: readonly string[] } | null {
  const blanked = blank(path, before, after, "throw");
  if (blanked === null || blanked.names.length === 0) return null;
  const edits =
    languageOf(path) === "python" ? pythonEdits(blanked.text) : javascriptEdits(path, blanked.text);
  return { text: edited(blanked.text, edits), names: blanked.names };
}

const thrown = 'throw new Error("pawl: blanked");';
const raised = 'raise NotImplementedError("blanked")';

function javascriptEdits(path: string, text: string): readonly Edit[] {
  const source = parseSource(path, text);
  if (source === null) return [];
  return places(source.body).flatMap(({ node }): readonly Edit[] => {
    const first = node.type === "BlockStatement" ? node.body[0] : undefined;
    if (first === undefined || sourceOf(source, first) !== thrown) return [];
    const [start, end] = span(node);
    return [{ start, end, text: `{ ${thrown} }` }];
  });
}

function pythonEdits(text: string): readonly Edit[] {
  const source = parseLezer("python", text);
  if (source === null) return [];
  return allBelow(source.top, "Body").flatMap((body): readonly Edit[] => {
    const [, first] = childrenOf(body);
    if (first === undefined || textOf(source, first) !== raised) return [];
    return [{ start: first.to, end: body.to, text: "\n" }];
  });
}
