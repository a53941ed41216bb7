/** An element of an XML document: its attributes, the text directly in it, and its child elements. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

type Open = {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Open[];
  text: string;
};

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/\s*([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;

/**
 * The root of an XML document as test runners write it, or `null` when it is not well formed to its end. Documents with
 * a DOCTYPE are not read, so there are no entities but the five of XML and numbers.
 */
export function readXml(text: string): XmlElement | null {
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const stack = [root];
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    const top = stack.at(-1);
    if (found === null || top === undefined) return null;
    at = token.lastIndex;
    const [, cdata, closed, opened, attributes = "", empty, plain] = found;
    if (cdata !== undefined) top.text += cdata;
    else if (plain !== undefined) top.text += unescaped(plain);
    else if (closed !== undefined) {
      if (stack.length < 2 || top.name !== closed) return null;
      stack.pop();
    } else if (opened !== undefined) {
      const element: Open = { name: opened, attributes: attributesOf(attributes), children: [], text: "" };
      top.children.push(element);
      if (empty === "") stack.push(element);
    }
  }
  const [only, ...more] = root.children;
  return stack.length === 1 && only !== undefined && more.length === 0 ? only : null;
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(pairs.map(([, name = "", a, b]) => [name, unescaped(a ?? b ?? "")]));
}

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (name !== undefined) return named[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** All elements of a name at or below an element, in document order. */
export function elementsNamed(element: XmlElement, name: string): readonly XmlElement[] {
  const own = element.name === name ? [element] : [];
  return [...own, ...element.children.flatMap((child) => elementsNamed(child, name))];
}
