/**
 * A scripted Claude: the Messages API on loopback, driven by a program. It is strict about what it is sent, deterministic
 * in what it answers, and always called scripted. Types are the SDK's own; no code of the SDK runs here.
 */
import type { MessageTokensCount } from "@anthropic-ai/sdk/resources/messages";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { type Answerer, type Call, type Env, openAnswerer } from "./answer-call.ts";
import { type ApiError, badRequest, errorBody, idOf } from "./api-error.ts";
import { checkConversation } from "./check-conversation.ts";
import { checkRequest } from "./check-request.ts";
import { countInput } from "./count-usage.ts";
import { type Faults, faultError, faultQueue } from "./faults.ts";
import { isObject } from "./json.ts";
import { modelInfo, modelPage } from "./model-list.ts";
import type { Scenario } from "./script.ts";

/** One request as it came in. `body` is the parsed JSON, untouched; `status` is what was answered (0: dropped). */
type Journalled = { readonly path: string; readonly body: unknown; readonly status: number };

export type ScriptedClaude = {
  /** For `baseUrl` or `ANTHROPIC_BASE_URL`, without `/v1`. */
  readonly url: string;
  readonly apiKey: string;
  /** Every request, refused ones too, oldest first. */
  readonly requests: readonly Journalled[];
  readonly faults: Faults;
  close(): Promise<void>;
};

type Serving = {
  readonly apiKey: string;
  readonly models: readonly string[];
  readonly requests: Journalled[];
  readonly faults: ReturnType<typeof faultQueue>;
  readonly answerer: Answerer;
};

/** Starts the server on a free port of 127.0.0.1. `models` are the ids it serves; any other is a 404. */
export async function startScriptedClaude(options: {
  readonly scenario: Scenario;
  readonly apiKey?: string;
  readonly models?: readonly string[];
}): Promise<ScriptedClaude> {
  const serving: Serving = {
    apiKey: options.apiKey ?? "sk-scripted",
    models: options.models ?? ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"],
    requests: [],
    faults: faultQueue(),
    answerer: openAnswerer(options.scenario),
  };
  const { apiKey, requests, faults } = serving;
  return { ...(await listen(routes(serving))), apiKey, requests, faults };
}

function routes(serving: Serving): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/v1/messages", (c) => post(serving, c, serving.answerer.answer));
  app.post("/v1/messages/count_tokens", (c) =>
    post(serving, c, async ({ body }) => {
      const count: MessageTokensCount = { input_tokens: countInput(body) };
      return c.json(count);
    }),
  );
  app.get("/v1/models", (c) => get(serving, c, null, () => c.json(modelPage(serving.models))));
  app.get("/v1/models/:id", (c) => {
    const id = c.req.param("id");
    const unknown = serving.models.includes(id) ? null : unknownModel(id);
    return get(serving, c, unknown, () => c.json(modelInfo(id)));
  });
  app.notFound((c) =>
    refuse(serving, c, { status: 404, type: "not_found_error", message: "Not found" }, null),
  );
  return app;
}

async function post(serving: Serving, c: Context<Env>, answer: (call: Call) => Promise<Response>) {
  const body: unknown = await c.req.json().catch(() => null);
  const problem = checkHeaders(c, serving.apiKey) ?? checkBody(serving, c, body);
  if (problem || !isObject(body)) return refuse(serving, c, problem ?? badRequest("not an object"), body);
  const fault = c.req.path === "/v1/messages" ? serving.faults.take() : null;
  const error = faultError(fault);
  if (error) return refuse(serving, c, error, body);
  serving.requests.push({ path: c.req.path, body, status: fault?.kind === "drop" ? 0 : 200 });
  const at = serving.requests.length - 1;
  try {
    return await answer({ c, body, fault });
  } catch (thrown) {
    serving.requests.splice(at, 1);
    return refuse(serving, c, scenarioFailed(thrown), body);
  }
}

function get(serving: Serving, c: Context<Env>, problem: ApiError | null, answer: () => Response): Response {
  const error = checkHeaders(c, serving.apiKey) ?? problem;
  if (error) return refuse(serving, c, error, null);
  serving.requests.push({ path: c.req.path, body: null, status: 200 });
  return answer();
}

function refuse(serving: Serving, c: Context<Env>, error: ApiError, body: unknown): Response {
  const requestId = idOf("req", serving.requests.length);
  serving.requests.push({ path: c.req.path, body, status: error.status });
  const headers = { ...error.headers, "content-type": "application/json", "request-id": requestId };
  return new Response(JSON.stringify(errorBody(error, requestId)), { status: error.status, headers });
}

/** A broken scenario is final for the client, so that its text is seen at once and nothing is asked again. */
function scenarioFailed(thrown: unknown): ApiError {
  return badRequest(`The scenario failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
}

function unknownModel(id: unknown): ApiError {
  return { status: 404, type: "not_found_error", message: `model: ${id}` };
}

/** The key comes as `x-api-key`, or, as the SDK sends it since 1.0, as a bearer token. */
function checkHeaders(c: Context<Env>, apiKey: string): ApiError | null {
  const sent = c.req.header("x-api-key") ?? c.req.header("authorization")?.replace(/^Bearer /, "");
  if (sent !== apiKey) return { status: 401, type: "authentication_error", message: "invalid x-api-key" };
  if (!c.req.header("anthropic-version")) return badRequest("anthropic-version: header is required");
  return null;
}

function checkBody({ models, answerer }: Serving, c: Context<Env>, body: unknown): ApiError | null {
  const problem = checkRequest(body, c.req.path.endsWith("count_tokens"));
  if (problem || !isObject(body)) return badRequest(problem ?? "The request body is not a JSON object");
  if (!models.includes(String(body.model))) return unknownModel(body.model);
  const broken = checkConversation(body, answerer.given);
  return broken ? badRequest(broken) : null;
}

function listen(app: Hono<Env>): Promise<{ readonly url: string; close(): Promise<void> }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
  });
}
