import { connect } from "node:net";
import { expect, it } from "vitest";

it("lets no test reach another machine", async () => {
  await expect(fetch("http://192.0.2.1/")).rejects.toThrow();
  expect(() => connect(80, "192.0.2.1")).toThrow("A test may not reach 192.0.2.1.");
  expect(() => connect({ host: "example.com", port: 443 })).toThrow("A test may not reach example.com.");
});
