import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

type Locked = {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
};

const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8"),
);

/** A registry that lacks a platform's package makes `npm install` leave it out, and then `npm ci` fails everywhere. */
it("the lockfile names every platform's package, so that npm ci works on a fresh machine", () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
    ),
  );

  expect(missing).toEqual([]);
});

it("the lockfile names no registry", () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
