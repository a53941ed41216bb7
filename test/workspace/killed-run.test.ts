import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cartFiles } from "../tdd/cart.ts";
import { history } from "../tdd/verify/history.ts";

/** Lives of the same task in processes of their own, until one comes to the end. */
function lives(mode: "mortal" | "immortal") {
  const { directory } = history([{ subject: "chore: start", files: cartFiles }]);
  const script = join(import.meta.dirname, "killed-run.ts");
  const folder = `${directory}-pawl`;
  try {
    for (let life = 1; life < 30; life++) {
      const { signal, stdout, stderr } = spawnSync(process.execPath, [script, directory, folder, mode], {
        encoding: "utf8",
      });
      if (signal === null) return { life, told: stdout === "" ? stderr : JSON.parse(stdout) };
    }
    throw new Error("It never came to its end.");
  } finally {
    for (const path of [directory, `${folder}-records`]) rmSync(path, { recursive: true, force: true });
  }
}

it("comes to the same commits at the same cost when its process is killed after every phase", () => {
  const { life, told } = lives("mortal");
  expect(life).toBeGreaterThan(10);
  expect(told.steps).toHaveLength(3);
  expect(told).toEqual(lives("immortal").told);
});
