import type { ContentBlockParam, Message, ToolUseBlock } from "@anthropic-ai/sdk/resources/messages";
import { type Ledger, openLedger } from "../budget/ledger.ts";
import { addUsage, noUsage, type Usage } from "../budget/usage.ts";
import type {
  Driver,
  DriverOrder,
  DriverPhase,
  DriverReply,
  Note,
  ToolAnswer,
  Tools,
} from "../tdd/driver.ts";
import { ask, type Claude } from "./client.ts";
import { type Conversation, emptyConversation, hear, say, textOf, toSend } from "./conversation.ts";
import { cached } from "./data-block.ts";
import { readTestList, takeOrder, testListFormat } from "./driver-context.ts";
import { callTool, driverTools, type ToolEffect } from "./driver-tools.ts";
import { type Failure, failures } from "./failure.ts";
import { driverPrompt, shorterAnswer } from "./prompts/driver.ts";

export type ClaudeDriverOptions = {
  readonly client: Claude;
  readonly model: string;
  /** What the model can do; every call runs inside the sandbox. */
  readonly tools: Tools;
  /** Dollars this task may cost in all, and what earlier runs of it have spent. */
  readonly budgetUsd: number;
  readonly spentUsd?: number;
  /** Model calls one order may take. Default 30. */
  readonly maxTurns?: number;
  /** Tokens one answer may have, thinking included. Default 16,000. */
  readonly maxTokens?: number;
  /** Asked before each model call; `false` ends the turn as `stopped`. */
  readonly mayGoOn?: () => Promise<boolean>;
};

/** What one order has come to so far. */
type Turn = {
  readonly phase: DriverPhase;
  readonly conversation: Conversation;
  readonly ledger: Ledger;
  readonly usage: Usage;
  readonly notes: readonly Note[];
  readonly repairs: number;
};

type Step = { readonly turn: Turn; readonly reply: DriverReply | null };

const repairsAtMost = 2;

/**
 * Drives one task with Claude: one conversation per iteration, the tools as the only way to act, and one ledger for
 * the whole task. Keep one driver per task; its turns must not overlap.
 */
export function createClaudeDriver(options: ClaudeDriverOptions): Driver {
  let conversation = emptyConversation;
  let ledger = openLedger(options.budgetUsd, options.spentUsd ?? 0);
  return {
    async turn(order: DriverOrder): Promise<DriverReply> {
      let step: Step = {
        turn: {
          phase: order.phase,
          conversation: takeOrder(conversation, order),
          ledger,
          usage: noUsage,
          notes: [],
          repairs: 0,
        },
        reply: null,
      };
      const limit = options.maxTurns ?? 30;
      for (let calls = 0; step.reply === null && calls < limit; calls += 1)
        step = await oneCall(options, step.turn);
      ({ conversation, ledger } = step.turn);
      return step.reply ?? stopped(step.turn, tooManyTurns(limit));
    },
  };
}

async function oneCall(options: ClaudeDriverOptions, turn: Turn): Promise<Step> {
  if (options.mayGoOn && !(await options.mayGoOn())) return { turn, reply: stopped(turn, stoppedByPerson) };
  const answer = await ask(
    options.client,
    {
      model: options.model,
      max_tokens: options.maxTokens ?? 16_000,
      tools: [...driverTools],
      system: [cached({ type: "text", text: driverPrompt })],
      messages: toSend(turn.conversation),
      ...(turn.phase === "test-list" ? { output_config: { format: testListFormat } } : {}),
    },
    turn.ledger,
  );
  const paid: Turn = { ...turn, ledger: answer.ledger, usage: addUsage(turn.usage, answer.usage) };
  if (answer.kind === "failed") return { turn: paid, reply: stopped(paid, driverFailure(answer.failure)) };
  return readAnswer(options.tools, paid, answer.message);
}

async function readAnswer(tools: Tools, turn: Turn, message: Message): Promise<Step> {
  // A cut answer is dropped whole: half a tool call must not be carried out, and half a turn cannot be sent back.
  if (message.stop_reason === "max_tokens") return repair(turn, shorterAnswer, failures.cut);
  const heard: Turn = { ...turn, conversation: hear(turn.conversation, message) };
  const uses = message.content.filter((block) => block.type === "tool_use");
  if (uses.length > 0) return useTools(tools, heard, uses);
  if (message.stop_reason === "pause_turn") return { turn: heard, reply: null };
  const { notes, usage } = heard;
  if (turn.phase !== "test-list") return { turn: heard, reply: { kind: "ended", notes, usage } };
  const list = readTestList(textOf(message));
  if (list.ok) return { turn: heard, reply: { kind: "listed", behaviours: list.behaviours, notes, usage } };
  return repair(
    heard,
    `That is not the list that was asked for: ${list.reason}\nAnswer with the whole list.`,
    failures.malformed,
  );
}

function repair(turn: Turn, text: string, failure: Failure): Step {
  if (turn.repairs >= repairsAtMost) return { turn, reply: stopped(turn, failure) };
  const conversation = say(turn.conversation, { type: "text", text });
  return { turn: { ...turn, conversation, repairs: turn.repairs + 1 }, reply: null };
}

async function useTools(tools: Tools, turn: Turn, uses: readonly ToolUseBlock[]): Promise<Step> {
  const results: ContentBlockParam[] = [];
  let { notes } = turn;
  let reason: string | null = null;
  for (const use of uses) {
    const effect: ToolEffect =
      reason === null
        ? await callTool(tools, use, notes.length)
        : { kind: "answer", answer: { ok: false, text: "Not done: the work was given up." } };
    if (effect.kind === "gave-up") reason = effect.reason;
    if (effect.kind === "noted") notes = [...notes, effect.note];
    results.push(
      toolResult(use, effect.kind === "gave-up" ? { ok: true, text: "Given up." } : effect.answer),
    );
  }
  const next: Turn = { ...turn, notes, conversation: say(turn.conversation, ...results) };
  return { turn: next, reply: reason === null ? null : { kind: "gave-up", reason, usage: turn.usage } };
}

function toolResult({ id }: ToolUseBlock, { ok, text }: ToolAnswer): ContentBlockParam {
  const content = text || "(nothing)";
  return { type: "tool_result", tool_use_id: id, content, ...(ok ? {} : { is_error: true }) };
}

function stopped(turn: Turn, { code, text, next }: Failure): DriverReply {
  return { kind: "stopped", code, text, next, usage: turn.usage };
}

const stoppedByPerson: Failure = {
  code: "stopped",
  text: "A person stopped this task.",
  next: "Give /retry on the task when it may go on.",
};

function driverFailure(failure: Failure): Failure {
  if (failure.code !== failures.budget.code) return failure;
  return {
    code: "out-of-budget",
    text: failure.text,
    next: "Raise run.budgetUsd in .github/pawl.yml, or split the task, then give /retry.",
  };
}

function tooManyTurns(limit: number): Failure {
  return {
    code: "too-many-turns",
    text: `The driver did not finish this step within ${limit} model calls.`,
    next: "Make the task smaller or its criteria clearer, then give /retry.",
  };
}
