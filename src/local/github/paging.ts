/** Pages: REST with `Link` headers, GraphQL with cursors. */
import { rejection } from "./rejection.ts";
import { type Answer, type Call, json } from "./resource.ts";

const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 100;

/** One page of rows as a REST answer, with `rel` next, prev, first and last as they apply. */
export function page<Row>({ query, url }: Call, rows: readonly Row[], body: (row: Row) => object): Answer {
  const size = Math.min(whole(query.get("per_page"), DEFAULT_PAGE), LARGEST_PAGE);
  const number = whole(query.get("page"), 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const link = (to: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set("page", String(to));
    return `<${target}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
    ...(number > 1 ? [link(1, "first")] : []),
  ];
  const shown = rows.slice((number - 1) * size, number * size);
  return json(shown.map(body), 200, links.length === 0 ? {} : { link: links.join(", ") });
}

function whole(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

export type ConnectionArgs = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
};

export type Connection<Row> = {
  readonly totalCount: number;
  readonly nodes: readonly Row[];
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
};

/** A GraphQL connection over rows. Like GitHub, wants `first` or `last` from 1 to 100. `name` is the field, for the error. */
export function connection<Row extends { readonly nodeId: string }>(
  name: string,
  rows: readonly Row[],
  args: ConnectionArgs,
): Connection<Row> {
  const size = args.first ?? args.last;
  if (size === null || size === undefined) {
    throw rejection(
      422,
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (size < 0 || size > LARGEST_PAGE) {
    throw rejection(
      422,
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of ${LARGEST_PAGE} records.`,
    );
  }
  const from = args.after ? position(rows, args.after) + 1 : 0;
  const to = args.before ? position(rows, args.before) : rows.length;
  const forward = args.first !== null && args.first !== undefined;
  const start = forward ? from : Math.max(from, to - size);
  const end = forward ? Math.min(to, from + size) : to;
  const edges = rows.slice(start, end).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    totalCount: rows.length,
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
    },
  };
}

function cursorOf(row: { readonly nodeId: string }): string {
  return Buffer.from(`cursor:v2:${row.nodeId}`).toString("base64");
}

function position(rows: readonly { readonly nodeId: string }[], cursor: string): number {
  const found = rows.findIndex((row) => cursorOf(row) === cursor);
  if (found === -1) throw rejection(422, `\`${cursor}\` does not appear to be a valid cursor.`);
  return found;
}
