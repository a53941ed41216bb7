import { issueFields } from "./issue-fields.ts";

/** One issue below its parent, with labels, in one request. */
export const createIssueDocument = /* GraphQL */ `
  mutation createIssue($input: CreateIssueInput!) {
    createIssue(input: $input) {
      issue {
        ...issueFields
      }
    }
  }
  ${issueFields}
`;
