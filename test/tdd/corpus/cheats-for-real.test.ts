import { describe, expect, it } from "vitest";
import { shops, tryShop } from "../../../bench/cheats.ts";

/** A few commits for real; all of them in `npm run bench cheats`. */
const few = new Set(["knows the new test's input", "leaves at the end", "adds a function"]);

describe("the scripted cheater", () => {
  it("is not believed by a real replay, and an honest commit is", async () => {
    const shop = shops.find(({ language }) => language === "TypeScript");
    const [cheats, honest] = shop === undefined ? [[], []] : await tryShop(shop, ({ does }) => few.has(does));

    expect(cheats.map(({ verdict, codes }) => [verdict, ...codes])).toEqual([
      ["violated", "process-exit"],
      ["unproved", "special-case"],
    ]);
    expect(honest.map(({ verdict }) => verdict)).toEqual(["proved"]);
  });

  it("knows at least thirty tricks in three languages, and sixty honest commits stand against them", () => {
    const many = shops.filter(({ cheats }) => cheats.length >= 30).map(({ language }) => language);

    expect(many).toEqual(["TypeScript", "Python", "Go"]);
    expect(shops.flatMap(({ honest }) => honest).length).toBeGreaterThanOrEqual(50);
  });
});
