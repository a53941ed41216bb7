/**
 * Why a path is none the driver may name, or `null`. A path is POSIX, relative to the root of the repository, without
 * `..`, `.git` or characters that hide something.
 */
export function pathProblem(path: string): string | null {
  const shown = JSON.stringify(path.slice(0, 200));
  const next = "Use a path from the root of the repository, such as src/cart.js.";
  if (path === "") return `The path is empty. ${next}`;
  if (path.length > 1024) return `The path is longer than 1024 characters. ${next}`;
  if (/\p{Cc}/u.test(path)) return `${shown} holds a control character. ${next}`;
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return `${shown} is absolute. ${next}`;
  if (path.includes("\\")) return `${shown} holds a backslash. ${next}`;
  const parts = path.split("/");
  if (parts.includes("..")) return `${shown} leaves the repository. ${next}`;
  if (parts.some((part) => part.toLowerCase() === ".git")) return `${shown} is git's own. ${next}`;
  return null;
}
