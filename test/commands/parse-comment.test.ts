import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandNames, commandTable } from "../../src/commands/command.ts";
import { parseComment } from "../../src/commands/parse-comment.ts";

const commandOf = (body: string) => {
  const parsed = parseComment(body);
  return parsed.kind === "command" ? parsed.command : parsed;
};

describe("a comment", () => {
  const commands: readonly (readonly [string, object])[] = [
    ["/interview", { kind: "interview", topic: null }],
    ["/interview technical", { kind: "interview", topic: "technical" }],
    ["/spec Product", { kind: "spec", topic: "product" }],
    ["/plan", { kind: "plan", preview: false, from: [], guidance: "" }],
    ["/plan --preview", { kind: "plan", preview: true, from: [], guidance: "" }],
    [
      "/plan --from docs/a.md --preview --from=docs/b.md keep it small",
      { kind: "plan", preview: true, from: ["docs/a.md", "docs/b.md"], guidance: "keep it small" },
    ],
    [
      "/plan first line\n\nsecond line\n",
      { kind: "plan", preview: false, from: [], guidance: "first line\nsecond line" },
    ],
    ["/ask why claims-based auth?", { kind: "ask", text: "why claims-based auth?" }],
    ["/ask\nwhy?", { kind: "ask", text: "why?" }],
    ["/revise prefer gRPC", { kind: "revise", text: "prefer gRPC" }],
    ["/add an export", { kind: "add", text: "an export" }],
    ["/answer Q1 B", { kind: "answer", question: "Q1", option: "B" }],
    ["/answer q12 c", { kind: "answer", question: "Q12", option: "C" }],
    ["/fix the name", { kind: "fix", text: "the name" }],
    ["/next", { kind: "next", count: 1 }],
    ["/next 3", { kind: "next", count: 3 }],
    ["/PLAN", { kind: "plan", preview: false, from: [], guidance: "" }],
    ["/status\n\nthank you!", { kind: "status" }],
    ...(["approve", "summarize", "log", "ready", "why", "retry", "stop", "help"] as const).map(
      (kind) => [`/${kind}`, { kind }] as const,
    ),
  ];
  for (const [body, command] of commands) {
    it(`${JSON.stringify(body)} is the command it looks like`, () => {
      expect(commandOf(body)).toEqual(command);
    });
  }

  const before: readonly (readonly [string, string])[] = [
    ["blank lines", "\n \t\n/why"],
    ["Windows line ends", "\r\n/why\r\nplease"],
    ["up to three spaces", "   /why"],
    ["blanks after it", "/why  \t"],
  ];
  for (const [what, body] of before) {
    it(`is a command with ${what}`, () => {
      expect(commandOf(body)).toEqual({ kind: "why" });
    });
  }

  const silent: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["only blanks", " \n\t\n"],
    ["text before the command", "please\n/plan"],
    ["a command inside a line", "try /plan"],
    ["a quoted command", "> /plan"],
    ["a command below a quote", "> said\n\n/plan"],
    ["a fenced command", "```\n/plan\n```"],
    ["a command fenced by tildes", "~~~\n/plan\n~~~"],
    ["a command indented as code", "    /plan"],
    ["a command indented by a tab", "\t/plan"],
    ["a list item", "- /plan"],
    ["a hidden comment before it", "<!-- x -->\n/plan"],
    ["a path", "/usr/bin/env is missing"],
    ["a double slash", "//plan"],
    ["a lone slash", "/ plan"],
    ["a letter of another alphabet", "/рlan"],
    ["an invisible character inside the name", "/pl\u200ban"],
    ["an invisible character before the name", "\u200b/plan"],
    ["a full-width slash", "／plan"],
    ["a no-break space before it", "\u00a0/plan"],
    ["a number", "/42"],
  ];
  for (const [what, body] of silent) {
    it(`is no command: ${what}`, () => {
      expect(parseComment(body)).toEqual({ kind: "none" });
    });
  }

  it("longer than GitHub allows is not read", () => {
    expect(parseComment(`/ask ${"x".repeat(70_000)}`)).toEqual({ kind: "none" });
  });

  const misspelt = [
    ["/plna", "plan"],
    ["/stpo now", "stop"],
    ["/plan.", "plan"],
    ["/summarise", "summarize"],
    ["/interviews", "interview"],
    ["/deploy", null],
    ["/lgtm", null],
  ] as const;
  for (const [body, suggestion] of misspelt) {
    it(`${body} is unknown, with ${suggestion === null ? "no suggestion" : `/${suggestion} suggested`}`, () => {
      expect(parseComment(body)).toMatchObject({ kind: "unknown", suggestion });
    });
  }

  const wrong: readonly (readonly [string, RegExp])[] = [
    ["/interview design", /expected "product", "technical"/],
    ["/plan --dry-run", /no option "--dry-run"/],
    ["/plan —preview", /two plain hyphens/],
    ["/plan --from", /needs the path/],
    ["/plan --from --preview", /needs the path/],
    ["/plan --from /etc/passwd", /no path of a file/],
    ["/plan --from ../secret", /no path of a file/],
    ["/plan --from docs//a.md", /no path of a file/],
    ["/plan keep it small --preview", /before the guidance/],
    ["/ask", /needs some text/],
    ["/answer B", /number of a question and one letter/],
    ["/answer Q1 BC", /number of a question and one letter/],
    ["/next 0", /from 1 to 100/],
    ["/next -1", /from 1 to 100/],
    ["/next 1.5", /from 1 to 100/],
    ["/approve all", /takes nothing after it, but got "all"/],
  ];
  for (const [body, problem] of wrong) {
    it(`${body} names what is wrong with its arguments, and its usage`, () => {
      expect(parseComment(body)).toMatchObject({
        kind: "bad-arguments",
        problem: expect.stringMatching(problem),
        usage: expect.stringMatching(/^\/[a-z]+/),
      });
    });
  }

  it("is read without an exception, whatever it says", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((text) => `/${text}`),
    );
    fc.assert(
      fc.property(anything, (body) => {
        expect(["none", "command", "unknown", "bad-arguments"]).toContain(parseComment(body).kind);
      }),
    );
  });

  it("is never a command when it starts with anything but blanks and a slash", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom(...commandNames), (text, name) => {
        fc.pre(!/^[\s/]/.test(text));
        expect(parseComment(`${text}/${name}`)).toEqual({ kind: "none" });
      }),
    );
  });
});

describe("the command table", () => {
  it("names each command in its own usage and says where it works", () => {
    for (const name of commandNames) {
      expect(commandTable[name].usage.split(" ")[0]).toBe(`/${name}`);
      expect(commandTable[name].places.length).toBeGreaterThan(0);
    }
  });
});
