import type { TaskPacket } from "../../src/issues/task.ts";

/** A small task with two criteria. */
export const taskPacket: TaskPacket = {
  spec: 12,
  number: 14,
  task: "t1",
  title: "Reject a zero quantity",
  kind: "tdd",
  goal: "A cart refuses a quantity of zero.",
  criteria: [
    { id: "AC1", layer: "domain", text: "WHEN the quantity is zero THE cart SHALL refuse it" },
    { id: "AC2", layer: "domain", text: "WHEN the quantity is negative THE cart SHALL refuse it" },
  ],
  layers: ["domain"],
  files: ["src/cart.js"],
  reuse: [],
  check: null,
  priority: 2,
  size: 2,
  module: { id: "cart", name: "Cart", scope: "", owns: ["src/**"] },
  interfaces: [],
  releasedBy: "alice",
};
