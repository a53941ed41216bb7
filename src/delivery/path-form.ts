import { foldPath, invisible } from "../repository/fold-path.ts";
import type { RejectCode } from "./violation.ts";

type Finding = { readonly code: RejectCode; readonly text: string };

/**
 * Looks at the spelling of one path alone. The first finding wins; `null` means that the path is an honest relative
 * POSIX path whose parts mean the same on every file system.
 */
export function pathFormFinding(path: string): Finding | null {
  if (path.includes("\0")) return { code: "nul", text: "The path holds a NUL character." };
  const slashed = path.replaceAll("\\", "/");
  if (slashed.startsWith("/") || /^[A-Za-z]:/.test(slashed) || slashed.startsWith("~/"))
    return { code: "absolute", text: "The path does not start inside the repository." };
  const bare = slashed.normalize("NFKC").replaceAll(invisible, "");
  const parts = bare.split("/").map((part) => part.replace(/[ ]+$/, ""));
  if (parts.some((part) => /^\.\.+$/.test(part)))
    return { code: "traversal", text: "The path leaves its folder." };
  if (parts.some(isGitDirectory)) return { code: "git-dir", text: "The path leads into git's own folder." };
  return disguise(path);
}

/** `.git` in any spelling that a file system takes for it: case, trailing dots and spaces, streams, short names. */
function isGitDirectory(part: string): boolean {
  const folded = foldPath(part);
  return folded === ".git" || /^git~\d+$/.test(folded) || /^gi[0-9a-f]{4}~\d+$/.test(folded);
}

function disguise(path: string): Finding | null {
  const says = (text: string): Finding => ({ code: "malformed", text: `The path is disguised: ${text}` });
  if (path.includes("\\")) return says("a backslash is a separator on some systems.");
  if (/\p{Cc}/u.test(path)) return says("it holds a control character.");
  if (path.search(invisible) >= 0) return says("it holds an invisible character.");
  if (path !== path.normalize("NFC")) return says("it is not in Unicode's composed form (NFC).");
  if (/\p{Surrogate}/u.test(path)) return says("it is not valid Unicode.");
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "."))
    return says("an empty part or `.` can be left out of it.");
  if (parts.some((part) => /[. ]$/.test(part)))
    return says("a part ends in a dot or a space, which some systems drop.");
  if (parts.some((part) => /^ /.test(part))) return says("a part starts with a space.");
  if (parts.some((part) => /^[^.~]{1,8}~\d+(\.[^.]{0,3})?$/.test(part)))
    return says("a part is a short name (8.3).");
  if (parts.some((part) => part.includes(":"))) return says("a colon names a stream on some systems.");
  if (parts.some((part) => new TextEncoder().encode(part).length > 255))
    return { code: "malformed", text: "A part of the path is longer than 255 bytes." };
  return null;
}
