/** The resources of the git side: refs, git data, contents, pull requests, runs, smart-HTTP git. */
import type { Resource } from "./resource.ts";

export const gitResources: readonly Resource[] = [];
