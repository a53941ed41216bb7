/** The repository's labels. Names are unique without regard to case. */

import { checkAccess } from "./answering.ts";
import { optional, orNull, readFields, required, string } from "./fields.ts";
import { nodeId } from "./ids.ts";
import { labelBody, labelsOf } from "./issue-body.ts";
import { amend } from "./issue-rows.ts";
import { type ConnectionArgs, connection, page } from "./paging.ts";
import { invalid, notFound, unresolved } from "./rejection.ts";
import { type Asking, empty, json, type Resource } from "./resource.ts";
import type { IssueRow, LabelRow, RepositoryRow } from "./rows.ts";
import type { World } from "./world.ts";

export function labelNamed(world: World, name: string): LabelRow | undefined {
  const wanted = name.toLowerCase();
  return [...world.labels.values()].find((label) => label.name.toLowerCase() === wanted);
}

/** Creates a label. Throws 422 `already_exists`, or `invalid` for a bad name or colour. */
function createLabel(
  world: World,
  name: string,
  color: string = "ededed",
  description: string | null = null,
): LabelRow {
  if (labelNamed(world, name) !== undefined) {
    throw invalid({ resource: "Label", field: "name", code: "already_exists" });
  }
  if (name.trim() === "" || name.length > 50)
    throw invalid({ resource: "Label", field: "name", code: "invalid" });
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid({ resource: "Label", field: "color", code: "invalid" });
  if ((description?.length ?? 0) > 100) {
    throw invalid({ resource: "Label", field: "description", code: "invalid" });
  }
  const id = world.ids.database("label");
  const createdAt = world.now();
  const row: LabelRow = {
    __typename: "Label",
    id,
    nodeId: nodeId("LA", id),
    name,
    color,
    description,
    createdAt,
  };
  world.labels.set(id, row);
  world.nodes.set(row.nodeId, () => world.labels.get(id));
  return row;
}

/** The labels of these names, created where missing (as labelling an issue does). */
export function ensureLabels(world: World, names: readonly string[]): readonly LabelRow[] {
  return names.map((name) => labelNamed(world, name) ?? createLabel(world, name));
}

/** The labels with these node ids. Throws 404 for one that is not there. */
export function labelsWith(world: World, nodeIds: readonly string[]): readonly LabelRow[] {
  return nodeIds.map((id) => {
    const label = [...world.labels.values()].find((row) => row.nodeId === id);
    if (label === undefined) throw unresolved(`a node with the global id of '${id}'`);
    return label;
  });
}

function named(world: World, name: string | undefined): LabelRow {
  const label = labelNamed(world, name ?? "");
  if (label === undefined) throw notFound();
  return label;
}

const fields = { name: required(string), color: optional(string), description: optional(orNull(string)) };
const changes = {
  new_name: optional(string),
  color: optional(string),
  description: optional(orNull(string)),
};
const path = "/repos/:owner/:repo/labels";

export const labels: Resource = {
  name: "labels",
  routes: [
    {
      method: "GET",
      path,
      operation: "issues/list-labels-for-repo",
      need: "issues:read",
      answer: (call) => page(call, [...call.world.labels.values()], (label) => labelBody(call.world, label)),
    },
    {
      method: "POST",
      path,
      operation: "issues/create-label",
      need: "issues:write",
      answer: ({ world, body }) => {
        const { name, color, description } = readFields(body, "Label", fields);
        return json(labelBody(world, createLabel(world, name, color, description ?? null)), 201);
      },
    },
    {
      method: "GET",
      path: `${path}/:name`,
      operation: "issues/get-label",
      need: "issues:read",
      answer: ({ world, params }) => json(labelBody(world, named(world, params.name))),
    },
    {
      method: "PATCH",
      path: `${path}/:name`,
      operation: "issues/update-label",
      need: "issues:write",
      role: "triage",
      answer: ({ world, params, body }) => {
        const { new_name, color, description } = readFields(body, "Label", changes);
        const before = named(world, params.name);
        const name = new_name ?? before.name;
        const taken = labelNamed(world, name);
        if (taken !== undefined && taken.id !== before.id)
          throw invalid({ resource: "Label", field: "name", code: "already_exists" });
        const label = { ...before, name, color: color ?? before.color };
        world.labels.set(label.id, description === undefined ? label : { ...label, description });
        return json(labelBody(world, named(world, name)));
      },
    },
    {
      method: "DELETE",
      path: `${path}/:name`,
      operation: "issues/delete-label",
      need: "issues:write",
      answer: ({ world, params }) => {
        const { id } = named(world, params.name);
        for (const issue of world.issues.values()) {
          if (issue.labels.includes(id)) {
            amend(world, issue.number, { labels: issue.labels.filter((label) => label !== id) });
          }
        }
        world.labels.delete(id);
        return empty();
      },
    },
  ],
  typeDefs: /* GraphQL */ `
    type Label implements Node { id: ID! name: String! color: String! description: String createdAt: DateTime url: URI! }
    type LabelEdge { cursor: String! node: Label }
    type LabelConnection { edges: [LabelEdge] nodes: [Label] pageInfo: PageInfo! totalCount: Int! }
    extend type Repository {
      label(name: String!): Label
      labels(after: String, before: String, first: Int, last: Int, query: String): LabelConnection
    }
    extend type Issue { labels(after: String, before: String, first: Int, last: Int): LabelConnection }
    input CreateLabelInput {
      clientMutationId: String color: String! description: String name: String! repositoryId: ID!
    }
    type CreateLabelPayload { clientMutationId: String label: Label }
    extend type Mutation { createLabel(input: CreateLabelInput!): CreateLabelPayload }
  `,
  resolvers: {
    Label: {
      id: (label: LabelRow) => label.nodeId,
      url: (label: LabelRow, _args, { world }: Asking) => labelBody(world, label).url,
    },
    Repository: {
      label: (_row: RepositoryRow, { name }: { name: string }, { world }: Asking) => labelNamed(world, name),
      labels: (_row: RepositoryRow, args: ConnectionArgs & { query?: string | null }, { world }: Asking) => {
        const text = (args.query ?? "").toLowerCase();
        const found = [...world.labels.values()].filter((label) => label.name.toLowerCase().includes(text));
        return connection("labels", found, args);
      },
    },
    Issue: {
      labels: (issue: IssueRow, args: ConnectionArgs, { world }: Asking) =>
        connection("labels", labelsOf(world, issue), args),
    },
    Mutation: {
      createLabel: (_root, { input }: { input: NewLabel }, { world, actor }: Asking) => {
        checkAccess(world, actor, "issues:write");
        const label = createLabel(world, input.name, input.color, input.description ?? null);
        return { clientMutationId: input.clientMutationId, label };
      },
    },
  },
};

type NewLabel = {
  readonly clientMutationId?: string;
  readonly name: string;
  readonly color: string;
  readonly description?: string | null;
};
