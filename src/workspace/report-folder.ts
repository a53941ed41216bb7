import { randomUUID } from "node:crypto";
import { constants, realpathSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const reportLimit = 64 * 1024 * 1024;

/** A folder that exists only for one run, with a nonce that only this run knows. It is gone when `work` ends. */
export async function withReportFolder<Result>(
  work: (folder: string, nonce: string) => Promise<Result>,
): Promise<Result> {
  const folder = realpathSync(await mkdtemp(join(tmpdir(), "pawl-report-")));
  try {
    return await work(folder, randomUUID());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of a report, at most 64 MB of it. What a test put in its place (a link, a pipe) is not read: `""`. */
export async function readReport(path: string): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => null);
  if (file === null) return "";
  try {
    const stats = await file.stat();
    const buffer = Buffer.alloc(stats.isFile() ? Math.min(stats.size, reportLimit) : 0);
    const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
