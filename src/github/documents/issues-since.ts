import { issueFields } from "./issue-fields.ts";

/** Issues of the repository that changed since a time, whatever they hang below. */
export const issuesSinceDocument = /* GraphQL */ `
  query issuesSince($owner: String!, $name: String!, $since: DateTime!, $after: String) {
    repository(owner: $owner, name: $name) {
      issues(first: 100, after: $after, filterBy: { since: $since }, orderBy: { field: CREATED_AT, direction: ASC }) {
        nodes {
          ...issueFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  ${issueFields}
`;
