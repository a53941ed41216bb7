/** Puts an issue below another parent; with `replaceParent` it leaves the one it has. */
export const addSubIssueDocument = `mutation addSubIssue($input: AddSubIssueInput!) {
  addSubIssue(input: $input) { subIssue { id } }
}`;
