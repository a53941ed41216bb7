/** What a scenario of the scripted Claude sees and says. A scenario is a program: it reads the request and answers. */
import type { MessageParam, StopReason } from "@anthropic-ai/sdk/resources/messages";

/** A tool's result as the newest user message brought it, together with the call it answers. */
export type ScriptToolResult = {
  readonly name: string;
  readonly input: unknown;
  readonly text: string;
  readonly isError: boolean;
};

/** One accepted request, read once so that scenarios need not walk content blocks. */
export type ScriptRequest = {
  /** Which accepted request this is, counted from 1. */
  readonly call: number;
  readonly model: string;
  readonly system: string;
  readonly tools: readonly string[];
  /** The JSON schema asked for by `output_config.format`, or `null`. */
  readonly schema: Readonly<Record<string, unknown>> | null;
  readonly maxTokens: number;
  readonly messages: readonly MessageParam[];
  /** All text of the first user message. */
  readonly firstText: string;
  /** All text blocks of the newest user message (tool results are in `toolResults`). */
  readonly text: string;
  /** The text of every user message that has any, oldest first: the last one holds the newest order. */
  readonly userTexts: readonly string[];
  readonly toolResults: readonly ScriptToolResult[];
  /** Answers already given in this conversation. */
  readonly turn: number;
};

/**
 * `thinking` is the text of the thinking block that comes first; it is empty unless given, as with models whose
 * thinking is not displayed. `json` is sent as text. `stop` overrides the stop reason.
 */
export type ScriptAnswer =
  | { readonly text: string; readonly thinking?: string; readonly stop?: StopReason }
  | { readonly json: unknown; readonly thinking?: string }
  | {
      readonly toolUse: readonly { readonly name: string; readonly input: unknown }[];
      readonly text?: string;
      readonly thinking?: string;
      readonly stop?: StopReason;
    }
  | { readonly stop: StopReason; readonly thinking?: string };

export type Scenario = (request: ScriptRequest) => ScriptAnswer | Promise<ScriptAnswer>;
