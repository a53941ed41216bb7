/** Labels on issues and pull requests. */

import { checkAccess } from "./answering.ts";
import { labelNames, readFields, required } from "./fields.ts";
import { labelBody, labelsOf } from "./issue-body.ts";
import { issueOf } from "./issue-rows.ts";
import { addLabels, removeLabels } from "./labelling.ts";
import { ensureLabels, labelNamed, labelsWith } from "./labels.ts";
import { page } from "./paging.ts";
import { rejection, unresolved } from "./rejection.ts";
import { type Answer, type Asking, type Call, json, type Resource } from "./resource.ts";

const path = "/repos/:owner/:repo/issues/:number{[0-9]+}/labels";

function shown({ world }: Call, number: number): Answer {
  return json(labelsOf(world, issueOf(world, number)).map((label) => labelBody(world, label)));
}

/** The names of a body `{labels: […]}` or of a bare array, both of which GitHub takes. */
function namesOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  const labels = body.labels ?? body[""];
  return readFields(labels === undefined ? {} : { labels }, "Label", { labels: required(labelNames) }).labels;
}

export const issueLabels: Resource = {
  name: "issue-labels",
  routes: [
    {
      method: "GET",
      path,
      operation: "issues/list-labels-on-issue",
      need: "issues:read",
      answer: (call) =>
        page(call, labelsOf(call.world, issueOf(call.world, call.params.number)), (label) =>
          labelBody(call.world, label),
        ),
    },
    {
      method: "POST",
      path,
      operation: "issues/add-labels",
      need: "issues:write",
      role: "triage",
      answer: (call) => {
        const { number } = issueOf(call.world, call.params.number);
        addLabels(call.world, call.actor, number, ensureLabels(call.world, namesOf(call.body)));
        return shown(call, number);
      },
    },
    {
      method: "PUT",
      path,
      operation: "issues/set-labels",
      need: "issues:write",
      role: "triage",
      answer: (call) => {
        const issue = issueOf(call.world, call.params.number);
        const kept = ensureLabels(call.world, namesOf(call.body));
        const gone = labelsOf(call.world, issue).filter((label) => !kept.includes(label));
        removeLabels(call.world, call.actor, issue.number, gone);
        addLabels(call.world, call.actor, issue.number, kept);
        return shown(call, issue.number);
      },
    },
    {
      method: "DELETE",
      path: `${path}/:name`,
      operation: "issues/remove-label",
      need: "issues:write",
      role: "triage",
      answer: (call) => {
        const issue = issueOf(call.world, call.params.number);
        const label = labelNamed(call.world, call.params.name ?? "");
        if (label === undefined || !issue.labels.includes(label.id))
          throw rejection(404, "Label does not exist");
        removeLabels(call.world, call.actor, issue.number, [label]);
        return shown(call, issue.number);
      },
    },
  ],
  typeDefs: /* GraphQL */ `
    interface Labelable { labels(after: String, before: String, first: Int, last: Int): LabelConnection }
    extend type Issue implements Labelable
    input AddLabelsToLabelableInput { clientMutationId: String labelIds: [ID!]! labelableId: ID! }
    type AddLabelsToLabelablePayload { clientMutationId: String labelable: Labelable }
    input RemoveLabelsFromLabelableInput { clientMutationId: String labelIds: [ID!]! labelableId: ID! }
    type RemoveLabelsFromLabelablePayload { clientMutationId: String labelable: Labelable }
    extend type Mutation {
      addLabelsToLabelable(input: AddLabelsToLabelableInput!): AddLabelsToLabelablePayload
      removeLabelsFromLabelable(input: RemoveLabelsFromLabelableInput!): RemoveLabelsFromLabelablePayload
    }
  `,
  resolvers: {
    Mutation: {
      addLabelsToLabelable: (_root, { input }: { input: Labelling }, asking: Asking) =>
        relabelled(asking, input, addLabels),
      removeLabelsFromLabelable: (_root, { input }: { input: Labelling }, asking: Asking) =>
        relabelled(asking, input, removeLabels),
    },
  },
};

type Labelling = {
  readonly clientMutationId?: string;
  readonly labelIds: readonly string[];
  readonly labelableId: string;
};

/** Changes the labels of the issue or pull request with this node id. Throws 404 for an id that is not there. */
function relabelled({ world, actor }: Asking, input: Labelling, change: typeof addLabels): object {
  checkAccess(world, actor, "issues:write", "triage");
  const target = world.issues.get(world.numbers.get(input.labelableId) ?? 0);
  if (target === undefined) throw unresolved(`a node with the global id of '${input.labelableId}'`);
  change(world, actor, target.number, labelsWith(world, input.labelIds));
  return { clientMutationId: input.clientMutationId, labelable: issueOf(world, target.number) };
}
