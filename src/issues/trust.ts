import type { Author } from "./issue.ts";

/** Whose objects count as our own. `app` is the numeric App id of `.github/pawl.yml`, or `null` in Action-only use. */
export type Trust = { readonly app: number | null };

/**
 * Whether Pawl wrote it. With an App id, only what was written through that App counts. Without one, the bot of the
 * workflow token counts; any workflow with `issues: write` could then write in our name (docs/security.md).
 */
export function isOurs(author: Author, trust: Trust): boolean {
  if (trust.app !== null) return author.app === trust.app;
  return author.kind === "bot" && author.login === "github-actions[bot]";
}
