/** What can go wrong with a model call, sorted once: worth waiting for, cut off in the middle, or final. */
import Anthropic, { APIConnectionError, APIError, APIUserAbortError } from "@anthropic-ai/sdk";

/** A failure as a person reads it. Codes are those of plan/planner.ts. */
export type Failure = { readonly code: string; readonly text: string; readonly next: string };

/**
 * `wait`: nothing was answered and the same call may succeed later; `afterMs` is what the API asked for, else null.
 * `cut`: an answer had begun. `final`: asking again changes nothing.
 */
export type Trouble = Failure &
  ({ readonly kind: "wait"; readonly afterMs: number | null } | { readonly kind: "cut" | "final" });

/** Waits longer than this are not waited for. */
const longestWaitMs = 60_000;

/** Error codes of the API that mean a spend limit, whatever the HTTP status. */
const spendCodes: readonly string[] = [
  "contract_spend_limit_reached",
  "enforced_spend_limit_reached",
  "linked_organization_spend_limit_reached",
  "linked_organization_billing_unavailable",
];

export const failures = {
  key: {
    code: "model-key",
    text: "The model API did not accept the key.",
    next: "Set the secret ANTHROPIC_API_KEY to a key that is active, then give the command again.",
  },
  noKey: {
    code: "model-key",
    text: "There is no key for the model API.",
    next: "Set the secret ANTHROPIC_API_KEY, then give the command again.",
  },
  unreachable: {
    code: "model-unreachable",
    text: "The model API could not be reached.",
    next: "Check the network, and ANTHROPIC_BASE_URL if it is set, then try again.",
  },
  badAddress: {
    code: "model-unreachable",
    text: "The address of the model API is not a URL.",
    next: "Correct ANTHROPIC_BASE_URL, or model.baseUrl in .github/pawl.yml, to something like https://api.anthropic.com.",
  },
  overloaded: {
    code: "model-overloaded",
    text: "The model API is overloaded.",
    next: "Try again in some minutes; nothing was changed.",
  },
  rateLimited: {
    code: "model-overloaded",
    text: "The model API's rate limit for this key is used up.",
    next: "Try again later, or run fewer tasks at the same time (run.parallel).",
  },
  spendLimit: {
    code: "model-spend-limit",
    text: "The spend limit of the model API account is reached.",
    next: "Raise the limit or add credit in the Anthropic console, then try again.",
  },
  refused: {
    code: "model-refused",
    text: "The model refused to answer.",
    next: "Read the spec for what may have caused it, reword it, then try again.",
  },
  cut: {
    code: "model-cut",
    text: "The model's answer broke off, and asking again did not help.",
    next: "Try again; if it happens again, make the spec or the task smaller.",
  },
  tooLong: {
    code: "model-cut",
    text: "The conversation no longer fits into the model's context.",
    next: "Make the spec or the task smaller.",
  },
  budget: {
    code: "model-budget",
    text: "The next model call could cost more than what is left of the budget.",
    next: "Raise the budget in .github/pawl.yml (plan.budgetUsd or run.budgetUsd), or make the spec smaller.",
  },
  malformed: {
    code: "model-malformed",
    text: "The model's answer was not the JSON that was asked for, also after it was told so.",
    next: "Try again; if it happens again, name another model in .github/pawl.yml.",
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** A request the API will never take as it is, such as a model it does not know. */
function rejected(status: number, message: string): Failure {
  return {
    code: "model-rejected",
    text: `The model API rejected the request (${status}): ${message.slice(0, 300)}`,
    next: "Check the model names in .github/pawl.yml, and ANTHROPIC_BASE_URL if it is set; if they are right, report a bug.",
  };
}

function retryAfter(error: APIError): number | null {
  const header = error.headers?.get("retry-after");
  const seconds = header ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

/** Known by its code; the wording is looked at only for the two texts that have no code of their own. */
function isSpendLimit(error: APIError): boolean {
  if (error.status === 402 || error.type === "billing_error") return true;
  if (error.errorCode !== null && spendCodes.includes(error.errorCode)) return true;
  return /credit balance is too low|specified API usage limits/i.test(error.apiMessage ?? "");
}

function waitFor(error: APIError, failure: Failure): Trouble {
  const afterMs = retryAfter(error);
  return afterMs !== null && afterMs > longestWaitMs
    ? { ...failure, kind: "final" }
    : { ...failure, kind: "wait", afterMs };
}

function fromStatus(error: APIError, status: number): Trouble {
  if (isSpendLimit(error)) return { ...failures.spendLimit, kind: "final" };
  if (status === 401 || status === 403) return { ...failures.key, kind: "final" };
  if (status >= 500) return waitFor(error, failures.overloaded);
  // A rate limit is the one 4xx that may pass, and only where the API itself says when.
  if (status === 429 && retryAfter(error) !== null) return waitFor(error, failures.rateLimited);
  if (status === 429) return { ...failures.rateLimited, kind: "final" };
  return { ...rejected(status, error.apiMessage ?? "no reason given"), kind: "final" };
}

/**
 * Sorts what the SDK threw. `begun` tells whether the answer had started to arrive. Anything that is no error of the
 * SDK is a fault and is thrown on.
 */
export function sortTrouble(error: unknown, begun: boolean): Trouble {
  if (!(error instanceof Anthropic.AnthropicError)) throw error;
  if (error instanceof APIError && error.status !== undefined) return fromStatus(error, error.status);
  if (begun) return { ...failures.cut, kind: "cut" };
  const silent = error instanceof APIUserAbortError;
  if (silent || error instanceof APIConnectionError)
    return { ...failures.unreachable, kind: "wait", afterMs: null };
  return { ...failures.cut, kind: "cut" };
}
