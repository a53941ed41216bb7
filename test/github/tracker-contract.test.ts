import { openGithubTracker } from "../../src/github/github-tracker.ts";
import { trackerContract } from "../contracts/tracker.ts";
import { here, localWorld } from "./local-world.ts";

for (const who of ["app", "action"] as const)
  trackerContract(`GitHub (${who})`, async () => {
    const world = await localWorld();
    const { data } = await world.as("ada").rest.issues.create({ ...here, title: "Spec", body: "A spec." });
    return { tracker: openGithubTracker(world[who]), issue: data.number, close: async () => {} };
  });
