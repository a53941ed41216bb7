import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunnerLog } from "./runner-log.ts";

/**
 * `actions/upload-artifact` and `actions/download-artifact` over a folder of the run. As on GitHub an artifact cannot be
 * replaced, and one that is not there is an error.
 */
export async function artifactStep(
  uses: string,
  inputs: Readonly<Record<string, string>>,
  folder: string,
  log: RunnerLog,
): Promise<void> {
  const { name = "artifact", path = "." } = inputs;
  if (!/^[^\\/:*?"<>|\r\n]+$/.test(name)) throw new Error(`The artifact name is not valid: ${name}`);
  const place = join(folder, name);
  const there = await readdir(place).catch(() => null);
  if (uses.startsWith("actions/download-artifact@")) {
    if (there === null)
      throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`);
    await cp(place, path, { recursive: true });
    log.line(`Artifact ${name} was downloaded: ${there.join(", ")}`);
    return;
  }
  if (there !== null)
    throw new Error(
      `Failed to CreateArtifact: an artifact with the name ${name} already exists on the workflow run`,
    );
  const found = (await readdir(path).catch(() => [])).filter((one) => !one.startsWith("."));
  if (found.length === 0) throw new Error(`No files were found with the provided path: ${path}`);
  await mkdir(place, { recursive: true });
  for (const one of found) await cp(join(path, one), join(place, one), { recursive: true });
  log.line(`Artifact ${name} has been successfully uploaded: ${found.join(", ")}`);
}
