import type { Shop } from "./commit-case.ts";
import { rustCheats } from "./rust-cheats.ts";
import { rustHonest } from "./rust-honest.ts";
import { code, paths, tests } from "./rust-texts.ts";

export const rustShop: Shop = {
  language: "Rust",
  base: {
    "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
    ".gitignore": "target\nCargo.lock\n",
    [paths.code]: code,
    [paths.tests]: tests,
  },
  cheats: rustCheats,
  honest: rustHonest,
};
