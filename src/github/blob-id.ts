import { createHash } from "node:crypto";

/** Git's id of a blob: SHA-1 over `blob <length>\0` and the bytes (git-hash-object). 40 hex digits. */
export function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
