import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/budget/usage.ts";
import { visibleText } from "../../src/issues/visible-text.ts";
import { renderSpecification } from "../../src/spec/render-specification.ts";
import type { SpecDraft, SpecRequest } from "../../src/spec/spec-writer.ts";
import { findingsOf, specificationOf } from "../../src/spec/specification.ts";
import { specificationTexts } from "../../src/spec/specification-comments.ts";
import { writeSpecification } from "../../src/spec/write-specification.ts";
import { alice, aThread, type Line, rea } from "./thread-builder.ts";

type Statement = SpecDraft["sections"][number]["requirements"][number];

const statement = (change: Partial<Statement> = {}): Statement => ({
  id: "",
  text: "WHEN a page is asked for THE list SHALL hold 20 products.",
  quote: "20 products a page",
  comment: 101,
  ...change,
});

const draftOf = (...requirements: readonly Statement[]): SpecDraft => ({
  title: "Browse",
  sections: [{ heading: "Pages", text: "", requirements: [...requirements] }],
  decisions: ["20 products."],
  open: [],
});

const said = "Buyers see *20 products a\n  page*.";
const idsOf = (draft: SpecDraft, topic: "product" | "technical" = "product") =>
  specificationOf(topic, draft, said).sections[0]?.requirements.map(({ id }) => id);

describe("a specification", () => {
  it("numbers its requirements, R for the product and T for the technique", () => {
    expect(idsOf(draftOf(statement(), statement()))).toEqual(["R1", "R2"]);
    expect(idsOf(draftOf(statement()), "technical")).toEqual(["T1"]);
  });

  it("lets known requirements keep their id and gives every other one a new id", () => {
    const draft = draftOf(
      statement(),
      statement({ id: "R7" }),
      statement({ id: "R7" }),
      statement({ id: "x" }),
    );
    expect(idsOf(draft)).toEqual(["R8", "R7", "R9", "R10"]);
  });

  it("takes a quote that differs only in layout and leaves out what nobody said", () => {
    const { sections, unfounded } = specificationOf(
      "product",
      draftOf(
        statement(),
        statement({ quote: "It flies", text: "It SHALL fly." }),
        statement({ quote: " " }),
      ),
      said,
    );
    expect(sections[0]?.requirements).toHaveLength(1);
    expect(unfounded).toEqual(["It SHALL fly.", statement().text]);
  });

  it("tells the writer which quotes and statements are wrong", () => {
    const draft = draftOf(statement({ quote: "It flies" }), statement({ text: "Twenty per page." }));
    expect(findingsOf(draft, said)).toHaveLength(2);
    expect(findingsOf(draftOf(), said)).toEqual(["There is no requirement at all."]);
    expect(findingsOf(draftOf(statement()), said)).toEqual([]);
  });
});

describe("a specification as comments", () => {
  const long = (count: number): SpecDraft => ({
    ...draftOf(),
    sections: Array.from({ length: count }, (_, index) => ({
      heading: `Section ${index}`,
      text: "",
      requirements: Array.from({ length: 40 }, () => statement({ text: `It SHALL ${"go on ".repeat(40)}` })),
    })),
  });

  it("is split at headings into parts that GitHub takes, and nothing of it is lost", () => {
    const specification = specificationOf("product", long(12), said);
    const bodies = renderSpecification(specification, { spec: 12, usd: 0.5 });
    expect(bodies.length).toBeGreaterThan(1);
    for (const body of bodies) expect(body.length).toBeLessThan(61_000);
    const text = bodies.map(visibleText).join("\n\n");
    for (const id of ["R1", "R240", "R480"]) expect(text).toContain(`**${id}** `);
    expect(bodies.slice(1).every((body) => /^<!--.*-->\n\n### /.test(body))).toBe(true);
  });

  it("is read back in the order product, technical, whole parts only", () => {
    const comment = (body: string, id: number) => ({
      id,
      body,
      author: { login: "pawl[bot]", id: 9, kind: "bot", app: 77 } as const,
      createdAt: "",
      edited: false,
    });
    const place = { spec: 12, usd: 0 };
    const technical = renderSpecification(specificationOf("technical", draftOf(statement()), said), place);
    const product = renderSpecification(specificationOf("product", draftOf(statement()), said), place);
    const other = renderSpecification(specificationOf("product", long(1), said), { spec: 13, usd: 0 });
    const texts = specificationTexts([...technical, ...other, ...product].map(comment), 12);
    expect(texts.map((text) => text.split("\n")[0])).toEqual([
      "## Product specification: Browse",
      "## Technical specification: Browse",
    ]);
  });
});

describe("writing a specification", () => {
  async function write(draft: SpecDraft, ...lines: readonly Line[]) {
    const requests: SpecRequest[] = [];
    const writer = {
      write: async (request: SpecRequest) => {
        requests.push(request);
        return { kind: "answered", value: draft, usage: { ...noUsage, usd: 0.1 } } as const;
      },
    };
    const input = { thread: aThread(...lines), topic: "product", map: "", budgetUsd: 2 } as const;
    return { outcome: await writeSpecification({ writer }, input), requests };
  }

  it("quotes answers with the number of their comment", async () => {
    const { outcome } = await write(draftOf(statement()), rea("20 products a page"));
    expect(outcome).toMatchObject({
      value: { bodies: [expect.stringContaining('(comment 101: "20 products a page")')] },
    });
  });

  it("gives the writer the specification that stands, and adds up what both cost", async () => {
    const first = await write(draftOf(statement()), rea("20 products a page"));
    const body = first.outcome.kind === "done" ? (first.outcome.value.bodies[0] ?? "") : "";
    const { outcome, requests } = await write(draftOf(statement({ id: "R1" })), rea("20 products a page"), {
      by: "pawl",
      body,
    });
    expect(requests[0]?.standing).toContain("**R1** WHEN a page");
    expect(outcome).toMatchObject({ value: { bodies: [expect.stringContaining('"usd":0.2')] } });
  });

  it("refuses when nothing in it was said by anybody", async () => {
    const { outcome } = await write(draftOf(statement({ quote: "It flies" })), alice("hm"));
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "spec-unfounded" } });
  });
});
