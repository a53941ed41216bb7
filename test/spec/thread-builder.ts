import type { Comment, Issue } from "../../src/issues/issue.ts";
import type { MarkerOf } from "../../src/issues/marker.ts";
import { document, md } from "../../src/issues/render.ts";
import { type Thread, threadOf } from "../../src/spec/thread.ts";

type Speaker = "alice" | "rea" | "mallory" | "pawl";
export type Line = {
  readonly by: Speaker;
  readonly body: string;
  readonly edited?: boolean;
};

const ids = { alice: 1, rea: 2, mallory: 3, pawl: 9 } as const;

const issue: Issue = {
  number: 12,
  id: "I_12",
  title: "Browse",
  body: "Buyers can browse. <!-- hidden -->",
  state: "open",
  stateReason: null,
  labels: [],
  author: { login: "rea", id: 2, kind: "person", app: null },
  createdAt: "2026-11-20T12:00:00Z",
};

/** A thread on an issue of rea, who only reads; alice may write; mallory is a stranger. Comments are numbered from 101. */
export function aThread(...lines: readonly Line[]): Thread {
  const comments = lines.map(
    ({ by, body, edited = false }, index): Comment => ({
      id: 101 + index,
      body,
      author: {
        login: by === "pawl" ? "pawl[bot]" : by,
        id: ids[by],
        kind: by === "pawl" ? "bot" : "person",
        app: by === "pawl" ? 77 : null,
      },
      createdAt: "2026-11-20T12:00:00Z",
      edited,
    }),
  );
  return threadOf({
    issue,
    comments,
    isOurs: ({ app }) => app === 77,
    writers: new Set([ids.alice]),
    readCommand: (body) => {
      const match = /^\/(\w+)\s*([\s\S]*)$/.exec(body);
      return match === null ? null : { name: match[1] ?? "", text: match[2] ?? "" };
    },
  });
}

export function alice(body: string, edited = false): Line {
  return { by: "alice", body, edited };
}

export function rea(body: string, edited = false): Line {
  return { by: "rea", body, edited };
}

export function mallory(body: string): Line {
  return { by: "mallory", body };
}

/** A question of ours; number 0 ends the interview. */
export function asked(number: number, change: Partial<MarkerOf<"question">> = {}): Line {
  const marker = { kind: "question", start: 101, number, topic: "product", coverage: {}, ...change } as const;
  return { by: "pawl", body: document(marker, [md`Question ${number}: how many?`]) };
}

export function summary(upto: number, text: string): Line {
  return { by: "pawl", body: document({ kind: "summary", spec: 12, upto }, [md`${text}`]) };
}
