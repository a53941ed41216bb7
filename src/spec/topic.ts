/** What a specification is about, and what an interview has to cover for it. */
export type Topic = "product" | "technical";
export type InterviewTopic = Topic | "both";

const product = ["audience", "workflows", "features", "constraints", "non-goals"] as const;
const technical = ["architecture", "data", "integrations", "operations", "security", "testing"] as const;

type Area = (typeof product)[number] | (typeof technical)[number];

/** In the order they are asked: the product first. */
function areasOf(topic: InterviewTopic): readonly Area[] {
  if (topic === "both") return [...product, ...technical];
  return topic === "product" ? product : technical;
}

/** `not-needed`: it has no meaning for this specification. */
export type AreaState = "covered" | "open" | "not-needed";
export type Coverage = ReadonlyMap<Area, AreaState>;

/** The coverage of a topic from whatever states are known; an area that nobody spoke of is open. */
export function coverageOf(
  topic: InterviewTopic,
  known: readonly { readonly area: string; readonly state: AreaState }[],
): Coverage {
  const states = new Map(known.map(({ area, state }) => [area, state]));
  return new Map(areasOf(topic).map((area) => [area, states.get(area) ?? "open"]));
}

export function isCovered(coverage: Coverage): boolean {
  return [...coverage.values()].every((state) => state !== "open");
}
