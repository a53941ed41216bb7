import { describe, expect, it } from "vitest";
import type { Author } from "../../src/issues/issue.ts";
import { isOurs } from "../../src/issues/trust.ts";

const author = (change: Partial<Author>): Author => ({
  login: "alice",
  id: 1,
  kind: "person",
  app: null,
  ...change,
});

describe("trust", () => {
  it("takes only the configured App when there is one", () => {
    expect(isOurs(author({ login: "pawl[bot]", kind: "bot", app: 77 }), { app: 77 })).toBe(true);
    expect(isOurs(author({ login: "pawl[bot]", kind: "bot", app: 78 }), { app: 77 })).toBe(false);
    expect(isOurs(author({ login: "github-actions[bot]", kind: "bot" }), { app: 77 })).toBe(false);
  });

  it("takes only the bot of the workflow token when there is no App", () => {
    expect(isOurs(author({ login: "github-actions[bot]", kind: "bot" }), { app: null })).toBe(true);
    expect(isOurs(author({ login: "other[bot]", kind: "bot", app: 5 }), { app: null })).toBe(false);
  });

  it("never takes a person, whatever the login looks like", () => {
    expect(isOurs(author({ login: "github-actions[bot]", kind: "person" }), { app: null })).toBe(false);
    expect(isOurs(author({}), { app: 77 })).toBe(false);
  });
});
