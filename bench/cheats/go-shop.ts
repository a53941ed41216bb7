import type { Shop } from "./commit-case.ts";
import { goCheats } from "./go-cheats.ts";
import { goHonest } from "./go-honest.ts";
import { code, paths, tests } from "./go-texts.ts";

export const goShop: Shop = {
  language: "Go",
  base: { "go.mod": "module example.com/shop\n\ngo 1.21\n", [paths.code]: code, [paths.tests]: tests },
  cheats: goCheats,
  honest: goHonest,
};
