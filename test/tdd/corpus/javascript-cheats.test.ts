import { describe, expect, it } from "vitest";
import { lastLine } from "../verify/fake-replay.ts";
import { javascriptCheats } from "./javascript-cheats.ts";
import { shop } from "./shop.ts";

const base = { subject: "chore: start", files: shop };

describe("the scripted cheater, in JavaScript", () => {
  it.each(javascriptCheats)("is not believed when it $trick", async ({ code, files, subject }) => {
    const [, verdict, , ...codes] = (
      await lastLine([base, { subject: subject ?? "feat: more", files }])
    ).split(" ");

    expect(codes).toContain(code);
    expect(verdict).not.toBe("proved");
  });
});
