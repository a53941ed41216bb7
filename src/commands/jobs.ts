/** Port: work that goes on after the webhook was answered. Work of one key runs in the order it was added, one at a time. */
export interface Jobs {
  /** Never throws and never waits. What `work` throws goes to the log. */
  add(key: string, work: () => Promise<void>): void;
  /** Resolves when nothing is under way or waiting. */
  idle(): Promise<void>;
}
