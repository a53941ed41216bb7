import { type Node, parseSource, type Source, type Statement, sourceOf, span } from "./syntax-tree.ts";

/** A name a file gives to others and its signature in one line. The default export is named `default`. */
export type Exported = { readonly name: string; readonly signature: string };

/**
 * What a JavaScript or TypeScript file exports, in source order: functions, classes, values, types, re-exports, and
 * `module.exports` or `exports.x`. `null` when it does not parse or is another kind of file.
 */
export function javascriptExports(path: string, text: string): readonly Exported[] | null {
  const source = parseSource(path, text);
  if (source === null) return null;
  const declared = new Map(
    source.body.flatMap((statement) => declarations(source, statement)).map((one) => [one.name, one]),
  );
  return source.body.flatMap((statement) => exportsOf(source, statement, declared));
}

type Named<Type extends Statement["type"]> = Extract<Statement, { type: Type }>;

function exportsOf(
  source: Source,
  statement: Statement,
  declared: ReadonlyMap<string, Exported>,
): readonly Exported[] {
  const known = (local: string, name: string): Exported => ({
    name,
    signature: declared.get(local)?.signature ?? name,
  });
  if (statement.type === "ExportNamedDeclaration") {
    if (statement.declaration) return declarations(source, statement.declaration);
    return statement.specifiers.map((specifier) => {
      const name =
        specifier.exported.type === "Identifier" ? specifier.exported.name : specifier.exported.value;
      return specifier.type === "ExportSpecifier" && specifier.local.type === "Identifier"
        ? known(specifier.local.name, name)
        : { name, signature: name };
    });
  }
  if (statement.type === "ExportAllDeclaration")
    return [{ name: `* from ${statement.source.value}`, signature: `* from ${statement.source.value}` }];
  if (statement.type === "ExportDefaultDeclaration") return [defaultExport(source, statement, known)];
  return statement.type === "ExpressionStatement" ? commonjs(source, statement, known) : [];
}

type Known = (local: string, name: string) => Exported;

function defaultExport(source: Source, statement: Named<"ExportDefaultDeclaration">, known: Known): Exported {
  const { declaration } = statement;
  if (declaration.type === "Identifier") return known(declaration.name, "default");
  const [first] =
    declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration"
      ? declarations(source, declaration)
      : [];
  return { name: "default", signature: first?.signature ?? valueSignature(source, "default", declaration) };
}

/** `module.exports = { a, b }`, `module.exports = f`, `exports.a = …`, `module.exports.a = …`. */
function commonjs(
  source: Source,
  { expression }: Named<"ExpressionStatement">,
  known: Known,
): readonly Exported[] {
  if (expression.type !== "AssignmentExpression" || expression.left.type !== "MemberExpression") return [];
  const target = sourceOf(source, expression.left).replace(/\s/g, "");
  const name = /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1];
  if (target === "module.exports") {
    if (expression.right.type !== "ObjectExpression")
      return [
        expression.right.type === "Identifier"
          ? known(expression.right.name, "default")
          : { name: "default", signature: valueSignature(source, "default", expression.right) },
      ];
    return expression.right.properties.flatMap((property) =>
      property.type !== "SpreadElement" && property.key.type === "Identifier"
        ? [known(property.key.name, property.key.name)]
        : [],
    );
  }
  if (name === undefined || name === "exports") return [];
  return [{ name, signature: valueSignature(source, name, expression.right) }];
}

function declarations(source: Source, statement: Statement): readonly Exported[] {
  switch (statement.type) {
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return [{ name: statement.id?.name ?? "default", signature: head(source, statement) }];
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
    case "TSEnumDeclaration":
      return [{ name: statement.id?.name ?? "default", signature: head(source, statement) }];
    case "TSTypeAliasDeclaration":
      return [{ name: statement.id.name, signature: oneLine(sourceOf(source, statement)) }];
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id, init }) =>
        id.type === "Identifier"
          ? [{ name: id.name, signature: init ? valueSignature(source, id.name, init) : id.name }]
          : [],
      );
    default:
      return [];
  }
}

/** A declaration up to its body. */
function head(source: Source, statement: Statement): string {
  const body = "body" in statement && !Array.isArray(statement.body) ? statement.body : null;
  const [start, end] = span(statement);
  return oneLine(source.text.slice(start, body && "start" in body ? (body.start ?? end) : end));
}

/** `name(parameters)` for a function value, else `name`. */
function valueSignature(source: Source, name: string, value: Node): string {
  if (value.type !== "ArrowFunctionExpression" && value.type !== "FunctionExpression") return name;
  const parameters = value.params.map((parameter) =>
    source.text.slice(parameter.start ?? 0, parameter.end ?? 0),
  );
  const result = value.returnType
    ? source.text.slice(value.returnType.start ?? 0, value.returnType.end ?? 0)
    : "";
  return oneLine(`${value.async ? "async " : ""}${name}(${parameters.join(", ")})${result}`);
}

function oneLine(text: string): string {
  const line = text
    .replace(/\s+/g, " ")
    .replace(/[;{]\s*$/, "")
    .trim();
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`;
}
