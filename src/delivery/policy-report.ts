import type { BaseTree, CodeTree } from "./code-tree.ts";
import { checkChangeSet, textsWanted } from "./path-policy.ts";
import { readChangeSet } from "./read-change-set.ts";
import { type PolicyReport, verdictOf } from "./violation.ts";

/**
 * Port: the tree of a commit of one repository, with the texts that are asked for once its files are known; `null` when
 * the repository does not hold the commit.
 */
export type ReadBase = (
  commit: string,
  texts: (blobs: CodeTree) => readonly string[],
) => Promise<BaseTree | null>;

/** `exitCode`: 0 accepted, 1 not accepted, 2 no answer could be made, which `fault` then explains. */
export type PolicyAnswer =
  | { readonly exitCode: 0 | 1; readonly report: PolicyReport }
  | { readonly exitCode: 2; readonly fault: string };

/**
 * `pawl policy`: what the publishing step would say of this change set, by the floor of the policy. A text that is no
 * change set is a verdict too (`reject`); no answer can be made only where the base is not to be had.
 */
export async function policyReport(
  ports: { readonly readBase: ReadBase },
  input: { readonly text: string; readonly allowDependencies: readonly string[] },
): Promise<PolicyAnswer> {
  const read = readChangeSet(input.text);
  if (read.kind === "unreadable") return { exitCode: 1, report: verdictOf(read.violations) };
  const { changeSet } = read;
  const wanted = textsWanted(changeSet);
  const base = await ports.readBase(changeSet.base, (blobs) => wanted.filter((path) => blobs.has(path)));
  if (base === null) {
    const fault = `The repository does not hold the base ${changeSet.base}; fetch it, or name another --repo.`;
    return { exitCode: 2, fault };
  }
  const { allowDependencies } = input;
  const report = checkChangeSet(changeSet, base, { protect: [], allowDependencies, secrets: [] });
  return { exitCode: report.verdict === "accept" ? 0 : 1, report };
}

/** The report for a person: the verdict, then one line per finding. */
export function printPolicyReport({ verdict, violations }: PolicyReport): string {
  const lines = violations.map(
    ({ path, code, text }) => `${code}${path === "" ? "" : ` ${JSON.stringify(path)}`}: ${text}`,
  );
  return [verdict, ...lines].join("\n");
}
