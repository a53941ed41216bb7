import type { Access, People } from "./people.ts";

export type Sender = {
  readonly login: string;
  readonly id: number;
  readonly kind: "person" | "bot";
};

/** `why` is for the log alone: someone who may not command is told nothing. */
export type Authorisation = { readonly kind: "allowed" } | { readonly kind: "denied"; readonly why: string };

const allowed: Authorisation = { kind: "allowed" };
const denied = (why: string): Authorisation => ({ kind: "denied", why });

/**
 * Whether someone may command now: a person with live write or admin access, and the very account that spoke (a login
 * can change hands, an id cannot). An error while asking means no.
 */
export async function authorise(people: People, sender: Sender): Promise<Authorisation> {
  if (sender.kind !== "person") return denied("not a person");
  let access: Access | null;
  try {
    access = await people.access(sender.login);
  } catch (error) {
    return denied(`access could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (access === null) return denied("access could not be read");
  if (access.userId !== sender.id) return denied("the login belongs to another account now");
  const mayWrite = access.permission === "admin" || access.permission === "write";
  return mayWrite ? allowed : denied(`permission is ${access.permission}`);
}
