import type { Config } from "../config/config.ts";
import { done } from "../issues/outcome.ts";
import { md } from "../issues/render.ts";
import { type PlanPorts, planSpec } from "../plan/plan-spec.ts";
import { filesToRead, repositoryMap } from "../repository/repository-map.ts";
import type { Answer } from "./answers.ts";

/** About 8,000 tokens of map: enough to name what can be reused in a repository of some thousand files. */
const mapLimit = 32_000;
const filesForMap = 150;

/** `/plan`: the status comment says it all; a plan that stands already gets a word, because nothing else would change. */
export function answerPlan(ports: PlanPorts, config: Config): Answer<"plan"> {
  return async ({ preview, from, guidance }, { issue }) => {
    const mapText = (spec: string) => mapOf(ports, spec);
    const planned = await planSpec(ports, { spec: issue, guidance, from, preview, config, mapText });
    if (planned.kind === "refused") return planned;
    if (planned.value.kind !== "unchanged") return done({ reply: null });
    return done({
      reply: [md`The plan stands already; nothing was changed. Its tasks are in the status comment above.`],
    });
  };
}

async function mapOf({ codeBase }: PlanPorts, focus: string): Promise<string> {
  const files = await codeBase.files();
  const texts = await codeBase.texts(filesToRead(files, focus, filesForMap));
  return repositoryMap({ files, texts, focus, limit: mapLimit });
}
