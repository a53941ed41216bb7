import type { Shop } from "./commit-case.ts";
import { typescriptCheats } from "./typescript-cheats.ts";
import { typescriptHonest } from "./typescript-honest.ts";
import { code, head, old, paths } from "./typescript-texts.ts";

export const typescriptShop: Shop = {
  language: "TypeScript",
  base: {
    "package.json": '{ "type": "module", "scripts": { "test": "node --test" } }',
    [paths.code]: code,
    [paths.tests]: head() + old,
  },
  cheats: typescriptCheats,
  honest: typescriptHonest,
};
