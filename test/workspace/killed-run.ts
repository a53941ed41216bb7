/** One life of a task on a real checkout: works one phase, writes it down, and is killed. The last life says the result. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workTask } from "../../src/tdd/work-task.ts";
import { GitWorkTree } from "../../src/workspace/git-work-tree.ts";
import { workRecordsBeside } from "../../src/workspace/work-records.ts";
import { fakeRunner } from "../tdd/fake-runner.ts";
import { ableDriver, twoBehaviours } from "../tdd/two-behaviours.ts";

const [checkout = "", folder = "", mode = ""] = process.argv.slice(2);
const { journal, trees } = workRecordsBeside(folder);
const tree = await GitWorkTree.open(checkout, trees);
const disk = new Map<string, string>();
const runner = fakeRunner(disk);

const onDisk = () =>
  readdirSync(checkout, { recursive: true, encoding: "utf8" }).filter((path) =>
    /^(src|test)\/.+\.js$/.test(path),
  );

const outcome = await workTask(
  {
    driver: ableDriver((path, text) => writeFileSync(join(checkout, path), text)),
    tree,
    runner: {
      ...runner,
      run: (selection) => {
        disk.clear();
        for (const path of onDisk()) disk.set(path, readFileSync(join(checkout, path), "utf8"));
        return runner.run(selection);
      },
    },
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    now: () => 0,
    log: () => undefined,
    journal: {
      read: journal.read,
      write: async (text) => {
        await journal.write(text);
        const isOver = text.includes('"state":{"kind":"exit"');
        if (mode === "mortal" && !isOver) process.kill(process.pid, "SIGKILL");
      },
    },
  },
  twoBehaviours,
);
await tree.close();
const steps = outcome.kind === "done" ? outcome.value.steps.map(({ message }) => message) : [];
const usage = outcome.kind === "done" ? outcome.value.usage.calls : 0;
process.stdout.write(JSON.stringify({ steps, usage }));
