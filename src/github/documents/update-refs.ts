/** One atomic compare-and-set over several refs. */
export const updateRefsDocument = /* GraphQL */ `
  mutation updateRefs($input: UpdateRefsInput!) {
    updateRefs(input: $input) {
      clientMutationId
    }
  }
`;

export const repositoryIdDocument = /* GraphQL */ `
  query repositoryId($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      id
    }
  }
`;
