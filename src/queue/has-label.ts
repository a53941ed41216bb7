/** Whether a label is among the names. GitHub keeps the case people typed, and takes names that differ only in case for one. */
export function hasLabel(names: readonly string[], label: string): boolean {
  if (names.includes(label)) return true;
  const lower = label.toLowerCase();
  return names.some((name) => name.toLowerCase() === lower);
}
