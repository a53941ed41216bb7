import type { Shop } from "./commit-case.ts";
import { pythonCheats } from "./python-cheats.ts";
import { pythonHonest } from "./python-honest.ts";
import { code, paths, tests } from "./python-texts.ts";

export const pythonShop: Shop = {
  language: "Python",
  base: {
    "pytest.ini": "[pytest]\npythonpath = .\n",
    "shop/__init__.py": "",
    [paths.code]: code,
    [paths.tests]: tests,
  },
  cheats: pythonCheats,
  honest: pythonHonest,
};
