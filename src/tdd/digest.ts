/**
 * A failure as a text that is the same for the same failure: white space, addresses, times, line numbers and temporary
 * paths do not count. Its digest recognises a repeated failure and stands in the evidence.
 */
export function failureText(what: string, message: string): string {
  const plain = message
    .replace(/\p{Cc}\[[0-9;]*m/gu, "")
    .replace(/0x[0-9a-f]{4,}/gi, "0x")
    .replace(/\b\d+(\.\d+)?\s?(ms|s|seconds|milliseconds)\b/g, "<time>")
    .replace(/\/tmp\/[^\s'")]+/g, "<tmp>")
    .replace(/:\d+:\d+\b/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return `${what}\n${plain}`;
}
