/** The one branch a task's work is published to. Nothing else below `refs/heads` is ever written. */
export function branchOf(issue: number): string {
  return `pawl/issue-${issue}`;
}

export function branchRefOf(issue: number): string {
  return `refs/heads/${branchOf(issue)}`;
}
