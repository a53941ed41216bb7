import { foldPath } from "../repository/fold-path.ts";
import { matchesGlob } from "../repository/glob.ts";
import { steeringFile } from "../repository/steering-file.ts";
import type { HumanCode } from "./violation.ts";

/**
 * Why only a person may change this path; `null` where Pawl may. `protect` holds globs of the configuration, which can
 * add to the floor and never take away.
 */
export function protectedBy(
  path: string,
  protect: readonly string[],
): { readonly code: HumanCode; readonly text: string } | null {
  const steering = steeringFile(path);
  if (steering !== null)
    return { code: steering.code, text: `This file ${steering.says}; a person must change it.` };
  const folded = foldPath(path);
  const glob = protect.find((candidate) => covers(foldPath(candidate).replace(/\/$/, ""), folded));
  if (glob === undefined) return null;
  return { code: "protected", text: `The configuration protects \`${glob}\`; a person must change it.` };
}

/** A glob that names a folder covers everything below it. */
function covers(glob: string, path: string): boolean {
  return matchesGlob(glob, path) || matchesGlob(`${glob}/**`, path);
}
