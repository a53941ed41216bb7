function aliased(
  name: string,
  prefix: string,
  type: string,
  count: number,
  argument: string,
  fields: string,
) {
  const at = Array.from({ length: count }, (_, index) => index);
  const variables = at.map((index) => `$${prefix}${index}: ${type}`).join(", ");
  const objects = at
    .map((index) => `${prefix}${index}: object(${argument}: $${prefix}${index}) { ${fields} }`)
    .join("\n");
  return `query ${name}($owner: String!, $name: String!, ${variables}) {
    repository(owner: $owner, name: $name) {\n${objects}\n}
  }`;
}

/** Several files at once, each by `<commit>:<path>`. */
export function fileTextsDocument(count: number): string {
  return aliased(
    "fileTexts",
    "f",
    "String!",
    count,
    "expression",
    "... on Blob { text isBinary isTruncated }",
  );
}

/** The messages of several commits, and when they were made. */
export function commitMessagesDocument(count: number): string {
  return aliased(
    "commitMessages",
    "c",
    "GitObjectID!",
    count,
    "oid",
    "oid ... on Commit { message committedDate }",
  );
}
