import type { z } from "zod";
import type { Github } from "./octokit.ts";

/** One GraphQL question. The answer is checked, so that a surprise is named where it happens. */
export async function ask<Data>(
  github: Github,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  answer: z.ZodType<Data>,
): Promise<Data> {
  return answer.parse(await github.octokit.graphql(document, { ...variables }));
}

/** A GraphQL mutation that must not be sent twice: retries are off. */
export async function tell<Data>(
  github: Github,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  answer: z.ZodType<Data>,
): Promise<Data> {
  const request = { retries: 0 };
  return answer.parse(await github.octokit.graphql(document, { ...variables, request }));
}

/** Cuts a list into parts of at most `size`. */
export function inParts<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
