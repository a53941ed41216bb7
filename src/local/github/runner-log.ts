/** The log of a job: whole lines, secrets masked. */
export type RunnerLog = {
  /** Adds a line. `::add-mask::` in it hides its value from then on. */
  line(text: string): void;
  /** Hides a value, and each line of it, from every later line. */
  mask(value: string): void;
};

export function createRunnerLog(write: (text: string) => void): RunnerLog {
  const masked = new Set<string>();
  const mask = (value: string) => {
    for (const line of [value, ...value.split(/\r?\n/)]) if (line.trim() !== "") masked.add(line.trim());
  };
  return {
    mask,
    line(text) {
      const added = /^::add-mask::(.*)$/.exec(text)?.[1];
      if (added !== undefined) {
        mask(added);
        return;
      }
      // the longest first, so that a secret within a secret leaves nothing behind
      const longest = [...masked].sort((a, b) => b.length - a.length);
      write(`${longest.reduce((line, value) => line.replaceAll(value, "***"), text)}\n`);
    },
  };
}
