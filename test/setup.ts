/**
 * The network is off in every test: a socket may only go to this machine. Done at the socket, under every client, because
 * nock's own guard slows each request to a local server by some 40 ms; nock is for the tests that answer for GitHub.
 */
import { Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

// Go compiles its standard library once for all test files and runs, which alone takes some 15 seconds.
process.env.PAWL_BUILD_CACHE ??= join(tmpdir(), `pawl-build-cache-${userInfo().uid}`);

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/** Names under `.test` exist nowhere (RFC 6761): where nock answers for them, it does so above the socket or never. */
const isHarmless = (host: string) => loopback.has(host) || host.endsWith(".test");

/** `connect` takes options, a port and a host, a path, or (from net.connect) all of that in one list. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = args.flat();
  if (typeof first === "object" && first !== null && "host" in first)
    return String(first.host ?? "localhost");
  return typeof first === "number" && typeof second === "string" ? second : "localhost";
}

Socket.prototype.connect = new Proxy(Socket.prototype.connect, {
  apply(connect, socket, args: unknown[]) {
    const host = hostOf(args);
    if (!isHarmless(host)) throw new Error(`A test may not reach ${host}.`);
    return Reflect.apply(connect, socket, args);
  },
});
