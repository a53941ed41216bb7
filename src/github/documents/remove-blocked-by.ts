/** Several edges in one request; `count` is at most 10, as for adding them. */
export function removeBlockedByDocument(count: number): string {
  const at = Array.from({ length: count }, (_, index) => index);
  const inputs = at.map((index) => `$e${index}: RemoveBlockedByInput!`).join(", ");
  const fields = at
    .map((index) => `e${index}: removeBlockedBy(input: $e${index}) { issue { id } }`)
    .join("\n");
  return `mutation removeBlockedBy(${inputs}) {\n${fields}\n}`;
}
