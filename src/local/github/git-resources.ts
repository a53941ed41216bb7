/** The resources of the git side: refs, git data, contents, pull requests, runs, smart-HTTP git. */
import { branches } from "./branches.ts";
import { contents } from "./contents.ts";
import { gitCommits } from "./git-commits.ts";
import { gitData } from "./git-data.ts";
import { gitHttp } from "./git-http.ts";
import { pullDrafts } from "./pull-drafts.ts";
import { pullReviews } from "./pull-reviews.ts";
import { pulls } from "./pulls.ts";
import { pushes } from "./pushes.ts";
import { refs } from "./refs.ts";
import { refsGraphql } from "./refs-graphql.ts";
import type { Resource } from "./resource.ts";
import { runs } from "./runs.ts";

export const gitResources: readonly Resource[] = [
  refs,
  refsGraphql,
  gitData,
  gitCommits,
  gitHttp,
  contents,
  branches,
  pushes,
  pulls,
  pullReviews,
  pullDrafts,
  runs,
];
