import { describe, expect, it } from "vitest";
import { inProcessJobs } from "../../src/commands/in-process-jobs.ts";

/** Work that ends when it is told to, and writes down when it began and ended. */
function work(name: string, story: string[]) {
  const gate = Promise.withResolvers<void>();
  return {
    end: gate.resolve,
    run: async () => {
      story.push(`${name} begins`);
      await gate.promise;
      story.push(`${name} ends`);
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("jobs in this process", () => {
  it("run one at a time under one key, in the order they were added", async () => {
    const story: string[] = [];
    const jobs = inProcessJobs(() => {});
    const [first, second] = [work("first", story), work("second", story)];
    jobs.add("spec-1", first.run);
    jobs.add("spec-1", second.run);
    second.end();
    await turn();
    expect(story).toEqual(["first begins"]);
    first.end();
    await jobs.idle();
    expect(story).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  });

  it("run at the same time under different keys", async () => {
    const story: string[] = [];
    const jobs = inProcessJobs(() => {});
    const [first, second] = [work("first", story), work("second", story)];
    jobs.add("spec-1", first.run);
    jobs.add("spec-2", second.run);
    await turn();
    expect(story).toEqual(["first begins", "second begins"]);
    first.end();
    second.end();
    await jobs.idle();
  });

  it("report a fault with its key and go on with the next", async () => {
    const faults: unknown[] = [];
    const story: string[] = [];
    const jobs = inProcessJobs((key, fault) => faults.push([key, fault]));
    const fault = new Error("broken");
    jobs.add("spec-1", () => Promise.reject(fault));
    jobs.add("spec-1", async () => void story.push("next"));
    await jobs.idle();
    expect([faults, story]).toEqual([[["spec-1", fault]], ["next"]]);
  });

  it("are idle only after what was added on the way", async () => {
    const story: string[] = [];
    const jobs = inProcessJobs(() => {});
    jobs.add("a", async () => {
      jobs.add("b", async () => void story.push("added later"));
    });
    await jobs.idle();
    expect(story).toEqual(["added later"]);
  });
});
