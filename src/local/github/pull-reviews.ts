import type { components as webhooks } from "@octokit/openapi-webhooks-types";
import { oneOf, optional, readFields, string } from "./fields.ts";
import { envelope, happened } from "./happening.ts";
import { page } from "./paging.ts";
import { reviewBody, simplePullBody } from "./pull-body.ts";
import { pullOf, pullSettingsOf, type ReviewRow, reviewsOf } from "./pull-rows.ts";
import { rejection } from "./rejection.ts";
import { type Answer, type Call, json, type Resource } from "./resource.ts";

const base = "/repos/:owner/:repo/pulls/:number{[0-9]+}/reviews";
const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

/** Reviews of pull requests. */
export const pullReviews: Resource = {
  name: "pull-reviews",
  routes: [
    { method: "GET", path: base, operation: "pulls/list-reviews", need: "pull_requests:read", answer: list },
    {
      method: "POST",
      path: base,
      operation: "pulls/create-review",
      need: "pull_requests:write",
      role: "read",
      answer: create,
    },
  ],
};

function list(call: Call): Answer {
  const { pull } = pullOf(call.world, call.params.number);
  const rows = [...reviewsOf(call.world).values()].filter((review) => review.pull === pull.number);
  return page(call, rows, (review) => reviewBody(call.world, review.id));
}

function create({ world, actor, params, body }: Call): Answer {
  const { pull, issue } = pullOf(world, params.number);
  const fields = readFields(body, "PullRequestReview", {
    body: optional(string),
    event: optional(oneOf("APPROVE", "REQUEST_CHANGES", "COMMENT")),
    commit_id: optional(string),
  });
  const { event, body: text = "" } = fields;
  if (event === "APPROVE" && actor.kind === "workflow" && !pullSettingsOf(world).actionsMayOpen) {
    throw rejection(403, "GitHub Actions is not permitted to create or approve pull requests.");
  }
  if (issue.author.id === actor.user.id && (event === "APPROVE" || event === "REQUEST_CHANGES")) {
    const verb = event === "APPROVE" ? "approve" : "request changes on";
    throw rejection(422, "Unprocessable Entity", {
      errors: [`Review Can not ${verb} your own pull request`],
    });
  }
  if (text === "" && (event === "REQUEST_CHANGES" || event === "COMMENT")) {
    throw rejection(422, "Unprocessable Entity", { errors: ["Review body can't be blank"] });
  }
  const row: ReviewRow = {
    id: world.ids.database("review"),
    pull: pull.number,
    user: actor.user,
    body: text,
    state: event === undefined ? "PENDING" : states[event],
    commit: fields.commit_id ?? pull.headSha,
    at: world.now(),
  };
  reviewsOf(world).set(row.id, row);
  const shown = reviewBody(world, row.id);
  if (row.state !== "PENDING") {
    happened(world, actor, "pull_request_review", {
      ...envelope(world, actor),
      action: "submitted",
      pull_request: simplePullBody(world, pull, issue),
      review: { ...shown, state: row.state.toLowerCase(), submitted_at: row.at },
    } satisfies webhooks["schemas"]["webhook-pull-request-review-submitted"]);
  }
  return json(shown);
}
