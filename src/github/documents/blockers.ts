/** The blockers that some issues have now. */
export const blockersDocument = /* GraphQL */ `
  query blockers($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Issue {
        id
        blockedBy(first: 50) {
          nodes {
            id
          }
        }
      }
    }
  }
`;
