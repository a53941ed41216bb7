import { isStubBody, isStubFunction, isZero, plainParameters } from "./javascript-zero.ts";
import {
  codeText,
  type Node,
  parseSource,
  type Source,
  type Statement,
  sourceOf,
  span,
} from "./syntax-tree.ts";

/**
 * What a change of a production file holds besides stubs, one line each; `[]` when everything added is a signature
 * whose body is empty, throws, or returns a zero value, and everything that was there is still there. `null` when a
 * side does not parse. `before` is `null` for a new file.
 */
export function stubFindings(path: string, before: string | null, after: string): readonly string[] | null {
  const [old, fresh] = [parseSource(path, before ?? ""), parseSource(path, after)];
  if (old === null || fresh === null) return null;
  const known = new Map(piecesOf(old).map((piece) => [piece.key, piece]));
  const now = piecesOf(fresh);
  const kept = new Set(now.map(({ key }) => key));
  return [
    ...[...known.keys()].filter((key) => !kept.has(key)).map((key) => `${shown(key)} was removed or changed`),
    ...now.flatMap((piece) => {
      const was = known.get(piece.key);
      if (piece.list || was?.code === piece.code) return [];
      if (was !== undefined)
        return was.body === piece.body && piece.plain ? [] : [`${shown(piece.key)} was changed`];
      return piece.stub && piece.plain
        ? []
        : [`${shown(piece.key)} does more than throw or return a zero value`];
    }),
  ];
}

/**
 * One comparable part of a file: a function, a method, a value or another statement. `key` is its name, or its code
 * where it has none; `stub` says that its body does nothing, `plain` that its parameters hold no code; a `list` only
 * names what is exported and may change freely.
 */
type Piece = {
  readonly key: string;
  readonly code: string;
  readonly body: string;
  readonly stub: boolean;
  readonly plain: boolean;
  readonly list: boolean;
};

function piecesOf(source: Source): readonly Piece[] {
  return source.body.flatMap((statement) => pieces(source, statement));
}

function pieces(source: Source, statement: Statement): readonly Piece[] {
  const exported =
    statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
  const own = exported ? statement.declaration : statement;
  if (!own) return [];
  switch (own.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSDeclareFunction":
      return [];
    case "FunctionDeclaration": {
      const plain = plainParameters(own.params);
      return [
        piece(source, own, own.id?.name ?? "default", { body: own.body, stub: isStubBody(own.body), plain }),
      ];
    }
    case "ClassDeclaration":
      return classPieces(source, own);
    case "VariableDeclaration":
      return own.declarations.map(({ id, init }) =>
        piece(source, init ?? own, textOf(source, id), {
          stub: !init || isZero(init) || isStubFunction(init),
        }),
      );
    case "ExpressionStatement":
      return [assignment(source, own)];
    case "Identifier":
      return [];
    default:
      return [piece(source, own, "", { stub: isStubFunction(own) })];
  }
}

type Class = Extract<Statement, { type: "ClassDeclaration" }>;

function classPieces(source: Source, { id, body, superClass }: Class): readonly Piece[] {
  const name = id?.name ?? "default";
  const parent = superClass ? sourceOf(source, superClass) : "";
  const members = body.body.map((member): Piece => {
    const code = codeText(source, member.start ?? 0, member.end ?? 0);
    const own =
      "key" in member && member.key.type === "Identifier" ? `${memberKind(member)}${member.key.name}` : code;
    const method = member.type === "ClassMethod";
    const empty = member.type === "TSDeclareMethod" || member.type === "TSIndexSignature";
    const zero = member.type === "ClassProperty" && (!member.value || isZero(member.value));
    return {
      key: `${name}.${own}`,
      code,
      body: method ? codeText(source, ...span(member.body)) : code,
      stub: empty || zero || (method && isStubBody(member.body)),
      plain: !method || plainParameters(member.params),
      list: false,
    };
  });
  const header = {
    key: `class ${name} extends ${parent}`,
    code: "",
    body: "",
    stub: true,
    plain: true,
    list: false,
  };
  return [header, ...members];
}

function memberKind(member: Class["body"]["body"][number]): string {
  const fixed = "static" in member && member.static === true ? "static " : "";
  return member.type === "ClassMethod" && (member.kind === "get" || member.kind === "set")
    ? `${fixed}${member.kind} `
    : fixed;
}

/** `exports.a = stub` and `module.exports = { a, b }` are harmless; any other statement is code. */
function assignment(source: Source, statement: Extract<Statement, { type: "ExpressionStatement" }>): Piece {
  const { expression } = statement;
  if (expression.type !== "AssignmentExpression") return piece(source, statement, "", { stub: false });
  const target = textOf(source, expression.left).replace(/\s/g, "");
  const { right } = expression;
  if (!/^(module\.)?exports(\.\w+)?$/.test(target)) return piece(source, statement, "", { stub: false });
  const list =
    right.type === "Identifier" ||
    (right.type === "ObjectExpression" &&
      right.properties.every(
        (property) => property.type === "ObjectProperty" && property.value.type === "Identifier",
      ));
  return { ...piece(source, statement, target, { stub: isZero(right) || isStubFunction(right) }), list };
}

function piece(
  source: Source,
  node: Node,
  name: string,
  about: { readonly body?: Node; readonly stub: boolean; readonly plain?: boolean },
): Piece {
  const code = codeText(source, ...span(node));
  const body = about.body ? codeText(source, ...span(about.body)) : code;
  return {
    key: name === "" ? code : name,
    code,
    body,
    stub: about.stub,
    plain: about.plain ?? true,
    list: false,
  };
}

function textOf(
  source: Source,
  node: { readonly start?: number | null; readonly end?: number | null },
): string {
  return source.text.slice(node.start ?? 0, node.end ?? 0);
}

function shown(key: string): string {
  return key.length <= 60 ? key : `${key.slice(0, 59)}…`;
}
