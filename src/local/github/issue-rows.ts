/** Reading and replacing rows of issues, and the checks of their texts. */
import { invalid, notFound } from "./rejection.ts";
import type { IssueRow } from "./rows.ts";
import type { World } from "./world.ts";

const LONGEST_TITLE = 256;
const LONGEST_BODY = 65_536;

/** The issue or pull request with this number. Throws 404. */
export function issueOf(world: World, number: string | number | undefined): IssueRow {
  const issue = world.issues.get(Number(number));
  if (issue === undefined) throw notFound();
  return issue;
}

/** Puts the changed row in place; answers it. */
export function amend(world: World, number: number, change: Partial<IssueRow>): IssueRow {
  const row = { ...issueOf(world, number), ...change, updatedAt: world.now() };
  world.issues.set(number, row);
  return row;
}

/** Throws 422 for a blank or too long title, or a too long body. */
export function checkTexts(title: string, body: string | null): void {
  if (title.trim() === "") {
    throw invalid({ resource: "Issue", field: "title", code: "missing_field" });
  }
  if (title.length > LONGEST_TITLE) {
    const message = `title is too long (maximum is ${LONGEST_TITLE} characters)`;
    throw invalid({ resource: "Issue", field: "title", code: "custom", message });
  }
  checkBody("Issue", body);
}

/** Throws 422 for a body above GitHub's 65,536 characters. */
export function checkBody(resource: string, body: string | null): void {
  if ((body?.length ?? 0) <= LONGEST_BODY) return;
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
  throw invalid({ resource, field: "body", code: "custom", message });
}
