/** Several edges in one request, run in order by GitHub; `count` is at most 10, or GitHub may run out of time half-way. */
export function addBlockedByDocument(count: number): string {
  const at = Array.from({ length: count }, (_, index) => index);
  const inputs = at.map((index) => `$e${index}: AddBlockedByInput!`).join(", ");
  const fields = at.map((index) => `e${index}: addBlockedBy(input: $e${index}) { issue { id } }`).join("\n");
  return `mutation addBlockedBy(${inputs}) {\n${fields}\n}`;
}
