import type { Sign } from "./sign.ts";

/**
 * Signs in Python, Go and Rust, found line by line in code whose comments are left out. Escapes stand in comments and
 * are looked for in the whole text.
 */
export type Rule = {
  readonly code: string;
  readonly where: "test" | "production" | "both";
  readonly pattern: RegExp;
  readonly text: string;
  readonly verdict?: Sign["verdict"];
  readonly comments?: true;
  /** The pattern (with `g`) is looked for in the whole code, not line by line. */
  readonly whole?: true;
};
