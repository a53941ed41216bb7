/**
 * Code points that a reader does not see: controls, format characters (zero-width, bidi, tag characters), variation
 * selectors, blank fillers, private, unassigned and lone surrogate code points. Joiners inside emoji go as well: the
 * picture falls into its parts, and no channel stays open.
 */
const invisible = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The text with line ends as `\n`, NFC, and without invisible code points; newline and tab stay. Idempotent. */
export function stripInvisible(text: string): string {
  let before = text;
  for (;;) {
    const after = before
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
      .replace(invisible, (point) => (point === "\n" || point === "\t" ? point : ""))
      .normalize("NFC");
    if (after === before) return after;
    before = after;
  }
}
