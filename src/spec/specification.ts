import type { SpecDraft } from "./spec-writer.ts";
import type { Topic } from "./topic.ts";

export type Requirement = {
  readonly id: string;
  readonly text: string;
  readonly quote: string;
  /** Id of the comment it quotes, or `null` for the issue itself. */
  readonly comment: number | null;
};

/** A specification as Pawl prints it: every requirement has an id of its own and quotes its source. */
export type Specification = {
  readonly topic: Topic;
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly text: string;
    readonly requirements: readonly Requirement[];
  }[];
  readonly decisions: readonly string[];
  readonly open: readonly string[];
  /** Statements whose quote stands nowhere in the thread: somebody has to say so first. */
  readonly unfounded: readonly string[];
};

/** What is wrong with a draft, one line each: quotes that were never said, statements that oblige nobody. */
export function findingsOf(draft: SpecDraft, said: string): readonly string[] {
  const source = flat(said);
  const requirements = draft.sections.flatMap((section) => section.requirements);
  const empty = requirements.length === 0 ? ["There is no requirement at all."] : [];
  return [
    ...empty,
    ...requirements.flatMap(({ text, quote }) => {
      const name = `"${text.slice(0, 80)}"`;
      return [
        ...(isSaid(quote, source)
          ? []
          : [`The quote of ${name} does not stand in the thread letter by letter.`]),
        ...(/\bSHALL\b/.test(text) ? [] : [`${name} does not say what SHALL be.`]),
      ];
    }),
  ];
}

/** Gives every requirement its id (known ones keep theirs) and sets apart what quotes nothing that was said. */
export function specificationOf(topic: Topic, draft: SpecDraft, said: string): Specification {
  const source = flat(said);
  const used = new Set<string>();
  const shape = topic === "product" ? /^R([1-9]\d{0,3})$/ : /^T([1-9]\d{0,3})$/;
  const letter = topic === "product" ? "R" : "T";
  const all = draft.sections.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  let highest = Math.max(0, ...all.map((id) => Number(shape.exec(id)?.[1] ?? 0)));
  const unfounded: string[] = [];
  const sections = draft.sections.map(({ heading, text, requirements }) => ({
    heading,
    text,
    requirements: requirements.flatMap((one): readonly Requirement[] => {
      if (!isSaid(one.quote, source)) {
        unfounded.push(one.text);
        return [];
      }
      const keeps = shape.test(one.id) && !used.has(one.id);
      const id = keeps ? one.id : `${letter}${++highest}`;
      used.add(id);
      return [{ id, text: one.text, quote: one.quote, comment: one.comment > 0 ? one.comment : null }];
    }),
  }));
  const { title, decisions, open } = draft;
  return { topic, title, sections, decisions, open, unfounded };
}

function isSaid(quote: string, source: string): boolean {
  const wanted = flat(quote);
  return wanted !== "" && source.includes(wanted);
}

/** Layout is not wording: line breaks, emphasis and quotation marks do not count. */
function flat(text: string): string {
  return text
    .replace(/[*_`>\\]/g, "")
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
