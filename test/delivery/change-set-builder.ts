/** Change sets for tests: small, honest, and easy to bend. */
import { createHash } from "node:crypto";
import type { Change, ChangeSet, Step } from "../../src/delivery/change-set.ts";
import type { BaseTree, TreeEntry } from "../../src/delivery/code-tree.ts";

export function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

export const idOf = (text: string) => blobId(Buffer.from(text));

export function change(path: string, before: string | null, text: string | null): Change {
  return {
    path,
    mode: "100644",
    before: before === null ? null : idOf(before),
    content: text === null ? null : Buffer.from(text).toString("base64"),
  };
}

export function step(parts: Partial<Step>): Step {
  return {
    kind: "iteration",
    message: "feat(cart): reject a zero quantity",
    tests: [],
    stub: [],
    code: [],
    evidence: {
      red: { ids: ["test/cart.test.js > rejects zero"], class: "assertion", digest: "d1" },
      green: { passed: 12, skipped: 0 },
      criterion: "AC1",
      iteration: 1,
    },
    ...parts,
  };
}

export function changeSet(steps: readonly Step[], parts: Partial<ChangeSet> = {}): ChangeSet {
  return {
    version: 1,
    issue: 14,
    fence: 1,
    base: "a".repeat(40),
    steps: [...steps],
    records: {
      notes: [],
      usage: {
        calls: 2,
        inputTokens: 10,
        outputTokens: 5,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        usd: 0.01,
      },
    },
    ...parts,
  };
}

/** A base tree from texts; `links` are symlinks or submodules by mode. */
export function baseTree(
  files: Readonly<Record<string, string>> = {},
  links: Readonly<Record<string, string>> = {},
): BaseTree {
  const blobs = new Map<string, TreeEntry>();
  for (const [path, text] of Object.entries(files)) blobs.set(path, { sha: idOf(text), mode: "100644" });
  for (const [path, mode] of Object.entries(links)) blobs.set(path, { sha: idOf(path), mode });
  return { blobs, texts: new Map(Object.entries(files)), blobId };
}

export const noOptions = { protect: [], allowDependencies: [], secrets: [] };
