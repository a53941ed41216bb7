/** The default branch's name and tip. */
export const defaultBranchDocument = /* GraphQL */ `
  query defaultBranch($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      defaultBranchRef {
        name
        target {
          oid
        }
      }
    }
  }
`;

/** What every command begins with: id, default branch, one file of it (`HEAD:<path>`), and the labels. */
export const repositoryStartDocument = /* GraphQL */ `
  query repositoryStart($owner: String!, $name: String!, $file: String!) {
    repository(owner: $owner, name: $name) {
      id
      defaultBranchRef {
        name
        target {
          oid
        }
      }
      object(expression: $file) {
        ... on Blob {
          text
          isBinary
          isTruncated
        }
      }
      labels(first: 100) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          name
        }
      }
    }
  }
`;
