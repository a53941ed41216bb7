import { gitCommits } from "./git-commits.ts";
import { gitData } from "./git-data.ts";
import { refs } from "./refs.ts";
import { refsGraphql } from "./refs-graphql.ts";
import type { Resource } from "./resource.ts";

/** Everything the local GitHub serves about git, pull requests and workflow runs. */
export const gitResources: readonly Resource[] = [refs, refsGraphql, gitData, gitCommits];
