import type { Config } from "../config/config.ts";
import { done, type Outcome, refused } from "../issues/outcome.ts";
import { list, type Markdown, md } from "../issues/render.ts";
import { interviewOf } from "../spec/interview.ts";
import type { SpecWriter } from "../spec/spec-writer.ts";
import type { Said, Thread } from "../spec/thread.ts";
import type { Topic } from "../spec/topic.ts";
import { writeSpecification } from "../spec/write-specification.ts";
import type { Answer } from "./answers.ts";
import { mapOf } from "./code-text.ts";
import { type ConversationPorts, trustOf } from "./conversation-ports.ts";
import { putSpecification } from "./put-specification.ts";
import { readThread } from "./read-thread.ts";

export type SpecPorts = ConversationPorts & { readonly writer: SpecWriter };

/** `/spec`: writes or brings up to date the specification in its own comment, and ends an interview that is open. */
export function answerSpec(ports: SpecPorts, config: Config): Answer<"spec"> {
  return async ({ topic }, { issue }) => {
    const said: Markdown[] = [];
    for (const one of topic === null ? await topicsOf(ports, config, issue) : [topic]) {
      const written = await writeOne(ports, config, issue, one);
      if (written.kind === "refused") return written;
      said.push(written.value);
    }
    return done({
      reply: [list(said), md`Next: read it, correct it with a comment and \`/spec\`, or \`/plan\`.`],
    });
  };
}

/** Without a word, what the last interview was about; the product where there was none. */
async function topicsOf(ports: SpecPorts, config: Config, issue: number): Promise<readonly Topic[]> {
  const read = await readThread(ports, issue, trustOf(config));
  const topic = (read === null ? null : interviewOf(read.thread)?.topic) ?? "product";
  return topic === "both" ? ["product", "technical"] : [topic];
}

/** The thread is read anew for each, so that the technical specification sees the product specification. */
async function writeOne(
  ports: SpecPorts,
  config: Config,
  issue: number,
  topic: Topic,
): Promise<Outcome<Markdown>> {
  const read = await readThread(ports, issue, trustOf(config));
  if (read === null) return refused("spec-missing", `There is no issue #${issue}.`, "Check the number.");
  const { thread, ours } = read;
  const map = await mapOf(ports.codeBase, `${thread.title} ${thread.body}`);
  const budgetUsd = config.plan.budgetUsd;
  const written = await writeSpecification(ports, { thread, topic, map, budgetUsd });
  if (written.kind === "refused") return written;
  const { specification, bodies } = written.value;
  if (!(await putSpecification(ports, issue, topic, bodies, ours))) {
    return refused(
      "spec-not-written",
      "GitHub did not take the comment.",
      "Unlock the thread, then `/spec` again.",
    );
  }
  const count = specification.sections.reduce((sum, { requirements }) => sum + requirements.length, 0);
  const open = specification.open.length + specification.unfounded.length;
  return done(
    md`The ${topic} specification holds ${counted(count, "requirement")}; still open: ${counted(open, "point")}.${editedNote(thread)}`,
  );
}

/** What the page shows counts; that an answer was changed after it was given should not go unseen. */
function editedNote({ entries }: Thread): Markdown {
  const edited = entries.filter((entry): entry is Said => entry.kind === "person" && entry.edited);
  if (edited.length === 0) return md``;
  return md` Edited after it was written, and read as it stands now: ${counted(edited.length, "comment")}.`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
