/**
 * Words by number, without making a string of each: a word is looked up by a hash of its letters and compared where it
 * stands. Splitting the texts of 10,000 tasks into strings takes several times as long.
 */
export type WordList = {
  /** Calls `take` with the number of each word (letters and digits) of a lower-case text, at least once. */
  each(text: string, take: (id: number) => void): void;
};

export function openWordList(): WordList {
  const spelled: string[] = [];
  let slots = new Int32Array(1 << 12).fill(-1);
  const hashOf = (text: string, from: number, to: number) => {
    let hash = 0;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  };
  const slotOf = (text: string, from: number, to: number) => {
    const mask = slots.length - 1;
    for (let slot = hashOf(text, from, to) & mask; ; slot = (slot + 1) & mask) {
      const word = spelled[slots[slot] ?? -1];
      if (word === undefined || (word.length === to - from && text.startsWith(word, from))) return slot;
    }
  };
  const grow = () => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (const [id, word] of spelled.entries()) slots[slotOf(word, 0, word.length)] = id;
  };
  const idOf = (text: string, from: number, to: number) => {
    const slot = slotOf(text, from, to);
    const known = slots[slot] ?? -1;
    if (known >= 0) return known;
    const id = spelled.push(text.slice(from, to)) - 1;
    slots[slot] = id;
    if (spelled.length * 2 > slots.length) grow();
    return id;
  };
  return {
    each: (text, take) => {
      // Words before the first letter beyond ASCII are taken twice; that changes no set of words.
      const eachOfAnyScript = (whole: string) => {
        for (const [word] of whole.matchAll(/[\p{L}\p{N}]+/gu)) take(idOf(word, 0, word.length));
      };
      let from = -1;
      for (let at = 0; at <= text.length; at++) {
        const code = text.charCodeAt(at);
        if (code > 127) return eachOfAnyScript(text);
        const isWord = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
        if (isWord && from < 0) from = at;
        if (isWord || from < 0) continue;
        take(idOf(text, from, at));
        from = -1;
      }
    },
  };
}
