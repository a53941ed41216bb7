/** Port: the workflow runs of the repository. The App starts them by `workflow_dispatch`, the Action by `repository_dispatch`. */
export interface Runs {
  /** Asks for one more run. It picks its task by itself; a run that finds nothing ready ends at once. */
  start(): Promise<void>;
  /** Asks a run to end. A run that has ended already, or is not there, is no error. */
  cancel(runId: number): Promise<void>;
}
