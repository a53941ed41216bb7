/**
 * Tells the story while it happens. On a terminal the newest unfinished step stands on one live line with the seconds
 * it took so far; elsewhere (CI, a pipe) every step is one plain line. The story never goes to standard output when
 * that is wanted for the final state.
 */
export type Narrator = {
  /** A heading: a new chapter of the story. */
  chapter(text: string): void;
  /** Something that happened, for good. */
  tell(text: string): void;
  /** What is going on now; replaced by the next one. */
  doing(text: string): void;
  end(): void;
};

export type Page = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

export function narrate(page: Page): Narrator {
  return page.isTTY === true ? live(page) : plain(page);
}

function plain(page: Page): Narrator {
  let last = "";
  return {
    chapter: (text) => void page.write(`\n${text}\n`),
    tell: (text) => void page.write(`  ${text}\n`),
    doing: (text) => {
      if (text !== last) page.write(`  … ${text}\n`);
      last = text;
    },
    end: () => undefined,
  };
}

function live(page: Page): Narrator {
  let current = "";
  let since = Date.now();
  let frame = 0;
  const clear = () => page.write("\r\u001b[2K");
  const draw = () => {
    if (current === "") return;
    frame = (frame + 1) % frames.length;
    const seconds = Math.round((Date.now() - since) / 1000);
    const line = `  ${frames[frame]} ${current}${seconds > 1 ? ` (${seconds} s)` : ""}`;
    clear();
    page.write(line.slice(0, (page.columns ?? 80) - 1));
  };
  const timer = setInterval(draw, 120);
  timer.unref();
  const say = (text: string) => {
    clear();
    page.write(text);
    draw();
  };
  return {
    chapter: (text) => say(`\n\u001b[1m${text}\u001b[0m\n`),
    tell: (text) => say(`  ${text}\n`),
    doing: (text) => {
      if (text !== current) since = Date.now();
      current = text;
      draw();
    },
    end: () => {
      clearInterval(timer);
      current = "";
      clear();
    },
  };
}
