/** Reads a request's body as typed fields, and refuses a wrong one with 422 as GitHub does. */
import { type FieldError, invalid, rejection } from "./rejection.ts";

/** What a field may be: `name` as GitHub says it ("is not a string"). `undefined` from `read` means it does not fit. */
type Kind<Value> = { readonly name: string; readonly read: (value: unknown) => Value | undefined };

export type Field<Value> = { readonly kind: Kind<Value>; readonly required: boolean };

type Values<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Required<infer Value>
    ? Value
    : Fields[Name] extends Optional<infer Value>
      ? Value | undefined
      : never;
};
type Required<Value> = Field<Value> & { readonly required: true };
type Optional<Value> = Field<Value> & { readonly required: false };

export const string: Kind<string> = {
  name: "a string",
  read: (value) => (typeof value === "string" ? value : undefined),
};
export const boolean: Kind<boolean> = {
  name: "a boolean",
  read: (value) => (typeof value === "boolean" ? value : undefined),
};
export const integer: Kind<number> = {
  name: "an integer",
  read: (value) => (typeof value === "number" && Number.isInteger(value) ? value : undefined),
};
export const strings: Kind<readonly string[]> = {
  name: "an array of strings",
  read: (value) =>
    Array.isArray(value) && value.every((one): one is string => typeof one === "string") ? value : undefined,
};
/** Labels as issues take them: names, or objects with a name. Answers names. */
export const labelNames: Kind<readonly string[]> = {
  name: "an array of labels",
  read: (value) => {
    if (!Array.isArray(value)) return undefined;
    const names = value.map((one: unknown) =>
      typeof one === "object" && one !== null && "name" in one ? one.name : one,
    );
    return names.every((one): one is string => typeof one === "string") ? names : undefined;
  },
};

export function oneOf<const Value extends string>(...values: readonly Value[]): Kind<Value> {
  return {
    name: `a member of ${JSON.stringify(values)}`,
    read: (value) => values.find((one) => one === value),
  };
}

export function orNull<Value>(kind: Kind<Value>): Kind<Value | null> {
  return { name: `${kind.name} or null`, read: (value) => (value === null ? null : kind.read(value)) };
}

export function required<Value>(kind: Kind<Value>): Required<Value> {
  return { kind, required: true };
}

export function optional<Value>(kind: Kind<Value>): Optional<Value> {
  return { kind, required: false };
}

/**
 * The fields of a body; unknown ones are ignored, as on GitHub. Throws 422 `Validation Failed` with `missing_field` for
 * each required one that is not there, 422 `Invalid request.` for one of the wrong type.
 */
export function readFields<const Fields extends Readonly<Record<string, Field<unknown>>>>(
  body: Readonly<Record<string, unknown>>,
  resource: string,
  fields: Fields,
): Values<Fields>;
export function readFields(
  body: Readonly<Record<string, unknown>>,
  resource: string,
  fields: Readonly<Record<string, Field<unknown>>>,
): Readonly<Record<string, unknown>> {
  const missing: FieldError[] = [];
  const values: Record<string, unknown> = {};
  for (const [field, { kind, required: wanted }] of Object.entries(fields)) {
    const value = body[field];
    if (value === undefined) {
      if (wanted) missing.push({ resource, field, code: "missing_field" });
      continue;
    }
    const read = kind.read(value);
    if (read === undefined) {
      throw rejection(
        422,
        `Invalid request.\n\nFor 'properties/${field}', ${JSON.stringify(value)} is not ${kind.name}.`,
      );
    }
    values[field] = read;
  }
  if (missing.length > 0) throw invalid(...missing);
  return values;
}
