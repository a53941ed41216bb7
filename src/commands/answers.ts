import type { Outcome } from "../issues/outcome.ts";
import type { Markdown } from "../issues/render.ts";
import type { CommandName, CommandOf } from "./command.ts";
import type { CommandRequest } from "./receive.ts";

/** What the person gets to read as a reply; `null` where a status comment says it already. `usd`: what it cost. */
export type Answered = { readonly reply: readonly Markdown[] | null; readonly usd?: number };

/** The use-case behind one command. Faults it throws are told to the person as a failure, without details. */
export type Answer<Name extends CommandName> = (
  command: CommandOf<Name>,
  request: CommandRequest,
) => Promise<Outcome<Answered>>;

/** Which use-case answers which command. A command without one is refused as not available. */
export type Answers = { readonly [Name in CommandName]?: Answer<Name> };
