/** Port: what the harness itself does in the checkout besides running tests. Never offered to the driver. */
export interface Hands {
  /** Puts texts into the checkout, never through a link. Throws for a path outside of it. */
  write(files: readonly { readonly path: string; readonly text: string }[]): Promise<void>;
  /**
   * Runs a command (a list, no shell) at the root of the checkout, inside the sandbox. `ok`: it ended by itself with
   * status 0. `output` is the end of what it printed. A command that does not exist is not `ok`, never an exception.
   */
  run(command: readonly string[]): Promise<Ran>;
}

export type Ran = { readonly ok: boolean; readonly output: string };
