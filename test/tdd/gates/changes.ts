import type { CollectedTest } from "../../../src/tdd/test-runner.ts";
import type { TreeChange } from "../../../src/tdd/work-tree.ts";

export function changed(path: string): TreeChange {
  return { path, mode: "100644", before: null, content: new Uint8Array() };
}

export function collected(id: string, about: Partial<CollectedTest> = {}): CollectedTest {
  return { id, body: "body", assertions: 1, skipped: false, focused: false, ...about };
}
