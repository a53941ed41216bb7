import { fromMarkdown } from "mdast-util-from-markdown";
import type { Issue } from "./issue.ts";
import { priorityOf } from "./labels.ts";
import type { Criterion, TaskPacket } from "./task.ts";
import { visibleText } from "./visible-text.ts";

const title = /^acceptance criteria\s*:?$/i;

/**
 * The criteria of a task a person wrote: the list below an "Acceptance criteria" heading (any level, or a bold line),
 * 1 to 5 items, from the visible text. `null` when there is no such list. Ids are AC1, AC2, …
 */
export function handMadeCriteria(body: string): readonly Criterion[] | null {
  const text = visibleText(body);
  const blocks = fromMarkdown(text).children;
  const plain = (block: (typeof blocks)[number] | undefined) => words(sourceOf(text, block));
  const at = blocks.findIndex(
    (block) => (block.type === "heading" || block.type === "paragraph") && title.test(plain(block)),
  );
  const list = at < 0 ? undefined : blocks[at + 1];
  if (list?.type !== "list" || list.children.length < 1 || list.children.length > 5) return null;
  const texts = list.children.map((item) =>
    words(item.children.map((child) => sourceOf(text, child)).join(" ")).replace(/^\[[ xX]?\]\s*/, ""),
  );
  if (texts.some((criterion) => criterion === "")) return null;
  return texts.map((criterion, index) => ({ id: `AC${index + 1}`, layer: "other", text: criterion }));
}

/** The packet of a task a person wrote, or `null` when it has no list of criteria. */
export function handMadePacket(issue: Issue, releasedBy: string | null = null): TaskPacket | null {
  const criteria = handMadeCriteria(issue.body);
  if (criteria === null) return null;
  const text = visibleText(issue.body);
  return {
    spec: null,
    number: issue.number,
    task: `issue-${issue.number}`,
    title: visibleText(issue.title),
    kind: "tdd",
    goal: text.split(/^[#*\s]*acceptance criteria/im)[0]?.trim() ?? "",
    criteria,
    layers: [],
    files: [],
    reuse: [],
    check: null,
    priority: priorityOf(issue.labels),
    size: criteria.length,
    module: { id: "", name: "", scope: "", owns: [] },
    interfaces: [],
    releasedBy,
  };
}

type Placed = { readonly position?: { start: { offset?: number }; end: { offset?: number } } };

function sourceOf(text: string, block: Placed | undefined): string {
  return text.slice(block?.position?.start.offset ?? 0, block?.position?.end.offset ?? 0);
}

function words(markdown: string): string {
  return markdown
    .replace(/^#+\s*|\s*#+$|[*_]{2}/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
