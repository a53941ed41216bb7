import { describe, expect, it } from "vitest";
import { agentFilePaths, agentFileText } from "../../src/repository/agent-files.ts";

describe("agent files", () => {
  it("are looked for from the root down to the files worked on", () => {
    expect(agentFilePaths(["src/cart/add.js"])).toEqual([
      "AGENTS.md",
      "CLAUDE.md",
      "src/AGENTS.md",
      "src/CLAUDE.md",
      "src/cart/AGENTS.md",
      "src/cart/CLAUDE.md",
    ]);
  });

  it("are given as text, nearest last", () => {
    const texts = new Map([
      ["AGENTS.md", "Use tabs."],
      ["src/AGENTS.md", "Use spaces."],
    ]);

    expect(agentFileText(agentFilePaths(["src/a.js"]), texts)).toBe(
      "AGENTS.md:\nUse tabs.\n\nsrc/AGENTS.md:\nUse spaces.",
    );
  });

  it("leaves out a CLAUDE.md that only points to AGENTS.md", () => {
    const texts = new Map([
      ["AGENTS.md", "Use tabs."],
      ["CLAUDE.md", "@AGENTS.md"],
    ]);

    expect(agentFileText(agentFilePaths([]), texts)).toBe("AGENTS.md:\nUse tabs.");
  });
});
