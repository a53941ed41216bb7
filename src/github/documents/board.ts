import { issueFields } from "./issue-fields.ts";

const itemTypes = /* GraphQL */ `[
        LABELED_EVENT
        UNLABELED_EVENT
        RENAMED_TITLE_EVENT
        BLOCKED_BY_ADDED_EVENT
        BLOCKED_BY_REMOVED_EVENT
        PARENT_ISSUE_ADDED_EVENT
        PARENT_ISSUE_REMOVED_EVENT
      ]`;

/** The far end of a link: enough of a closed issue to judge it without asking for it. */
const farEnd = /* GraphQL */ `
  fragment farEnd on Issue {
    id
    number
    title
    body
    state
    stateReason(enableDuplicate: true)
    createdAt
    author {
      __typename
      login
    }
    repository {
      id
    }
  }
`;

const timelineFields = /* GraphQL */ `
  fragment timelineFields on IssueTimelineItemsConnection {
      pageInfo {
        hasPreviousPage
        startCursor
      }
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
        ... on UnlabeledEvent {
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
            ...farEnd
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
`;

/** An issue as the queue needs it: its links, and who released or changed it when. */
const queueFields = /* GraphQL */ `
  fragment queueFields on Issue {
    ...issueFields
    lastEditedAt
    repository {
      id
    }
    parent {
      repository {
        id
      }
    }
    blockedBy(first: 50) {
      nodes {
        ...farEnd
      }
    }
    subIssues(first: 100) {
      nodes {
        id
        number
        state
        stateReason(enableDuplicate: true)
        repository {
          id
        }
      }
    }
    timelineItems(last: 100, itemTypes: ${itemTypes}) {
      ...timelineFields
    }
  }
  ${issueFields}
  ${timelineFields}
  ${farEnd}
`;

/** One page each of the open issues with these labels, oldest first. */
export function openIssuesDocument(labels: number): string {
  const at = Array.from({ length: labels }, (_, index) => index);
  const variables = at.map((index) => `$label${index}: String!, $after${index}: String`).join(", ");
  const lists = at.map(
    (index) => `l${index}: issues(
      first: 100
      after: $after${index}
      labels: [$label${index}]
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
    }`,
  );
  return `query openIssues($owner: String!, $name: String!, ${variables}) {
    repository(owner: $owner, name: $name) {\n${lists.join("\n")}\n}
  }
  ${queueFields}`;
}

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

/** What stands below an issue, whole: at most 100 sub-issues, GitHub's cap. */
export const childrenDocument = /* GraphQL */ `
  query children($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      issue(number: $number) {
        subIssues(first: 100) {
          nodes {
            ...queueFields
          }
        }
      }
    }
  }
  ${queueFields}
`;

/** The events of one issue before the last hundred, newest page first. */
export const earlierEventsDocument = /* GraphQL */ `
  query earlierEvents($id: ID!, $before: String!) {
    node(id: $id) {
      ... on Issue {
        timelineItems(last: 100, before: $before, itemTypes: ${itemTypes}) {
          ...timelineFields
        }
      }
    }
  }
  ${timelineFields}
  ${farEnd}
`;
