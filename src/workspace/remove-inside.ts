import { lstat, rm } from "node:fs/promises";
import { join } from "node:path";

/** Removes a path of a checkout, never through a symbolic link on the way; then nothing of the checkout is there. */
export async function removeInside(directory: string, path: string): Promise<void> {
  const parts = path.split("/");
  if (parts.includes("..") || parts.includes(""))
    throw new Error(`${path} is not a path inside ${directory}`);
  for (let at = 1; at < parts.length; at++) {
    const kind = await lstat(join(directory, ...parts.slice(0, at))).catch(() => null);
    if (kind === null || !kind.isDirectory()) return;
  }
  await rm(join(directory, path), { recursive: true, force: true });
}
