/** What the story looks at while it goes on: reactions, runs and their logs, pull requests, straight from the local world. */
import { pullsOf } from "../github/pull-rows.ts";
import { attemptOf, runsOf } from "../github/run-rows.ts";
import type { World } from "../github/world.ts";

export type Watch = {
  /** Whether Pawl ended a command: "rocket" or "confused"; `null` while it is at it. */
  endOf(comment: number): "rocket" | "confused" | null;
  hasSeen(comment: number): boolean;
  /** Newest line of the log of the run under way, or `null`. */
  lastLine(): string | null;
  /** The open pull request with the lowest number, or `null`. */
  openPull(): number | null;
  isRunning(): boolean;
  /** Logs of all runs that did something, for when the story breaks. */
  logs(): string;
};

export function watch(world: World): Watch {
  const reactions = (comment: number) =>
    [...world.reactions.values()]
      .filter((row) => row.comment === comment && row.user.id === world.app.bot.id)
      .map(({ content }) => content);
  const runs = () => [...runsOf(world).values()];
  return {
    endOf: (comment) => {
      const given = reactions(comment);
      return given.includes("rocket") ? "rocket" : given.includes("confused") ? "confused" : null;
    },
    hasSeen: (comment) => reactions(comment).includes("eyes"),
    lastLine: () => {
      const running = runs().find((run) => attemptOf(run).status === "in_progress");
      return running ? newestLine(attemptOf(running).log) : null;
    },
    openPull: () => {
      const open = [...pullsOf(world).keys()].filter((number) => world.issues.get(number)?.state === "open");
      return open.length === 0 ? null : Math.min(...open);
    },
    isRunning: () => runs().some((run) => attemptOf(run).status !== "completed"),
    logs: () =>
      runs()
        .map((run) => attemptOf(run).log)
        .filter((log) => log !== "")
        .join("\n"),
  };
}

/** What the runner says of itself. */
const machinery = /^(::|Run |Job |Artifact |HEAD is |Complete job)/;

function newestLine(log: string): string | null {
  const lines = log.split("\n").filter((line) => line.trim() !== "" && !machinery.test(line));
  return lines.at(-1)?.trim() ?? null;
}
