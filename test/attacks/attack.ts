/** One attack as data: which defence stands against it, and a try that answers whether it got through. */
export type Defence =
  | "sandbox"
  | "tool paths"
  | "path policy"
  | "secret scan"
  | "replay"
  | "renderer"
  | "reader"
  | "claim fence"
  | "redaction";

export type Attack = {
  readonly name: string;
  readonly defence: Defence;
  /** True when the attacker got what was wanted, with this defence on or off. */
  readonly escapes: (defended: boolean) => Promise<boolean>;
};
