/** What GitHub says now about a person's right in the repository. Maintain and custom roles map to `write`, triage to `read`. */
export type Access = { readonly userId: number; readonly permission: "admin" | "write" | "read" | "none" };

/** Port: who may do what, looked up live. `null` means it could not be read, which counts as no. */
export interface People {
  access(login: string): Promise<Access | null>;
}
