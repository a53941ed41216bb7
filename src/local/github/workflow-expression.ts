/** Values of workflow expressions (rules: GitHub's page "Evaluate expressions in workflows and actions"). Pure. */
import { type Expression, parseExpression } from "./workflow-syntax.ts";

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** `values`: the contexts (`github`, `secrets`, …); `status`: how the steps before went. */
export type ExpressionScope = {
  readonly values: { readonly [context: string]: Value };
  readonly status: "success" | "failure" | "cancelled";
};

type Call = (args: readonly Value[], scope: ExpressionScope) => Value;

const functions: Readonly<Record<string, Call>> = {
  always: () => true,
  success: (_, scope) => scope.status === "success",
  failure: (_, scope) => scope.status === "failure",
  cancelled: (_, scope) => scope.status === "cancelled",
  contains: ([all = null, one = null]) =>
    Array.isArray(all)
      ? all.some((item) => same(item, one))
      : lower(toText(all)).includes(lower(toText(one))),
  startsWith: ([text = null, start = null]) => lower(toText(text)).startsWith(lower(toText(start))),
  endsWith: ([text = null, end = null]) => lower(toText(text)).endsWith(lower(toText(end))),
  format: ([text = null, ...rest]) =>
    toText(text).replace(/\{(\d+)\}/g, (_, index: string) => toText(rest[Number(index)] ?? null)),
  join: ([all = null, separator = ","]) =>
    Array.isArray(all) ? all.map(toText).join(toText(separator)) : toText(all),
  toJSON: ([value = null]) => JSON.stringify(value, null, 2),
  fromJSON: ([text = null]) => toValue(JSON.parse(toText(text))),
};

/** Replaces every `${{ … }}` in a text. Throws on an unknown context or function, naming it. */
export function interpolate(text: string, scope: ExpressionScope): string {
  return text.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, source: string) => toText(evaluate(source, scope)));
}

/** Whether an `if:` holds. Without a status function it also asks for `success()`, as GitHub does. */
export function conditionHolds(condition: string | null, scope: ExpressionScope): boolean {
  const source = (condition ?? "success()").replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, "$1");
  const asksStatus = /\b(always|success|failure|cancelled)\s*\(/.test(source);
  return truthy(evaluate(source, scope)) && (asksStatus || scope.status === "success");
}

/** Any parsed JSON as a value; what JSON cannot hold becomes null. */
export function toValue(json: unknown): Value {
  if (typeof json === "string" || typeof json === "boolean" || typeof json === "number") return json;
  if (Array.isArray(json)) return json.map(toValue);
  if (typeof json !== "object" || json === null) return null;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
}

export function evaluate(source: string, scope: ExpressionScope): Value {
  return resolve(parseExpression(source), scope);
}

function resolve(node: Expression, scope: ExpressionScope): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "context": {
      const value = scope.values[node.name];
      if (value === undefined) throw new Error(`expression: unknown context \`${node.name}\``);
      return value;
    }
    case "property":
      return property(resolve(node.of, scope), resolve(node.name, scope));
    case "call": {
      const call = functions[node.name];
      if (call === undefined) throw new Error(`expression: unknown function \`${node.name}()\``);
      return call(
        node.args.map((arg) => resolve(arg, scope)),
        scope,
      );
    }
    case "not":
      return !truthy(resolve(node.of, scope));
    case "binary":
      return binary(node, scope);
  }
}

function binary(node: Extract<Expression, { kind: "binary" }>, scope: ExpressionScope): Value {
  const left = resolve(node.left, scope);
  if (node.operator === "&&") return truthy(left) ? resolve(node.right, scope) : left;
  if (node.operator === "||") return truthy(left) ? left : resolve(node.right, scope);
  const right = resolve(node.right, scope);
  if (node.operator === "==") return same(left, right);
  if (node.operator === "!=") return !same(left, right);
  if (node.operator === "<") return toNumber(left) < toNumber(right);
  if (node.operator === "<=") return toNumber(left) <= toNumber(right);
  if (node.operator === ">") return toNumber(left) > toNumber(right);
  return toNumber(left) >= toNumber(right);
}

function property(of: Value, name: Value): Value {
  if (of === null || typeof of !== "object") return null;
  if (isList(of)) return of[toNumber(name)] ?? null;
  const wanted = lower(toText(name));
  const key = Object.keys(of).find((one) => lower(one) === wanted);
  return key === undefined ? null : (of[key] ?? null);
}

function same(left: Value, right: Value): boolean {
  if (typeof left === "string" && typeof right === "string") return lower(left) === lower(right);
  if (typeof left === typeof right && left !== null && right !== null) return left === right;
  return toNumber(left) === toNumber(right);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function truthy(value: Value): boolean {
  return value !== null && value !== false && value !== 0 && value !== "";
}

function toNumber(value: Value): number {
  return typeof value === "object" && value !== null ? Number.NaN : Number(value ?? 0);
}

function toText(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? (isList(value) ? "Array" : "Object") : String(value);
}

function lower(text: string): string {
  return text.toLowerCase();
}
