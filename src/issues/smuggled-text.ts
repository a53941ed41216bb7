/**
 * Text written in code points that nobody sees: tag characters, variation selectors (one byte each) and long runs of
 * zero-width characters (one bit each). People do not write so; whoever does hides words from them.
 */

/** The flags of England, Scotland and Wales are spelled in tag characters (Unicode TR 51, annex B). */
const flags =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu;
const zeroWidthRuns = /(?:\u200b|\u200c|\u200d|\u2060|\ufeff){56,}/g;
const reference = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;

/** What the hidden code points of a text spell; empty where they spell nothing. Not cleaned: it is untrusted. */
export function smuggledText(text: string): string {
  const plain = text
    .replace(reference, (whole, hex: string | undefined, decimal: string | undefined) => {
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replace(flags, "");
  const selectors: number[] = [];
  let tags = "";
  for (const [unit] of plain.matchAll(/[\u{E0020}-\u{E007E}]|[\u{E0100}-\u{E01EF}]/gu)) {
    const point = unit.codePointAt(0) ?? 0;
    if (point >= 0xe0100) selectors.push(point - 0xe0100 + 16);
    else if (point >= 0xe0000) tags += String.fromCharCode(point - 0xe0000);
  }
  const runs = [...plain.matchAll(zeroWidthRuns)].flatMap(([run]) => bitsOf(run));
  return [tags, String.fromCharCode(...selectors.slice(0, 10_000)), ...runs].find(isWords) ?? "";
}

/** Every way two of the characters could stand for 0 and 1. */
function bitsOf(run: string): readonly string[] {
  const signs = [...new Set(run)];
  return signs.flatMap((zero) =>
    signs
      .filter((one) => one !== zero)
      .map((one) => {
        const bits = [...run].filter((sign) => sign === zero || sign === one);
        const bytes =
          bits
            .map((sign) => (sign === one ? "1" : "0"))
            .join("")
            .match(/.{8}/g) ?? [];
        return bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join("");
      }),
  );
}

/** At least eight letters, and hardly anything that is no text. */
function isWords(text: string): boolean {
  const letters = text.match(/[a-z]/gi)?.length ?? 0;
  const printable = text.match(/[ -~\s]/g)?.length ?? 0;
  return letters >= 8 && printable >= 0.9 * text.length;
}
