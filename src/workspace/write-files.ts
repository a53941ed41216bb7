import { constants } from "node:fs";
import { lstat, mkdir, open, realpath, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file of a checkout to write (base64) or, where `content` is null, to remove. */
export type FileToWrite = {
  readonly path: string;
  readonly mode: "100644" | "100755";
  readonly content: string | null;
};

/**
 * Writes files into a checkout, one after the other. A path that leads through a link, out of the folder or into git's
 * own is a fault: whoever calls this has had the path policy accept the paths before.
 */
export async function writeFiles(directory: string, files: readonly FileToWrite[]): Promise<void> {
  const root = await realpath(directory);
  for (const file of files) await writeOne(root, file);
}

async function writeOne(root: string, { path, mode, content }: FileToWrite): Promise<void> {
  const parts = path.split("/");
  if (path.startsWith("/") || parts.some((part) => ["", ".", "..", ".git"].includes(part.toLowerCase())))
    throw new Error(`${JSON.stringify(path)} is not a path that may be written.`);
  const target = join(root, path);
  if (content === null) {
    await noLinks(root, parts);
    await rm(target, { force: true });
    return;
  }
  await noLinks(root, parts);
  await mkdir(dirname(target), { recursive: true });
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const handle = await open(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644);
  try {
    await handle.writeFile(Buffer.from(content, "base64"));
    await handle.chmod(mode === "100755" ? 0o755 : 0o644);
  } finally {
    await handle.close();
  }
}

async function noLinks(root: string, parts: readonly string[]): Promise<void> {
  for (let at = 1; at <= parts.length; at++) {
    const place = join(root, ...parts.slice(0, at));
    const kind = await lstat(place).catch(() => null);
    if (kind?.isSymbolicLink())
      throw new Error(`${place} is a symbolic link; nothing is written through it.`);
  }
}
