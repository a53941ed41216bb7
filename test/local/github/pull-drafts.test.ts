import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { zeroOid } from "../../../src/local/github/git-refs.ts";
import type { WorldEvent } from "../../../src/local/github/world.ts";
import { addCommit } from "./bare-repository.ts";
import { client, type GitWorld, gitWorld, graphql, here } from "./git-world.ts";

const query = `mutation($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { number isDraft } }
}`;

describe("a draft", () => {
  let world: GitWorld;
  let events: WorldEvent[];
  let draft: { readonly number: number; readonly id: string };
  beforeEach(async () => {
    world = await gitWorld();
    events = [];
    const sha = await addCommit(world.git, world.first, { "a.js": "1\n" }, "change");
    await world.git.updateRefs([{ name: "refs/heads/topic", before: zeroOid, after: sha }]);
    const made = await world.alice.pulls.create({
      ...here,
      title: "T",
      head: "topic",
      base: "main",
      draft: true,
    });
    draft = { number: made.data.number, id: made.data.node_id };
    world.github.world.onEvent((event) => events.push(event));
  });
  afterEach(() => world.close());

  const markReady = (token: string, id = draft.id) => graphql(world.github, token, query, { id });

  it("cannot be merged before it is marked as ready for review", async () => {
    const merge = () => world.alice.pulls.merge({ ...here, pull_number: draft.number });

    await expect(merge()).rejects.toMatchObject({ status: 405 });
    await markReady(world.github.tokenOf("alice"));

    expect((await merge()).data.merged).toBe(true);
  });

  it("tells that it is ready, once", async () => {
    await markReady(world.github.tokenOf("alice"));
    await markReady(world.github.tokenOf("alice"));

    expect(events.map(({ name, action }) => `${name}.${action}`)).toEqual(["pull_request.ready_for_review"]);
  });

  it("stays one for a token that may not write pull requests", async () => {
    const answer = await markReady(world.botToken);
    const read = await client(world.github, world.botToken)
      .pulls.get({ ...here, pull_number: draft.number })
      .catch(() => null);

    expect(answer.errors?.[0]?.type).toBe("FORBIDDEN");
    expect(read).toBeNull();
  });

  it("has to exist", async () => {
    expect((await markReady(world.github.tokenOf("alice"), "PR_none")).errors?.[0]?.type).toBe("NOT_FOUND");
  });
});
