import { describe, expect, it } from "vitest";
import { cheatDoubts } from "../../../src/tdd/gates/cheats/cheat-gate.ts";
import { isTestPath } from "../../../src/tdd/path-kinds.ts";
import { textCheats, textHonest } from "./other-languages.ts";

const globs = ["**/test_*.py", "**/*_test.go", "tests/**/*.rs"];
const comment = (path: string) => (path.endsWith(".py") ? "# start\n" : "// start\n");

function doubts(path: string, added: string) {
  const before = comment(path);
  const files = [{ path, before, after: `${before}\n${added}\n` }];
  return cheatDoubts({ files, isTest: (file) => isTestPath(file, globs) });
}

describe("the text of a change in Python, Go and Rust", () => {
  it.each(textCheats)("gives away that $path $trick", ({ path, code, added }) => {
    expect(doubts(path, added).map((doubt) => doubt.code)).toContain(code);
  });

  it.each(textHonest)("gives nothing away when $path $trick", ({ path, added }) => {
    expect(doubts(path, added)).toEqual([]);
  });

  it("does not blame a change for what was there before", () => {
    const before = "os._exit(0)\n";
    const files = [{ path: "shop/cart.py", before, after: `x = 1\n${before}` }];

    expect(cheatDoubts({ files, isTest: () => false })).toEqual([]);
  });
});
