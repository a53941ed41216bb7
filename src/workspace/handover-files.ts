import { constants } from "node:fs";
import { mkdir, open, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { done, type Outcome, refused } from "../issues/outcome.ts";

/** Bytes of a handed over file that are worth reading; a change set may carry 5 MB in base64. */
const largest = 12 * 1024 * 1024;

/** Writes a file for the next step; it is there whole or not at all. */
export async function handOver(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${name}.draft`);
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, join(folder, name));
}

/**
 * Reads a file that another machine wrote: a plain file within the limit, never through a link. Refusals:
 * `artifact-missing`, `artifact-unreadable`.
 */
export async function takeOver(folder: string, name: string): Promise<Outcome<string>> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    const handle = await open(join(folder, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const about = await handle.stat();
      if (!about.isFile()) return unreadable(`${name} is no plain file.`);
      if (about.size > largest) return unreadable(`${name} has ${about.size} bytes, more than ${largest}.`);
      return done(await handle.readFile("utf8"));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR")
      return refused("artifact-missing", `${name} is not in ${folder}.`, next);
    return unreadable(`${name} cannot be read (${code === "" ? String(error) : code}).`);
  }
}

const next = "Nothing was published; the task is tried again.";

function unreadable(text: string): Outcome<never> {
  return refused("artifact-unreadable", text, next);
}
