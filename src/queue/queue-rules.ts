import { type Config, defaultConfig } from "../config/config.ts";

/** What the repository's configuration changes about readiness: names of two labels, and when tries are used up. */
export type QueueRules = {
  readonly readyLabel: string;
  readonly needsHumanLabel: string;
  readonly tries: number;
};

export function queueRules(config: Config): QueueRules {
  return {
    readyLabel: config.labels.ready,
    needsHumanLabel: config.labels.needsHuman,
    tries: config.run.tries,
  };
}

export const defaultQueueRules: QueueRules = queueRules(defaultConfig);
