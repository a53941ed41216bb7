import { lstat, mkdir, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

const folders = ["node_modules", ".venv", "venv"];
const lockfiles = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "poetry.lock",
  "uv.lock",
  "Pipfile.lock",
]);

/** Folders of installed dependencies in a repository, as paths from its root; those of packages inside it too. */
export async function installedFolders(root: string, below = "", depth = 0): Promise<readonly string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  const found = entries.filter(({ name }) => folders.includes(name)).map(({ name }) => join(below, name));
  if (depth === 2) return found;
  const deeper = entries.filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith(".") && !folders.includes(entry.name),
  );
  const more = await Promise.all(
    deeper.map(({ name }) => installedFolders(root, join(below, name), depth + 1)),
  );
  return [...found, ...more.flat()];
}

/**
 * Makes the dependencies of `root` reachable from `copy`: a folder of links to each package. A package that is itself
 * a part of the repository is linked to the copy's own.
 */
export async function linkDependencies(
  root: string,
  copy: string,
  installed: readonly string[],
): Promise<void> {
  for (const path of installed) {
    const target = join(copy, path);
    if ((await lstat(dirname(target)).catch(() => null)) === null) continue;
    await rm(target, { recursive: true, force: true });
    if (path.endsWith("node_modules")) await linkPackages(root, copy, path);
    else await symlink(await realpath(join(root, path)), target);
  }
}

async function linkPackages(root: string, copy: string, path: string): Promise<void> {
  await mkdir(join(copy, path));
  for (const entry of await readdir(join(root, path), { withFileTypes: true })) {
    const own = join(path, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) await linkPackages(root, copy, own);
    else await symlink(await targetOf(root, copy, own), join(copy, own));
  }
}

async function targetOf(root: string, copy: string, path: string): Promise<string> {
  const real = await realpath(join(root, path)).catch(() => join(root, path));
  const inside = relative(root, real);
  const ours = !inside.startsWith("..") && !inside.split("/").some((part) => folders.includes(part));
  return ours ? join(copy, inside) : real;
}

/** Paths of a tree's lockfiles whose text is not the one that stands in the repository, where things are installed. */
export async function changedLockfiles(
  root: string,
  paths: readonly string[],
  read: (path: string) => Promise<string | null>,
): Promise<readonly string[]> {
  const own = paths.filter((path) => lockfiles.has(path.split("/").at(-1) ?? ""));
  const changed = await Promise.all(
    own.map(async (path) => {
      const here = await readFile(join(root, path), "utf8").catch(() => null);
      return here === (await read(path)) ? null : path;
    }),
  );
  return changed.filter((path) => path !== null);
}
