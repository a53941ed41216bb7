/**
 * What a use-case answers. A refusal is a "no" for a person and always names the next step; it is a value, never
 * thrown. Faults (the network broke, a bug) are thrown by adapters and caught once per host.
 */
export type Outcome<Value> =
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * `code` is stable kebab-case; `text` says what was wrong and where; `next` says what to do now. `shown`: a status
 * comment says all of it already, so that no reply has to. `diff` is what a person is asked to do by hand.
 */
export type Refusal = {
  readonly code: string;
  readonly text: string;
  readonly next: string;
  readonly shown?: boolean;
  readonly diff?: string | undefined;
};

export function done<Value>(value: Value): Outcome<Value> {
  return { kind: "done", value };
}

export function refused(code: string, text: string, next: string): { kind: "refused"; refusal: Refusal } {
  return { kind: "refused", refusal: { code, text, next } };
}
