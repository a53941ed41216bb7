/** A scripted Claude for a conversation on a spec issue. It reads its role from the prompt and the rest from the request. */
import type { Scenario, ScriptAnswer, ScriptRequest } from "../../src/local/claude/script.ts";
import { samplePlan } from "../../src/local/sample/plan.ts";
import { Plan, type PlannedTask } from "../../src/plan/plan.ts";

const pageSize = "A page holds 20 products.";

export const conversation: Scenario = (request) => {
  const role = request.system.split(" ").slice(0, 2).join(" ");
  if (role === "You interview") return interviewer(request);
  if (role === "You write") return { json: specification(request) };
  if (role === "You condense") {
    return { json: { decisions: [pageSize], open: [], constraints: ["No database."] } };
  }
  if (role === "You answer") return { json: { answer: "Because t1 brings the list.", tasks: ["t1", "t99"] } };
  return request.firstText.includes('<data name="standing plan">')
    ? { json: revised(request) }
    : { json: samplePlan };
};

/** Two questions, then everything is covered. It counts the questions it finds in the thread, not its own calls. */
function interviewer({ firstText }: ScriptRequest): ScriptAnswer {
  const asked = [...firstText.matchAll(/, question \d+\]/g)].length;
  const areas = ["audience", "workflows", "features", "constraints", "non-goals"];
  const coverage = areas.map((area, index) => ({
    area,
    state: asked > 1 || index < asked ? "covered" : "open",
  }));
  const question = {
    area: areas[asked] ?? "",
    text: asked > 1 ? "" : ["Who is it for?", "How many products does a page hold?"][asked],
    why: "It decides what is built first.",
    options: asked === 0 ? ["Buyers", "Sellers"] : ["20", "50"],
    recommended: 0,
  };
  const understood =
    asked === 0 ? "" : firstText.includes("You decide.") ? "20 was recommended." : "It is for sellers.";
  return { json: { understood, coverage, question } };
}

/** Quotes the first answer, and once something that nobody said. */
function specification({ firstText, turn }: ScriptRequest) {
  const comment = Number(/\[comment (\d+), rea\]/.exec(firstText)?.[1] ?? 0);
  const found = {
    id: "",
    text: "WHEN a page is asked for THE catalog SHALL answer at most 20 products.",
    quote: "B, sellers first",
    comment,
  };
  const invented = { id: "", text: "THE catalog SHALL fly.", quote: "It flies.", comment: 0 };
  return {
    title: "Browse",
    sections: [{ heading: "Pages", text: "", requirements: turn === 0 ? [found, invented] : [found] }],
    decisions: [pageSize],
    open: [],
  };
}

/** The standing plan with what the order asks for. */
function revised({ firstText }: ScriptRequest): Plan {
  const standing = Plan.parse(JSON.parse(dataOf(firstText, "standing plan")));
  const order = dataOf(firstText, "what the maintainer wants");
  const change = (id: string, fields: Partial<PlannedTask>) => ({
    ...standing,
    tasks: standing.tasks.map((task) => (task.id === id ? { ...task, ...fields } : task)),
  });
  if (order.includes("Add one task")) {
    const [first] = standing.tasks;
    if (first === undefined) return standing;
    const added: PlannedTask = {
      ...first,
      id: "t20",
      title: "Count the products",
      goal: "A seller sees how many products there are",
      criteria: [
        {
          id: "AC1",
          layer: "domain",
          text: "WHEN the catalog is counted THE catalog SHALL answer the number of products.",
        },
      ],
      layers: ["domain"],
      files: ["src/count.js", "test/count.test.js"],
      reuse: [],
      blockedBy: [],
      size: 1,
    };
    return { ...standing, tasks: [...standing.tasks, added] };
  }
  if (order.includes("Q1 is answered")) return change("t4", { goal: "A search looks at names and ids." });
  return change("t6", { deferUntil: "2027-03-01" });
}

function dataOf(text: string, name: string): string {
  return text.split(`<data name="${name}">\n`)[1]?.split("\n</data>")[0] ?? "";
}
