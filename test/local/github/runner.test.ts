import { afterEach, describe, expect, it } from "vitest";
import { runnerWorld, secrets, workflow } from "./runner-world.ts";

describe("the runner", () => {
  let world: Awaited<ReturnType<typeof runnerWorld>>;
  const start = async (files: Readonly<Record<string, string>>) => {
    world = await runnerWorld(files);
  };
  afterEach(() => world.close());

  it("starts the action with a hosted runner's environment and nothing of this process's", async () => {
    process.env.PAWL_LEAK = "leaked";
    await start({ "pawl.yml": workflow() });
    const issue = await world.label();
    await world.github.settle();
    const { log, conclusion, summary } = world.last();
    expect(conclusion).toBe("success");
    expect(summary).toBe("## Worked\n");
    const names = /^ENV (.*)$/m.exec(log)?.[1]?.split(" ") ?? [];
    expect(names.filter((name) => !name.startsWith("GITHUB_"))).toEqual(
      [
        "CI",
        "HOME",
        "INPUT_ACTOR",
        "INPUT_GITHUB-TOKEN",
        "INPUT_STEP",
        "INPUT_TWO_WORDS",
        "KEY",
        "LANG",
        "PATH",
      ].concat([
        "RUNNER_ARCH",
        "RUNNER_ENVIRONMENT",
        "RUNNER_NAME",
        "RUNNER_OS",
        "RUNNER_TEMP",
        "RUNNER_TOOL_CACHE",
      ]),
    );
    for (const name of [
      "API_URL",
      "GRAPHQL_URL",
      "OUTPUT",
      "REPOSITORY_ID",
      "RUN_ID",
      "RUN_ATTEMPT",
      "SHA",
      "REF",
    ]) {
      expect(names).toContain(`GITHUB_${name}`);
    }
    expect(JSON.parse(/^VALUES (.*)$/m.exec(log)?.[1] ?? "")).toEqual({
      event: "issues",
      action: "labeled",
      issue,
      step: "run",
      actor: "alice",
      words: "",
      dashes: true,
      token: null,
      cwd: true,
      node: process.version.split(".")[0],
    });
    expect(log).toContain("POST yes");
    delete process.env.PAWL_LEAK;
  });

  it("hides secrets and the token in the log", async () => {
    await start({ "pawl.yml": workflow() });
    await world.label();
    await world.github.settle();
    expect(world.last().log).toContain("the token is *** and the key ***");
    expect(world.last().log).not.toContain(secrets.KEY);
  });

  it("gives the workflow's token the permissions of the job and no more", async () => {
    const steps = `      - run: |
          curl -s -o /dev/null -w 'comment %{http_code}\\n' -X POST -H "authorization: bearer $T" -d '{"body":"hi"}' $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/1/comments
          curl -s -o /dev/null -w 'blob %{http_code}\\n' -X POST -H "authorization: bearer $T" -d '{"content":"x"}' $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/git/blobs
        env: { T: "\${{ secrets.GITHUB_TOKEN }}" }`;
    await start({ "pawl.yml": workflow({ steps }) });
    await world.label();
    await world.github.settle();
    expect(world.last().log).toContain("comment 201\nblob 403");
  });

  it("checks out the default branch without leaving the token behind", async () => {
    const steps = `      - uses: actions/checkout@v6
        with: { persist-credentials: false }
      - run: cat README.md && git rev-parse HEAD && ! grep -ri authorization .git/config`;
    await start({ "pawl.yml": workflow({ steps }) });
    await world.label();
    await world.github.settle();
    expect(world.last()).toMatchObject({ conclusion: "success" });
    expect(world.last().log).toContain(`hello\n${world.first}`);
  });

  it("hands outputs on to later steps and jobs, and honours conditions", async () => {
    const steps = `      - id: probe
        uses: acme/probe@v1
        with: { github-token: x }
      - run: echo "got \${{ steps.probe.outputs.outcome }} and \${{ steps.probe.outputs.long }} in \${{ vars.MODE }}"
      - run: exit 3
      - run: echo never
      - if: failure()
        run: echo "after failure"
  conclude:
    runs-on: ubuntu-latest
    needs: work
    if: always()
    steps:
      - run: echo "work ended as \${{ needs.work.result }} with \${{ needs.work.outputs.told }}"`;
    const job = `    outputs: { told: "\${{ steps.probe.outputs.outcome }}" }`;
    await start({ "pawl.yml": workflow({ steps, job }) });
    await world.label();
    await world.github.settle();
    const { log, conclusion } = world.last();
    expect(conclusion).toBe("failure");
    expect(log).toContain("got done and line 1\nline 2 in fast");
    expect(log).toContain("exit code 3");
    expect(log).not.toMatch(/^never$/m);
    expect(log).toContain("after failure");
    expect(log).toContain("work ended as failure with done");
  });

  it.each([
    [
      "an action it does not have",
      "      - uses: acme/other@v1",
      "acme/other@v1 is not available on the local runner",
    ],
    ["an expression it does not know", `      - run: echo "\${{ matrix.os }}"`, "unknown context `matrix`"],
  ])("fails with a clear line for %s", async (_, steps, message) => {
    await start({ "pawl.yml": workflow({ steps }) });
    await world.label();
    await world.github.settle();
    expect(world.last().conclusion).toBe("failure");
    expect(world.last().log).toContain(message);
  });
});
