import type { ModelInfo } from "@anthropic-ai/sdk/resources/models";

export function modelInfo(id: string): ModelInfo {
  return {
    id,
    type: "model",
    display_name: `${id} (scripted)`,
    created_at: "2026-01-01T00:00:00Z",
    capabilities: null,
    deprecated_at: null,
    retires_at: null,
    lifecycle: "active",
    line: null,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
  };
}

/** The one page of `GET /v1/models`. */
export function modelPage(ids: readonly string[]) {
  return {
    data: ids.map(modelInfo),
    has_more: false,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  };
}
