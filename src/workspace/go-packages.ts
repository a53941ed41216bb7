import { relative } from "node:path";

/** A Go package with tests. `path` is its folder from the repository root, `.` for the root itself. */
export type GoPackage = {
  readonly path: string;
  readonly importPath: string;
  /** Test files that this machine's build constraints let in, as paths from the repository root. */
  readonly testFiles: readonly string[];
};

export const goListFormat = '{{.Dir}}|{{.ImportPath}}|{{join .TestGoFiles ","}}|{{join .XTestGoFiles ","}}';

/** The packages that `go list -e -f goListFormat` printed, without those that hold no tests. */
export function readGoPackages(text: string, directory: string): readonly GoPackage[] {
  return text.split("\n").flatMap((line) => {
    const [folder, importPath, inner, outer] = line.split("|");
    if (folder === undefined || importPath === undefined) return [];
    const names = `${inner ?? ""},${outer ?? ""}`.split(",").filter((name) => name !== "");
    const path = relative(directory, folder) || ".";
    const testFiles = names.map((name) => (path === "." ? name : `${path}/${name}`));
    return names.length === 0 ? [] : [{ path, importPath, testFiles }];
  });
}

/** The name `go test -c` gives a binary: the last part of the import path that is not a version. */
export function binaryName({ importPath }: GoPackage): string {
  const parts = importPath.split("/");
  const last = parts.at(-1) ?? "";
  return `${/^v\d+$/.test(last) && parts.length > 1 ? parts.at(-2) : last}.test`;
}

/** Packages in groups without two binaries of one name, since each group is built into one folder. */
export function buildGroups(packages: readonly GoPackage[]): readonly (readonly GoPackage[])[] {
  const groups: GoPackage[][] = [];
  for (const one of packages) {
    const free = groups.find((group) => group.every((other) => binaryName(other) !== binaryName(one)));
    if (free === undefined) groups.push([one]);
    else free.push(one);
  }
  return groups;
}

/** What the compiler said about each package, by import path: its lines below `# <import path>`. */
export function readGoErrors(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let current: string | null = null;
  for (const line of text.split("\n")) {
    const head = /^# (\S+?)(?:_test)?(?: \[.*\])?$/.exec(line);
    if (head?.[1] !== undefined) current = head[1];
    else if (/^(FAIL|ok|\?)\s/.test(line)) current = null;
    else if (current !== null) found.set(current, `${found.get(current) ?? ""}${line}\n`);
  }
  return found;
}
