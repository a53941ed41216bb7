import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The Rust toolchain and package store of this machine. `stores` are folders of CARGO_HOME that hold packages. */
export type CargoTools = {
  readonly cargo: string;
  readonly sysroot: string;
  readonly stores: readonly { readonly name: string; readonly path: string }[];
};

/** Tests inside production files are reported, but only files that hold nothing else are test files. */
export const cargoTestGlobs = [
  "tests/**/*.rs",
  "**/tests/**/*.rs",
  "**/tests.rs",
  "**/*_test.rs",
  "**/*_tests.rs",
];

export function cargoProtectedFiles(files: readonly string[]): readonly string[] {
  const named = files.filter((path) =>
    /(^|\/)(Cargo\.(toml|lock)|build\.rs|rust-toolchain(\.toml)?|\.cargo\/config(\.toml)?)$/.test(path),
  );
  return [
    ...new Set([
      "Cargo.toml",
      "Cargo.lock",
      "build.rs",
      "rust-toolchain.toml",
      ".cargo/config.toml",
      ...named,
    ]),
  ];
}

/**
 * The toolchain that `rust-toolchain.toml` names, where rustup has it, else the default one; `pinned` is that file's
 * text. rustc is asked outside any repository. Throws when there is none.
 */
export function findCargo(pinned: string | null): CargoTools {
  const sysroot = pinnedSysroot(pinned) ?? defaultSysroot();
  const home = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const stores = ["registry", "git"].map((name) => ({ name, path: join(home, name) }));
  return {
    cargo: join(sysroot, "bin", "cargo"),
    sysroot,
    stores: stores
      .filter(({ path }) => existsSync(path))
      .map((one) => ({ ...one, path: realpathSync(one.path) })),
  };
}

function pinnedSysroot(pinned: string | null): string | null {
  const channel =
    /^\s*channel\s*=\s*"([\w.-]+)"/m.exec(pinned ?? "")?.[1] ?? /^([\w.-]+)\s*$/.exec(pinned ?? "")?.[1];
  const folder = join(process.env.RUSTUP_HOME ?? join(homedir(), ".rustup"), "toolchains");
  if (channel === undefined || !existsSync(folder)) return null;
  const found = readdirSync(folder).find((name) => name === channel || name.startsWith(`${channel}-`));
  return found === undefined ? null : realpathSync(join(folder, found));
}

function defaultSysroot(): string {
  const { PATH = "", RUSTUP_HOME } = process.env;
  const env = { PATH, HOME: homedir(), ...(RUSTUP_HOME === undefined ? {} : { RUSTUP_HOME }) };
  const said = execFileSync("rustc", ["--print", "sysroot"], { cwd: "/", env, encoding: "utf8" });
  return realpathSync(said.trim());
}
