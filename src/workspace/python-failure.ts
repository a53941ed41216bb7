import type { Causes } from "./recorded-report.ts";

/** Why a Python test failed, or its file did not load, from the names and messages of Python's own errors. */
export const pythonCauses: Causes = {
  ofFailure: ({ name, message }) => {
    if (missingName(`${name}: ${message}`) !== null) return "missing-symbol";
    return isSyntax(name) ? "syntax" : "unknown";
  },
  ofLoad: ({ message }) => {
    const errors = [
      ...message.matchAll(/^\s*(?:\w+\.)*([A-Z]\w*(?:Error|Exception|Failed|Exit|Interrupt)): .*/gm),
    ];
    const last = errors.at(-1);
    const symbol = missingName(last?.[0].trim() ?? message);
    if (symbol !== null) return { failure: "missing-symbol", symbol };
    return { failure: isSyntax(last?.[1] ?? "") ? "syntax" : "unknown", symbol: null };
  },
};

function isSyntax(name: string): boolean {
  return ["SyntaxError", "IndentationError", "TabError"].includes(name);
}

/** https://docs.python.org/3/library/exceptions.html: how CPython words a name that is not there. */
const missing: readonly RegExp[] = [
  /^NameError: name '([^']+)' is not defined/,
  /^ImportError: cannot import name '([^']+)' from/,
  /^ModuleNotFoundError: No module named '([^']+)'/,
  /^AttributeError: (?:partially initialized )?module '[^']+' has no attribute '([^']+)'/,
  /^AttributeError: (?:type object )?'[^']+'(?: object)? has no attribute '([^']+)'/,
  /^TypeError: .*got an unexpected keyword argument '([^']+)'/,
  /^TypeError: (?:\w+\.)*(\w+)\(\) takes (?:from )?\d+ .*positional arguments?.* but \d+ (?:was|were) given/,
];

function missingName(text: string): string | null {
  const found = missing.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined);
  return found === undefined || /^'?(NoneType|NotImplementedType)/.test(text.split(": ")[1] ?? "")
    ? null
    : found;
}
