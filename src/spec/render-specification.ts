import { document, heading, list, type Markdown, md, prose } from "../issues/render.ts";
import type { Requirement, Specification } from "./specification.ts";

/** A comment holds 65,536 characters; the rest is room for people's own edits. */
const partLength = 60_000;

export type SpecificationPlace = { readonly spec: number; readonly usd: number };

/** The bodies of the comments that hold the specification: split at headings, each at most 60,000 characters. */
export function renderSpecification(
  specification: Specification,
  { spec, usd }: SpecificationPlace,
): readonly string[] {
  const parts = partsOf(blocksOf(specification));
  const { topic } = specification;
  return parts.map((blocks, index) => {
    const part = { kind: "specification", spec, topic, part: index + 1, of: parts.length } as const;
    return document(index === 0 ? { ...part, usd } : part, blocks);
  });
}

/** One list of blocks per section: a section is never torn while it fits into a comment. */
function blocksOf(specification: Specification): readonly (readonly Markdown[])[] {
  const { topic, title, sections, decisions, open, unfounded } = specification;
  const listed = (name: string, items: readonly string[]) =>
    items.length === 0 ? [] : [[heading(3, md`${name}`), list(items.map((item) => md`${item}`))]];
  return [
    [heading(2, md`${topic === "product" ? "Product" : "Technical"} specification: ${title}`)],
    ...sections.map((section) => [
      heading(3, md`${section.heading}`),
      prose(section.text),
      list(section.requirements.map(requirementLine)),
    ]),
    ...listed("Decisions", decisions),
    ...listed("Still open", open),
    ...listed("Left out, because nobody said so", unfounded),
    [md`*Comment \`/spec ${topic}\` to bring it up to date: this comment is edited, its history stays.*`],
  ];
}

function requirementLine({ id, text, quote, comment }: Requirement): Markdown {
  const where = comment === null ? md`the issue` : md`comment ${comment}`;
  return md`**${id}** ${text} (${where}: "${quote}")`;
}

function partsOf(sections: readonly (readonly Markdown[])[]): readonly (readonly Markdown[])[] {
  const parts: Markdown[][] = [[]];
  let room = partLength;
  for (const block of sections.flatMap(withinPart)) {
    if (block.length > room && (parts.at(-1)?.length ?? 0) > 0) {
      parts.push([]);
      room = partLength;
    }
    parts.at(-1)?.push(...block.blocks);
    room -= block.length;
  }
  return parts;
}

type Piece = { readonly blocks: readonly Markdown[]; readonly length: number };

/** A section that is longer than a comment falls into its blocks. */
function withinPart(blocks: readonly Markdown[]): readonly Piece[] {
  const length = lengthOf(blocks);
  if (length <= partLength) return [{ blocks, length }];
  return blocks.map((block) => ({ blocks: [block], length: lengthOf([block]) }));
}

function lengthOf(blocks: readonly Markdown[]): number {
  return blocks.reduce((sum, { markdown }) => sum + markdown.length + 2, 0);
}
