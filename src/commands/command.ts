/** What a person can say to Pawl. One table: name, arguments, where it may be said, help. */

/** The kind of thread a comment stands in. Every issue that is no task counts as `spec`. */
export type Place = "spec" | "task" | "pull-request";

type Topic = { readonly topic: "product" | "technical" | null };
type Text = { readonly text: string };
type Nothing = Readonly<Record<never, never>>;

/** The arguments of each command. Text is what the person wrote, untrusted by everyone but that person. */
type Arguments = {
  interview: Topic;
  spec: Topic;
  plan: { readonly preview: boolean; readonly from: readonly string[]; readonly guidance: string };
  ask: Text;
  revise: Text;
  approve: Nothing;
  add: Text;
  /** `question` as printed in the plan (`Q1`), `option` one capital letter, `A` for the first. */
  answer: { readonly question: string; readonly option: string };
  status: Nothing;
  summarize: Nothing;
  log: Nothing;
  ready: Nothing;
  why: Nothing;
  retry: Nothing;
  stop: Nothing;
  fix: Text;
  /** How many iterations to go on for. */
  next: { readonly count: number };
  help: Nothing;
};

export type CommandName = keyof Arguments;
export type CommandOf<Name extends CommandName> = {
  [Each in Name]: { readonly kind: Each } & Arguments[Each];
}[Name];
export type Command = CommandOf<CommandName>;

export type CommandLine = {
  readonly usage: string;
  readonly places: readonly Place[];
  readonly says: string;
};

const everywhere: readonly Place[] = ["spec", "task", "pull-request"];

export const commandTable: Readonly<Record<CommandName, CommandLine>> = {
  interview: {
    usage: "/interview [product|technical]",
    places: ["spec"],
    says: "asks one question per comment until the specification is clear",
  },
  spec: { usage: "/spec [product|technical]", places: ["spec"], says: "writes the specification" },
  plan: {
    usage: "/plan [--preview] [--from PATH]… [guidance]",
    places: ["spec"],
    says: "turns the specification into linked task issues; with --preview it only shows them",
  },
  ask: {
    usage: "/ask QUESTION",
    places: ["spec"],
    says: "answers a question about the plan; changes nothing",
  },
  revise: { usage: "/revise WHAT TO CHANGE", places: ["spec"], says: "changes the plan and its issues" },
  approve: { usage: "/approve", places: ["spec"], says: "creates the issues of a preview" },
  add: { usage: "/add WHAT IS MISSING", places: ["spec"], says: "adds one task to the plan" },
  answer: { usage: "/answer Q1 B", places: ["spec"], says: "answers an open question of the plan" },
  status: { usage: "/status", places: ["spec"], says: "brings the status comment up to date" },
  summarize: { usage: "/summarize", places: ["spec"], says: "sums up the thread" },
  log: { usage: "/log", places: ["spec"], says: "lists what was asked and decided" },
  ready: { usage: "/ready", places: ["task"], says: "says whether the task is ready" },
  why: { usage: "/why", places: ["task"], says: "says in one sentence why the task is not running" },
  retry: { usage: "/retry", places: ["task"], says: "gives a task that failed another go" },
  stop: { usage: "/stop", places: ["task", "pull-request"], says: "stops the work on the task" },
  fix: { usage: "/fix WHAT TO FIX", places: ["pull-request"], says: "works the review in as new behaviours" },
  next: { usage: "/next [NUMBER]", places: ["pull-request"], says: "goes on for that many iterations" },
  help: { usage: "/help", places: everywhere, says: "shows this list" },
};

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(commandTable, word);
}

export const commandNames: readonly CommandName[] = Object.keys(commandTable).filter(isCommandName);
