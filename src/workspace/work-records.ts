import { join } from "node:path";
import type { Journal } from "../tdd/journal.ts";
import { handOver, takeOver } from "./handover-files.ts";

/** What a killed run goes on from: its journal, and the folder that keeps the trees that the journal names. */
export type WorkRecords = { readonly journal: Journal; readonly trees: string };

const name = "journal.json";

/**
 * The records beside `folder`, whose files leave the machine; these stay. The journal is there whole or not at all; one
 * that cannot be read counts as none.
 */
export function workRecordsBeside(folder: string): WorkRecords {
  const records = `${folder}-records`;
  const journal: Journal = {
    read: async () => {
      const taken = await takeOver(records, name);
      return taken.kind === "refused" ? null : taken.value;
    },
    write: (text) => handOver(records, name, text),
  };
  return { journal, trees: join(records, "git") };
}
