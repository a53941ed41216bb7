/** The GraphQL endpoint: a subset of GitHub's schema, put together from what each resource contributes. */
import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  validate,
} from "graphql";
import { HTTPException } from "hono/http-exception";
import type { Asking, Resolver, Resource } from "./resource.ts";

/** GitHub's custom scalars are plain strings on the wire. */
const base = /* GraphQL */ `
  scalar DateTime
  scalar URI
  scalar BigInt
  interface Node { id: ID! }
  type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
  enum OrderDirection { ASC DESC }
  type Query
  type Mutation
`;

/** The SDL of all resources together. */
export function sdlOf(resources: readonly Resource[]): string {
  return [base, ...resources.map((resource) => resource.typeDefs ?? "")].join("\n");
}

/** Builds the executable schema. Throws when a resolver names a type or field that no SDL declares. */
export function schemaOf(resources: readonly Resource[]): GraphQLSchema {
  const schema = buildSchema(sdlOf(resources));
  for (const { name, resolvers = {} } of resources) {
    for (const [typeName, fields] of Object.entries(resolvers)) {
      const type = schema.getType(typeName);
      if (!isObjectType(type)) throw new Error(`${name}: no object type ${typeName} in the GraphQL schema`);
      for (const [fieldName, resolve] of Object.entries(fields)) {
        const field = type.getFields()[fieldName];
        if (field === undefined) throw new Error(`${name}: no field ${typeName}.${fieldName}`);
        field.resolve = typeName === "Mutation" ? mutating(fieldName, resolve) : resolve;
      }
    }
  }
  return schema;
}

function mutating(field: string, resolve: Resolver): Resolver {
  return (source, args, asking) => asking.around(field, args, () => resolve(source, args, asking));
}

/** A checked document: how to execute it, and its root fields for the log. */
export type Document =
  | { readonly kind: "errors"; readonly errors: readonly object[] }
  | {
      readonly kind: "document";
      readonly fields: readonly string[];
      readonly run: (asking: Asking) => Promise<object>;
    };

/** Parses and validates a request's body `{query, variables?, operationName?}`. Never throws. */
export function readDocument(schema: GraphQLSchema, body: Readonly<Record<string, unknown>>): Document {
  const { query, variables, operationName } = body;
  if (typeof query !== "string") {
    return {
      kind: "errors",
      errors: [{ message: "A query attribute must be specified and must be a string." }],
    };
  }
  const document = checked(schema, query);
  if (!("definitions" in document)) return { kind: "errors", errors: document.map(errorBody) };
  return {
    kind: "document",
    fields: rootFields(document),
    run: async (asking) => {
      const result = await execute({
        schema,
        document,
        contextValue: asking,
        rootValue: {},
        variableValues: isRecord(variables) ? variables : {},
        operationName: typeof operationName === "string" ? operationName : null,
      });
      const { data = null } = result;
      return result.errors === undefined ? { data } : { data, errors: result.errors.map(errorBody) };
    },
  };
}

const known = new WeakMap<GraphQLSchema, Map<string, DocumentNode>>();
const mostKnown = 200;

/** The same documents come again and again; each is read and validated once per schema. */
function checked(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  const documents = known.get(schema) ?? new Map<string, DocumentNode>();
  known.set(schema, documents);
  const before = documents.get(query);
  if (before !== undefined) return before;
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    if (documents.size < mostKnown) documents.set(query, document);
    return document;
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
  }
}

function rootFields(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((node) =>
          node.kind === Kind.FIELD ? [node.name.value] : [],
        )
      : [],
  );
}

const types: Readonly<Record<number, string>> = { 403: "FORBIDDEN", 404: "NOT_FOUND", 422: "UNPROCESSABLE" };

/** GitHub puts the kind of error beside the message, not under `extensions`. */
function errorBody(error: GraphQLError): object {
  const cause = error.originalError;
  const type = cause instanceof HTTPException ? types[cause.status] : undefined;
  return { ...(type === undefined ? {} : { type }), ...error.toJSON() };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
