import { trackerContract } from "../contracts/tracker.ts";
import { fakeTracker } from "./fake-tracker.ts";

trackerContract("the fake", async () => {
  const tracker = fakeTracker();
  const { number } = tracker.addIssue({ title: "Spec" });
  return { tracker, issue: number, close: async () => {} };
});
