import { describe, expect, test } from "vitest";
import { protectedBy } from "../../src/delivery/protected-path.ts";
import { steeringFile } from "../../src/repository/steering-file.ts";
import { forbiddenKind } from "../../src/tdd/path-kinds.ts";

const steering = [
  ".github/workflows/ci.yml",
  "lib/AGENTS.md",
  "Makefile",
  "vitest.setup.ts",
  "requirements/dev.txt",
  "Cargo.LOCK",
  ".envrc",
  "sub/.vscode/tasks.json",
];
const ordinary = ["src/cart.ts", "test/cart.test.ts", "docs/guide.md", "src/makefile.ts", "lib/package.ts"];

describe("a file that steers machines or people", () => {
  test.each(steering)("%s is out of a task's reach while it is worked and when it is published", (path) => {
    const code = steeringFile(path)?.code;
    expect(code).toBeDefined();
    expect([forbiddenKind(path), protectedBy(path, [])?.code]).toEqual([code, code]);
  });

  test.each(ordinary)("%s is none", (path) => {
    expect([steeringFile(path), forbiddenKind(path), protectedBy(path, [])]).toEqual([null, null, null]);
  });

  test("what git looks at is out of reach while a task is worked, since it could hide files", () => {
    expect(["a/.gitignore", ".GIT/config", ".gitmodules"].map(forbiddenKind)).toEqual(
      Array(3).fill("git-dir"),
    );
  });
});
