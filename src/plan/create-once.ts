import type { Issue, LinkedIssue } from "../issues/issue.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import type { NewIssue, Tracker } from "../issues/tracker.ts";
import type { Patience } from "./patience.ts";

export type CreatePorts = {
  readonly tracker: Tracker;
  /** Waits; hosts use a timer, tests nothing. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (line: string) => void;
};

/** Reads of a tracker may lag its writes by seconds. */
const lag = 5_000;
const mostReads = 6;
const mostTries = 3;

/**
 * Creates an issue exactly once although the answer may get lost: an unsure answer is looked up (`find` picks it from
 * the descendants of the spec) until two reads agree, and only then the creation is tried again.
 */
export async function createOnce(
  ports: CreatePorts,
  spec: number,
  issue: NewIssue,
  find: (descendants: readonly LinkedIssue[]) => Issue | undefined,
  patience: Pick<Patience, "write">,
): Promise<Outcome<Issue>> {
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const written = await patience.write(() => ports.tracker.createIssue(issue));
    if (written.kind === "written") return done(written.value);
    if (written.kind === "rejected") {
      const text = `GitHub refused to create "${issue.title}" (${written.status}): ${written.text}`;
      return refused(
        "publish-rejected",
        text,
        "Put right what GitHub names, then comment /plan again: it continues.",
      );
    }
    ports.log(`creating "${issue.title}": unsure (${written.text}), looking it up`);
    const found = find(await settledDescendants(ports, spec));
    if (found !== undefined) return done(found);
  }
  return refused(
    "publish-unsure",
    `GitHub did not confirm the creation of "${issue.title}".`,
    "Wait some minutes, then comment /plan again: it continues where it stopped.",
  );
}

/** The descendants once two reads in a row show the same issues and edges. */
export async function settledDescendants(ports: CreatePorts, spec: number): Promise<readonly LinkedIssue[]> {
  let before = await ports.tracker.descendants(spec);
  for (let read = 1; read < mostReads; read++) {
    await ports.pause(lag);
    const now = await ports.tracker.descendants(spec);
    if (shape(now) === shape(before)) return now;
    before = now;
  }
  return before;
}

function shape(issues: readonly LinkedIssue[]): string {
  return issues.map(({ number, blockedBy }) => `${number}:${[...blockedBy].sort().join(",")}`).join(" ");
}
