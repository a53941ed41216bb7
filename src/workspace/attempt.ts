/** One attempt to break out of the sandbox, as data: what it is called and what would be an escape. */
export type Attempt =
  /** An escape when the file can be read and, where `needs` is given, holds that text. */
  | { readonly name: string; readonly kind: "read"; readonly path: string; readonly needs?: string }
  | { readonly name: string; readonly kind: "list"; readonly path: string; readonly needs: string }
  | { readonly name: string; readonly kind: "write"; readonly path: string }
  | {
      readonly name: string;
      readonly kind: "link";
      readonly from: string;
      readonly path: string;
      readonly hard: boolean;
    }
  | {
      readonly name: string;
      readonly kind: "connect";
      readonly host?: string;
      readonly port?: number;
      readonly path?: string;
    }
  | { readonly name: string; readonly kind: "signal"; readonly pid: number }
  | { readonly name: string; readonly kind: "environment"; readonly variable: string }
  /** An escape when the command ends with 0 and, where `needs` is given, prints that. */
  | {
      readonly name: string;
      readonly kind: "command";
      readonly command: readonly string[];
      readonly needs?: string;
    };
