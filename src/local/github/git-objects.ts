/** The bytes of git's objects: pure encoders and decoders (format: git's own `gitformat-loose` and `git-mktree`). */
import { createHash } from "node:crypto";

export type ObjectType = "blob" | "tree" | "commit" | "tag";

/** `date` is ISO 8601 with an offset or `Z`; git keeps whole seconds. */
export type GitPerson = { readonly name: string; readonly email: string; readonly date: string };

export type GitCommit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GitPerson;
  readonly committer: GitPerson;
  readonly message: string;
};

/** One entry of one tree: `name` is a single path component. */
export type TreeItem = { readonly mode: string; readonly name: string; readonly sha: string };

/** Header plus body as git hashes and stores it, and its object id. */
export function encodeObject(type: ObjectType, body: Uint8Array): { sha: string; bytes: Buffer } {
  const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
  return { sha: createHash("sha1").update(bytes).digest("hex"), bytes };
}

/** Body of a tree, in git's order (a folder sorts as if its name ended in `/`). */
export function encodeTree(items: readonly TreeItem[]): Buffer {
  const key = (item: TreeItem) => Buffer.from(isFolder(item.mode) ? `${item.name}/` : item.name);
  const sorted = [...items].sort((a, b) => Buffer.compare(key(a), key(b)));
  return Buffer.concat(
    sorted.flatMap((item) => [
      Buffer.from(`${item.mode.replace(/^0/, "")} ${item.name}\0`),
      Buffer.from(item.sha, "hex"),
    ]),
  );
}

export function decodeTree(body: Buffer): TreeItem[] {
  const items: TreeItem[] = [];
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const end = body.indexOf(0, space);
    const mode = body.toString("latin1", at, space).padStart(6, "0");
    const sha = body.toString("hex", end + 1, end + 21);
    items.push({ mode, name: body.toString("utf8", space + 1, end), sha });
    at = end + 21;
  }
  return items;
}

/** Whether a mode means a folder (`040000`, also written `40000`). */
export function isFolder(mode: string): boolean {
  return mode === "040000" || mode === "40000";
}

export function encodeCommit(commit: Omit<GitCommit, "sha">): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${encodePerson(commit.author)}`,
    `committer ${encodePerson(commit.committer)}`,
  ];
  return Buffer.from(`${lines.join("\n")}\n\n${commit.message}`);
}

/** Throws when the body is not a commit that git wrote. */
export function decodeCommit(sha: string, body: Buffer): GitCommit {
  const text = body.toString("utf8");
  const split = text.indexOf("\n\n");
  const head = (split < 0 ? text : text.slice(0, split)).split("\n");
  const values = (key: string) =>
    head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const one = (key: string) => {
    const value = values(key)[0];
    if (value === undefined) throw new Error(`commit ${sha} has no ${key}`);
    return value;
  };
  return {
    sha,
    tree: one("tree"),
    parents: values("parent"),
    author: decodePerson(one("author")),
    committer: decodePerson(one("committer")),
    message: split < 0 ? "" : text.slice(split + 2),
  };
}

function encodePerson(person: GitPerson): string {
  const clean = (text: string) => text.replace(/[<>\n]/g, "");
  const time = Date.parse(person.date);
  const offset = /([+-]\d{2}):?(\d{2})$/.exec(person.date);
  const zone = offset ? `${offset[1]}${offset[2]}` : "+0000";
  return `${clean(person.name)} <${clean(person.email)}> ${Math.floor(time / 1000)} ${zone}`;
}

function decodePerson(line: string): GitPerson {
  const match = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(line);
  const date = new Date(Number(match?.[3] ?? 0) * 1000).toISOString().replace(".000Z", "Z");
  return { name: match?.[1] ?? "", email: match?.[2] ?? "", date };
}
