import type { Tool } from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";
import type { Note, ToolAnswer, Tools } from "../tdd/driver.ts";
import { outputFormat } from "./output-schema.ts";

/** What a tool call led to. `gave-up` ends the turn; a note is kept beside its answer. */
export type ToolEffect =
  | { readonly kind: "answer"; readonly answer: ToolAnswer }
  | { readonly kind: "noted"; readonly note: Note; readonly answer: ToolAnswer }
  | { readonly kind: "gave-up"; readonly reason: string };

const wordsOfNote = 30;
const notesAtMost = 8;
const longestAnswer = 60_000;

type Handler = { readonly tool: Tool; call(tools: Tools, input: unknown): Promise<ToolEffect> };

/** One tool: its name, what it says of itself, the schema its input must have, and what it does. */
function handler<Shape extends z.ZodType>(
  name: string,
  description: string,
  schema: Shape,
  act: (tools: Tools, input: z.infer<Shape>) => Promise<ToolEffect>,
): Handler {
  const tool: Tool = {
    name,
    description,
    input_schema: { ...outputFormat(schema).schema, type: "object" },
  };
  return {
    tool,
    async call(tools, input) {
      const parsed = schema.safeParse(input);
      return parsed.success
        ? act(tools, parsed.data)
        : refuse(`Bad input for ${name}: ${z.prettifyError(parsed.error)}`);
    },
  };
}

function refuse(text: string): ToolEffect {
  return { kind: "answer", answer: { ok: false, text } };
}

async function answered(answer: Promise<ToolAnswer>): Promise<ToolEffect> {
  const { ok, text } = await answer;
  const cut = text.length - longestAnswer;
  const shown = cut > 0 ? `${text.slice(0, longestAnswer)}\n[${cut} more characters are not shown]` : text;
  return { kind: "answer", answer: { ok, text: shown } };
}

const path = z.string().min(1).describe("POSIX path from the repository root.");

const NoteInput = z.strictObject({
  kind: z.enum(["decision", "constraint", "gotcha", "todo"]),
  text: z.string().min(1).describe(`At most ${wordsOfNote} words; name the file or test it is about.`),
});

async function note(_: Tools, input: Note): Promise<ToolEffect> {
  const words = input.text.trim().split(/\s+/).length;
  if (words > wordsOfNote || input.text.length > 400)
    return refuse(`A note has at most ${wordsOfNote} words; this one has ${words}.`);
  return { kind: "noted", note: input, answer: { ok: true, text: "Noted." } };
}

const handlers: readonly Handler[] = [
  handler("read_file", "Reads one text file.", z.strictObject({ path }), (tools, input) =>
    answered(tools.readFile(input.path)),
  ),
  handler(
    "list_files",
    "Lists the files below a directory.",
    z.strictObject({ directory: z.string().describe("POSIX path from the repository root; '.' for all.") }),
    (tools, input) => answered(tools.listFiles(input.directory)),
  ),
  handler(
    "search",
    "Finds the lines of the repository that contain a text.",
    z.strictObject({ text: z.string().min(1).describe("The text, as it stands in the files.") }),
    (tools, input) => answered(tools.search(input.text)),
  ),
  handler(
    "write_file",
    "Writes a whole file, new or old. Give the full new text.",
    z.strictObject({ path, content: z.string() }),
    (tools, input) => answered(tools.writeFile(input.path, input.content)),
  ),
  handler(
    "run_tests",
    "Runs test files and shows what failed. An empty list runs all tests.",
    z.strictObject({ files: z.array(path) }),
    (tools, input) => answered(tools.runTests(input.files)),
  ),
  handler("note", "Leaves a note for the people who review the work and for later steps.", NoteInput, note),
  handler(
    "give_up",
    "Ends the work on this task for a stated reason.",
    z.strictObject({
      reason: z
        .string()
        .min(1)
        .describe(
          "Begin with spec-conflict, missing-dependency, environment or too-big; then one or two sentences on what stands in the way.",
        ),
    }),
    async (_, input) => ({ kind: "gave-up", reason: input.reason.slice(0, 1000) }),
  ),
];

/** The tools as the model sees them, in an order that never changes. */
export const driverTools: readonly Tool[] = handlers.map(({ tool }) => tool);

/** Does what one tool call asks for. Bad input and unknown names are answers for the model, not faults. */
export async function callTool(
  tools: Tools,
  use: { readonly name: string; readonly input: unknown },
  notesSoFar: number,
): Promise<ToolEffect> {
  const found = handlers.find(({ tool }) => tool.name === use.name);
  if (!found)
    return refuse(
      `There is no tool ${use.name}. There are: ${driverTools.map(({ name }) => name).join(", ")}.`,
    );
  if (use.name === "note" && notesSoFar >= notesAtMost)
    return refuse(`There are ${notesAtMost} notes already; that is the most one turn may leave.`);
  return found.call(tools, use.input);
}
