import type { Markdown } from "../issues/render.ts";
import {
  closes,
  codeSpan,
  document,
  heading,
  issueLink,
  list,
  md,
  plainLine,
  prose,
  table,
} from "../issues/render.ts";
import type { TaskPacket } from "../issues/task.ts";
import type { ChangeSet } from "./change-set.ts";
import type { StepCommit } from "./step-commits.ts";

/** What the harness found beside the steps: use of the named code, lines a reviewer must see, whether it ended early. */
export type DeliveryReport = {
  readonly reuse: readonly { readonly path: string; readonly used: boolean; readonly why: string }[];
  readonly remarks: readonly string[];
  /** Why the task ended before all criteria were proved; `null` when it is whole. */
  readonly unfinished: string | null;
};

export type PullRequestTextInput = {
  readonly packet: TaskPacket;
  readonly changeSet: ChangeSet;
  readonly commits: readonly StepCommit[];
  readonly report: DeliveryReport;
  /** New public signatures and the file each stands in. */
  readonly interfaces: readonly { readonly path: string; readonly signature: string }[];
};

/** Title and body of a task's pull request. Everything a model or the repository wrote goes through the renderer. */
export function pullRequestText(input: PullRequestTextInput): {
  readonly title: string;
  readonly body: string;
} {
  const { packet } = input;
  const body = document({ kind: "pull-request", issue: packet.number }, [
    prose(packet.goal),
    closes(packet.number),
    ...unfinished(input),
    heading(2, md`Acceptance criteria`),
    criteriaTable(input),
    heading(2, md`Evidence`),
    claimed(input),
    evidenceTable(input),
    ...reuse(input),
    ...notes(input),
    ...interfaces(input),
    heading(2, md`Cost`),
    cost(input.changeSet),
  ]);
  return { title: plainLine(packet.title, 200), body };
}

function unfinished({ report }: PullRequestTextInput): readonly Markdown[] {
  const lines = report.unfinished === null ? report.remarks : [report.unfinished, ...report.remarks];
  if (lines.length === 0) return [];
  return [
    heading(2, report.unfinished === null ? md`What to look at` : md`What is missing`),
    list(lines.map((line) => md`${line}`)),
  ];
}

function criteriaTable({ packet, commits }: PullRequestTextInput): Markdown {
  const rows = packet.criteria.map((criterion) => {
    const tests = commits.flatMap(({ step }) =>
      step.evidence.criterion === criterion.id
        ? (step.evidence.red?.ids ?? step.evidence.mutant?.test ?? [])
        : [],
    );
    const proof = tests.length === 0 ? md`**no test yet**` : lines([...new Set(tests)].map(codeSpan));
    return [md`${criterion.id}`, md`${criterion.text}`, proof];
  });
  return table([md`Criterion`, md`What holds`, md`Proved by`], rows);
}

function evidenceTable({ commits }: PullRequestTextInput): Markdown {
  const rows = commits.map(({ sha, step }) => {
    const { red, green } = step.evidence;
    const subject = plainLine(step.message.split("\n")[0] ?? "", 120);
    const before =
      red === undefined ? withoutRed(step) : md`${red.class} ${codeSpan(red.digest.slice(0, 12))}`;
    return [
      codeSpan(sha.slice(0, 7)),
      md`${subject}`,
      before,
      md`${green.passed} passed, ${green.skipped} skipped`,
    ];
  });
  return table([md`Commit`, md`Subject`, md`Red, without the code`, md`Green, with it`], rows);
}

/** What is claimed is what was seen: a test of code that was there already never failed without it. */
function claimed({ commits }: PullRequestTextInput): Markdown {
  const has = (kind: string) => commits.some(({ step }) => step.kind === kind);
  if (has("chore"))
    return md`The harness ran the suite and the task's own check itself; no production code changed.`;
  const rest = md`each new test failed without the code and passes with it`;
  if (!has("characterize")) return md`The harness ran every test itself: ${rest}.`;
  const other = md`each test of code that was there already fails when that code is changed`;
  return has("iteration")
    ? md`The harness ran every test itself: ${rest}; ${other}.`
    : md`The harness ran every test itself: ${other}.`;
}

/** What stands for a red test where there can be none. */
function withoutRed({ kind, evidence: { mutant, check } }: StepCommit["step"]): Markdown {
  if (kind === "characterize" && mutant !== undefined)
    return md`notices ${codeSpan(`${mutant.path}:${mutant.line}`)} ${mutant.change}`;
  if (kind === "chore" && check !== undefined)
    return md`${codeSpan(check.command.join(" "))} ${check.before} before, passes now`;
  return md`same tests, refactored`;
}

function reuse({ report }: PullRequestTextInput): readonly Markdown[] {
  const used = report.reuse.filter((one) => one.used).map((one) => md`${codeSpan(one.path)} ${one.why}`);
  const not = report.reuse
    .filter((one) => !one.used)
    .map((one) => md`${codeSpan(one.path)}, because ${one.why === "" ? "no reason was given" : one.why}`);
  return [
    ...(used.length > 0 ? [heading(2, md`Reused`), list(used)] : []),
    ...(not.length > 0 ? [heading(2, md`Not reused, because`), list(not)] : []),
  ];
}

function notes({ changeSet }: PullRequestTextInput): readonly Markdown[] {
  const all = changeSet.records.notes;
  const decisions = all.filter((note) => note.kind === "decision").map((note) => md`${note.text}`);
  const others = all.filter((note) => note.kind !== "decision").map((note) => md`${note.kind}: ${note.text}`);
  return [
    ...(decisions.length > 0 ? [heading(2, md`Decisions`), list(decisions)] : []),
    ...(others.length > 0 ? [heading(2, md`Notes`), list(others)] : []),
  ];
}

function interfaces({ interfaces }: PullRequestTextInput): readonly Markdown[] {
  if (interfaces.length === 0) return [];
  const lines = interfaces
    .slice(0, 3)
    .map(({ path, signature }) => md`${codeSpan(signature)} in ${codeSpan(path)}`);
  return [heading(2, md`Worth adding to AGENTS.md`), list(lines)];
}

function cost({ records, issue }: ChangeSet): Markdown {
  const { usd, calls, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = records.usage;
  const tokensIn = Math.round(inputTokens + cacheReadTokens + cacheWriteTokens);
  const spent = `$${usd.toFixed(2)}`;
  return md`${spent} for ${issueLink(issue)}: ${calls} model calls, ${tokensIn} tokens in, ${Math.round(outputTokens)} out.`;
}

function lines(parts: readonly Markdown[]): Markdown {
  return { markdown: parts.map((part) => part.markdown).join("<br>") };
}
