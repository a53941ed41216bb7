import { issueFields } from "./issue-fields.ts";

/** An issue with its comments, oldest first, a page at a time. */
export const threadDocument = /* GraphQL */ `
  query thread($owner: String!, $name: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      issue(number: $number) {
        ...issueFields
        comments(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            fullDatabaseId
            body
            createdAt
            lastEditedAt
            author {
              __typename
              login
              ... on User {
                databaseId
              }
              ... on Bot {
                databaseId
              }
            }
          }
        }
      }
    }
  }
  ${issueFields}
`;
