import { z } from "zod";
import type { Label } from "../issues/issue.ts";
import { ask, inParts, tell } from "./ask.ts";
import { createLabelsDocument, labelsDocument } from "./documents/labels.ts";
import { failureOf } from "./failure.ts";
import { nodesOf } from "./issue-node.ts";
import { LabelPage } from "./label-page.ts";
import type { Github } from "./octokit.ts";
import type { RepositoryStart } from "./repository-start.ts";

const LabelNode = z.object({ id: z.string(), name: z.string() });
const LabelsAnswer = z.object({ repository: z.object({ id: z.string(), labels: LabelPage }) });
const CreatedAnswer = z.record(z.string(), z.object({ label: LabelNode }).nullable());

/** The repository's node id and its labels' ids, read once and kept. Label names are compared without case. */
export type LabelIds = {
  repositoryId(): Promise<string>;
  /** Ids of labels by name, and the names that the repository does not have. */
  idsOf(
    names: readonly string[],
  ): Promise<{ readonly ids: readonly string[]; readonly missing: readonly string[] }>;
  ensure(labels: readonly Label[]): Promise<void>;
};

type Known = { readonly repositoryId: string; readonly ids: Map<string, string> };

/** `start` gives the first look, where it holds all labels. */
export function openLabelIds(github: Github, start?: () => Promise<RepositoryStart>): LabelIds {
  let known: Promise<Known> | null = null;
  let first = start;
  const read = () => {
    known ??= readLabels(github, first).catch((error: unknown) => {
      known = null;
      throw error;
    });
    first = undefined;
    return known;
  };
  return {
    repositoryId: async () => (await read()).repositoryId,
    idsOf: async (names) => {
      if (names.length === 0) return { ids: [], missing: [] };
      if (missing(await read(), names).length > 0) known = null;
      const now = await read();
      const ids = names.flatMap((name) => now.ids.get(name.toLowerCase()) ?? []);
      return { ids, missing: missing(now, names) };
    },
    ensure: async (labels) => {
      const now = await read();
      const absent = labels.filter((label) => !now.ids.has(label.name.toLowerCase()));
      for (const part of inParts(absent, 20)) await createLabels(github, now, part);
    },
  };
}

function missing(known: Known, names: readonly string[]): readonly string[] {
  return names.filter((name) => !known.ids.has(name.toLowerCase()));
}

async function readLabels(github: Github, start?: () => Promise<RepositoryStart>): Promise<Known> {
  const seen = await start?.();
  if (seen !== undefined && !seen.labels.pageInfo.hasNextPage) {
    return { repositoryId: seen.id, ids: new Map(nodesOf(seen.labels).map(idByName)) };
  }
  const ids = new Map<string, string>();
  const { owner, name } = github;
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof LabelsAnswer> = await ask(
      github,
      labelsDocument,
      { owner, name, after },
      LabelsAnswer,
    );
    const { id, labels } = answer.repository;
    for (const [label, labelId] of nodesOf(labels).map(idByName)) ids.set(label, labelId);
    after = labels.pageInfo.endCursor;
    if (!labels.pageInfo.hasNextPage) return { repositoryId: id, ids };
  }
}

function idByName({ id, name }: z.infer<typeof LabelNode>): readonly [string, string] {
  return [name.toLowerCase(), id];
}

/** Somebody may create the same label meanwhile: then it is there, which is all that was wanted. */
async function createLabels(github: Github, known: Known, labels: readonly Label[]): Promise<void> {
  const inputs = labels.map((label, index) => [`l${index}`, { repositoryId: known.repositoryId, ...label }]);
  try {
    const answer = await tell(
      github,
      createLabelsDocument(labels.length),
      Object.fromEntries(inputs),
      CreatedAnswer,
    );
    for (const created of Object.values(answer))
      if (created !== null) known.ids.set(created.label.name.toLowerCase(), created.label.id);
  } catch (error) {
    const now = await readLabels(github);
    for (const [name, id] of now.ids) known.ids.set(name, id);
    const left = labels.filter((label) => !now.ids.has(label.name.toLowerCase()));
    const [gone] = left.map(({ name }) => name);
    if (left.length > 0 && left.length < labels.length) return createLabels(github, known, left);
    if (gone !== undefined)
      throw new Error(`Could not create the label "${gone}": ${failureOf(error).text}`, { cause: error });
  }
}
