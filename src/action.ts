/** Host: the GitHub Action. Reads inputs, wires the step, writes outputs. Decides nothing. */
import { openDesk } from "./action/desk.ts";
import { steps } from "./action/steps.ts";
import { tokenRejected } from "./commands/step-refusals.ts";
import { refusalTold, type Told } from "./commands/told.ts";
import { type InputsRead, readInputs, secretsIn } from "./config/action-inputs.ts";
import { printFault, readConfig } from "./config/read-config.ts";
import { type RunContext, readRunContext } from "./config/run-context.ts";
import { redactor } from "./delivery/redact.ts";
import { failureOf } from "./github/failure.ts";
import { openGithubPorts } from "./github/github-ports.ts";
import { errorAnnotation, writeOutputs } from "./github/workflow-outputs.ts";
import { refused } from "./issues/outcome.ts";
import { hideSecrets } from "./workspace/hide-secrets.ts";

const environment = hideSecrets(["INPUT_ANTHROPIC-API-KEY", "INPUT_GITHUB-TOKEN"]);
const read = readInputs(environment);
const redact = redactor(read.kind === "read" ? secretsIn(read.inputs) : []);
const log = (line: string) => void process.stderr.write(`${redact(line)}\n`);

async function main(context: RunContext, given: InputsRead): Promise<Told> {
  if (given.kind === "invalid")
    return refusalTold(
      refused("inputs-invalid", given.faults.join(". "), "Correct the workflow file.").refusal,
    );
  const { inputs } = given;
  if (process.env.PAWL_DISABLED === "1" && inputs.step !== "conclude")
    return { code: "disabled", text: "PAWL_DISABLED is 1.", failed: false, outputs: {} };
  const github = openGithubPorts(context, inputs["github-token"], log);
  const settings = readConfig(await github.text(".github/pawl.yml"));
  if (settings.kind === "invalid") {
    const text = settings.faults.map((fault) => printFault(fault)).join(" ");
    return refusalTold(refused("config-invalid", text, "Correct the file.").refusal);
  }
  const desk = openDesk({ context, inputs, config: settings.config, github, log, redact });
  const step = await steps[inputs.step]();
  return step(desk).finally(desk.close);
}

const context = readRunContext(process.env);
if ("run" in context) {
  const told = await main(context, read).catch(broken);
  const text = redact(told.text);
  writeOutputs(context, { outcome: told.code, ...told.outputs }, text);
  log(text);
  if (told.failed) {
    process.stdout.write(`${errorAnnotation(`Pawl ${told.code}`, text)}\n`);
    process.exitCode = 1;
  }
} else {
  for (const fault of context) log(fault);
  process.exitCode = 2;
}

function broken(fault: unknown): Told {
  log(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  if (failureOf(fault).status === 401) return refusalTold(tokenRejected);
  return refusalTold(
    refused("fault", "Something broke on Pawl's side.", "The log has the details; run it again.").refusal,
  );
}
