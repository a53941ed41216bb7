import { issueFields } from "./issue-fields.ts";

/** An issue as the queue needs it: its links, and who released or changed it when. */
const queueFields = /* GraphQL */ `
  fragment queueFields on Issue {
    ...issueFields
    lastEditedAt
    subIssues(first: 100) {
      nodes {
        id
        number
      }
    }
    timelineItems(
      last: 100
      itemTypes: [
        LABELED_EVENT
        RENAMED_TITLE_EVENT
        BLOCKED_BY_ADDED_EVENT
        BLOCKED_BY_REMOVED_EVENT
        PARENT_ISSUE_ADDED_EVENT
        PARENT_ISSUE_REMOVED_EVENT
      ]
    ) {
      nodes {
        __typename
        ... on LabeledEvent {
          createdAt
          actor {
            __typename
            login
          }
          label {
            name
          }
        }
        ... on RenamedTitleEvent {
          createdAt
        }
        ... on BlockedByAddedEvent {
          createdAt
        }
        ... on BlockedByRemovedEvent {
          createdAt
          actor {
            __typename
            login
          }
          blockingIssue {
            id
            number
          }
        }
        ... on ParentIssueAddedEvent {
          createdAt
        }
        ... on ParentIssueRemovedEvent {
          createdAt
        }
      }
    }
  }
  ${issueFields}
`;

/** The open issues that carry a label, page by page, oldest first. */
export const openIssuesDocument = /* GraphQL */ `
  query openIssues($owner: String!, $name: String!, $label: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      issues(
        first: 50
        after: $after
        labels: [$label]
        states: [OPEN]
        orderBy: { field: CREATED_AT, direction: ASC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...queueFields
        }
      }
    }
  }
  ${queueFields}
`;

/** Issues that others point to: parents, children, blockers. By number, so that only this repository's are found. */
export function issuesByNumberDocument(count: number): string {
  const at = Array.from({ length: count }, (_, index) => index);
  const variables = at.map((index) => `$n${index}: Int!`).join(", ");
  const issues = at.map((index) => `n${index}: issue(number: $n${index}) { ...queueFields }`).join("\n");
  return `query issuesByNumber($owner: String!, $name: String!, ${variables}) {
    repository(owner: $owner, name: $name) {\n${issues}\n}
  }
  ${queueFields}`;
}
