import { issueFields } from "./issue-fields.ts";

/** The children of one issue; GitHub allows 100. */
export const subIssuesDocument = /* GraphQL */ `
  query subIssues($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      issue(number: $number) {
        subIssues(first: 100) {
          nodes {
            ...issueFields
          }
        }
      }
    }
  }
  ${issueFields}
`;

/** The children of several issues; 20 at once stay below GitHub's limit of nodes per question. */
export const subIssuesOfDocument = /* GraphQL */ `
  query subIssuesOf($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Issue {
        id
        subIssues(first: 100) {
          nodes {
            ...issueFields
          }
        }
      }
    }
  }
  ${issueFields}
`;
