import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cached, dataBlock } from "../../src/claude/data-block.ts";

describe("a data block", () => {
  test("holds ordinary text as it is", () => {
    expect(dataBlock("spec", "a < b && <div>").text).toBe('<data name="spec">\na < b && <div>\n</data>');
  });

  test("cannot be closed or opened from inside", () => {
    const piece = fc.constantFrom("<", "/", " ", "data", "DATA", ">", "</data>", "<data name=x>", "\n", "x");
    expect(dataBlock("spec", "< / data>").text).toBe('<data name="spec">\n&lt; / data>\n</data>');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { text } = dataBlock("spec", pieces.join(""));
        expect(text.match(/<\s*\/?\s*data\b/gi)).toHaveLength(2);
      }),
    );
  });

  test("marked for the cache says the same", () => {
    const block = dataBlock("spec", "text");
    expect(cached(block)).toEqual({ ...block, cache_control: { type: "ephemeral" } });
  });
});
