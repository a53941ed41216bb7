/** The repository's id and its labels. */
export const labelsDocument = /* GraphQL */ `
  query labels($owner: String!, $name: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      id
      labels(first: 100, after: $after) {
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

/** Several labels in one request. */
export function createLabelsDocument(count: number): string {
  const at = Array.from({ length: count }, (_, index) => index);
  const inputs = at.map((index) => `$l${index}: CreateLabelInput!`).join(", ");
  const fields = at
    .map((index) => `l${index}: createLabel(input: $l${index}) { label { id name } }`)
    .join("\n");
  return `mutation createLabels(${inputs}) {\n${fields}\n}`;
}
