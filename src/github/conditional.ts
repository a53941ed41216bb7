import type { Octokit } from "@octokit/rest";

type Answer = Awaited<ReturnType<Octokit["request"]>>;

/** Answers kept at most; the one that was not asked for longest goes first. */
const mostKept = 200;

/**
 * Asks for what was read before with `If-None-Match`: GitHub answers 304 without a body where nothing changed, and does
 * not count that against the rate limit. What was read stays with the client that read it, so that no token sees
 * another's. GraphQL has no such thing. Source: docs.github.com, "Best practices for using the REST API", conditional requests.
 */
export function askConditionally(octokit: Octokit): void {
  const kept = new Map<string, Answer>();
  const keep = (url: string, answer: Answer) => {
    kept.set(url, structuredClone(answer));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  octokit.hook.wrap("request", async (request, options) => {
    if (options.method !== "GET") return request(options);
    const { url } = octokit.request.endpoint(options);
    const known = kept.get(url);
    kept.delete(url);
    if (known?.headers.etag !== undefined) options.headers["if-none-match"] = known.headers.etag;
    try {
      const answer = await request(options);
      if (answer.headers.etag !== undefined) keep(url, answer);
      return answer;
    } catch (error) {
      if (known === undefined || !isUnchanged(error)) throw error;
      keep(url, known);
      return known;
    }
  });
}

/** Octokit throws for 304. */
function isUnchanged(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 304;
}
