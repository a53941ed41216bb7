import { done, type Outcome, refused } from "../issues/outcome.ts";
import { renderSpecification } from "./render-specification.ts";
import type { SpecWriter } from "./spec-writer.ts";
import { findingsOf, type Specification, specificationOf } from "./specification.ts";
import type { Thread, Written } from "./thread.ts";
import { threadText, wholeThreadText } from "./thread-text.ts";
import type { Topic } from "./topic.ts";

export type SpecInput = {
  readonly thread: Thread;
  readonly topic: Topic;
  readonly map: string;
  readonly budgetUsd: number;
};

/** The bodies of the comments that now hold the specification, in order. */
export type WrittenSpec = { readonly specification: Specification; readonly bodies: readonly string[] };

/** `/spec`: one specification out of what was said. Quotes are checked by code; what nobody said is left out visibly. */
export async function writeSpecification(
  { writer }: { readonly writer: SpecWriter },
  { thread, topic, map, budgetUsd }: SpecInput,
): Promise<Outcome<WrittenSpec>> {
  const said = wholeThreadText(thread);
  if (!/\p{L}{2}/u.test(said)) {
    const text = `#${thread.number} holds no text that a specification could be written from.`;
    return refused(
      "spec-empty",
      text,
      "Write into the issue what users should be able to do, or `/interview`.",
    );
  }
  const reply = await writer.write({
    topic,
    thread: threadText(thread),
    standing: specificationIn(thread, topic),
    product: topic === "technical" ? specificationIn(thread, "product") : "",
    map,
    budgetUsd,
    check: (draft) => findingsOf(draft, said),
  });
  if (reply.kind === "failed") return refused(reply.code, reply.text, reply.next);
  const specification = specificationOf(topic, reply.value, said);
  if (specification.sections.every(({ requirements }) => requirements.length === 0)) {
    return refused(
      "spec-unfounded",
      "No requirement could be quoted from the issue or the answers.",
      "Say in the issue, or in answers to `/interview`, what users should be able to do; then comment `/spec` again.",
    );
  }
  const usd = spentBefore(thread, topic) + reply.usage.usd;
  return done({ specification, bodies: renderSpecification(specification, { spec: thread.number, usd }) });
}

function specificationIn(thread: Thread, topic: Topic): string {
  return partsIn(thread, topic)
    .map(({ text }) => text)
    .join("\n\n");
}

function spentBefore(thread: Thread, topic: Topic): number {
  const [first] = partsIn(thread, topic);
  return first?.marker.kind === "specification" ? (first.marker.usd ?? 0) : 0;
}

function partsIn({ entries }: Thread, topic: Topic): readonly Written[] {
  return entries.filter(
    (entry): entry is Written =>
      entry.kind === "pawl" &&
      entry.marker.kind === "specification" &&
      entry.marker.topic === topic &&
      entry.marker.part <= entry.marker.of,
  );
}
