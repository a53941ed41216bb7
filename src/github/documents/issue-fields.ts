/** What Pawl reads of an issue by GraphQL. `blockedBy` holds closed blockers too; its cap on GitHub is 50. */
export const issueFields = /* GraphQL */ `
  fragment issueFields on Issue {
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
      ... on User {
        databaseId
      }
      ... on Bot {
        databaseId
      }
    }
    labels(first: 50) {
      nodes {
        name
      }
    }
    parent {
      id
      number
    }
    blockedBy(first: 50) {
      nodes {
        id
        number
      }
    }
    issueDependenciesSummary {
      totalBlockedBy
    }
    subIssuesSummary {
      total
    }
  }
`;
