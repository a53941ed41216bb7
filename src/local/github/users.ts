/** Users, bots and the organisation: how they look in REST, webhooks and GraphQL. */
import type { components } from "@octokit/openapi-types";
import type { Resource } from "./resource.ts";
import type { UserRow } from "./rows.ts";
import type { World } from "./world.ts";

type SimpleUser = components["schemas"]["simple-user"];
const types = { User: "User", Bot: "Bot", Organization: "Organization" } as const;

/** `simple-user`, with ids that fit a webhook's payload too. */
export function userBody(world: World, user: UserRow) {
  const url = `${world.origin}/users/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: user.nodeId,
    avatar_url: `${world.origin}/avatars/${user.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.origin}/${user.__typename === "Bot" ? `apps/${slug(user.login)}` : user.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: types[user.__typename],
    user_view_type: "public",
    site_admin: false,
  } satisfies SimpleUser;
}

function slug(login: string): string {
  return login.replace(/\[bot\]$/, "");
}

/** GraphQL prints a bot's login without the `[bot]` that REST adds. */
function graphqlLogin(user: UserRow): string {
  return user.__typename === "Bot" ? slug(user.login) : user.login;
}

const fields = {
  id: (user: UserRow) => user.nodeId,
  databaseId: (user: UserRow) => user.id,
  login: graphqlLogin,
  url: (user: UserRow, _: object, { world }: { world: World }) => userBody(world, user).html_url,
};

export const users: Resource = {
  name: "users",
  routes: [],
  typeDefs: /* GraphQL */ `
    interface Actor { login: String! url: URI! }
    interface RepositoryOwner { id: ID! login: String! url: URI! }
    type User implements Actor & Node & RepositoryOwner { id: ID! databaseId: Int login: String! url: URI! }
    type Bot implements Actor & Node { id: ID! databaseId: Int login: String! url: URI! }
    type Organization implements Actor & Node & RepositoryOwner { id: ID! databaseId: Int login: String! url: URI! }
  `,
  resolvers: { User: fields, Bot: fields, Organization: fields },
};
