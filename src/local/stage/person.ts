/** A person at the local GitHub: what one does in the browser, over the same API, with the person's own token. */

type Json = Readonly<Record<string, unknown>>;

export type Person = {
  readonly login: string;
  openIssue(title: string, body: string, labels?: readonly string[]): Promise<number>;
  /** Answers the comment's id. */
  comment(issue: number, body: string): Promise<number>;
  editComment(comment: number, body: string): Promise<void>;
  label(issue: number, name: string): Promise<void>;
  unlabel(issue: number, name: string): Promise<void>;
  closeIssue(issue: number, reason?: "completed" | "not_planned"): Promise<void>;
  /** Marks a draft as ready for review and merges it. Answers the merge commit. */
  merge(pull: number): Promise<string>;
  /** The button "Run workflow", on the default branch. */
  runWorkflow(file: string): Promise<void>;
  get(path: string): Promise<unknown>;
};

/** `url` is the API's base URL, `repository` is `owner/name`. Every refusal of GitHub is thrown with its words. */
export function personAt(url: string, repository: string, login: string, token: string): Person {
  const call = async (method: string, path: string, body?: Json): Promise<unknown> => {
    const response = await fetch(`${url}/repos/${repository}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  return {
    login,
    openIssue: async (title, body, labels = []) =>
      numberIn(await call("POST", "/issues", { title, body, labels }), "number"),
    comment: async (issue, body) => numberIn(await call("POST", `/issues/${issue}/comments`, { body }), "id"),
    editComment: async (comment, body) => void (await call("PATCH", `/issues/comments/${comment}`, { body })),
    label: async (issue, name) => void (await call("POST", `/issues/${issue}/labels`, { labels: [name] })),
    unlabel: async (issue, name) =>
      void (await call("DELETE", `/issues/${issue}/labels/${encodeURIComponent(name)}`)),
    closeIssue: async (issue, reason = "completed") =>
      void (await call("PATCH", `/issues/${issue}`, { state: "closed", state_reason: reason })),
    merge: async (pull) => {
      const draft = await call("GET", `/pulls/${pull}`);
      if (fieldOf(draft, "draft") === true) await markReady(url, token, String(fieldOf(draft, "node_id")));
      const merged = await call("PUT", `/pulls/${pull}/merge`, { merge_method: "merge" });
      return String(fieldOf(merged, "sha"));
    },
    runWorkflow: async (file) =>
      void (await call("POST", `/actions/workflows/${file}/dispatches`, { ref: "main" })),
    get: (path) => call("GET", path),
  };
}

const readyDocument = `mutation($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } }
}`;

/** The green button "Ready for review": there is no REST call for it. */
async function markReady(url: string, token: string, id: string): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query: readyDocument, variables: { id } }),
  });
  const answer: unknown = await response.json();
  if (fieldOf(answer, "errors") !== undefined) throw new Error(`Ready for review: ${JSON.stringify(answer)}`);
}

export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function numberIn(value: unknown, name: string): number {
  const found = fieldOf(value, name);
  if (typeof found !== "number") throw new Error(`GitHub's answer has no ${name}`);
  return found;
}
