/** Host: the `pawl` command. One file per subcommand in `cli/`; here is only the table and the door. */
import { complain, type Exit, type Subcommand, Usage } from "./cli/console.ts";
import { demo } from "./cli/demo.ts";
import { doctor } from "./cli/doctor.ts";
import { lint } from "./cli/lint.ts";
import { policy } from "./cli/policy.ts";
import { ready } from "./cli/ready.ts";
import { sandbox } from "./cli/sandbox.ts";
import { tryOut } from "./cli/try.ts";
import { verify } from "./cli/verify.ts";
import { why } from "./cli/why.ts";

const subcommands: Readonly<Record<string, Subcommand>> = {
  demo,
  try: tryOut,
  doctor,
  why,
  lint,
  ready,
  verify,
  policy,
  sandbox,
};

function help(): string {
  const lines = Object.values(subcommands).map(({ usage, says }) => `  ${usage}\n      ${says}`);
  return ["Usage:", ...lines].join("\n");
}

async function main([name = "help", ...args]: readonly string[]): Promise<Exit> {
  if (["help", "--help", "-h"].includes(name)) {
    console.log(help());
    return 0;
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (!subcommand) return complain(`There is no command ${name}.\n${help()}`);
  if (["--help", "-h"].includes(args[0] ?? "")) {
    console.log(`${subcommand.usage}\n    ${subcommand.says}`);
    return 0;
  }
  try {
    return await subcommand.run(args);
  } catch (error) {
    // parseArgs throws TypeErrors with a code and a sentence for people.
    const isUsage = error instanceof Usage || (error instanceof TypeError && "code" in error);
    const text = error instanceof Error ? error.message : String(error);
    return complain(isUsage ? `${text}\nUsage: ${subcommand.usage}` : text);
  }
}

process.exitCode = await main(process.argv.slice(2));
