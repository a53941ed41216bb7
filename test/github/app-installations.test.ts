import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { installedRepositories, redeliverFailed } from "../../src/github/app-installations.ts";
import { here, localWorld } from "./local-world.ts";

/** A local GitHub whose webhooks go to a receiver that answers with `answer.status`. */
async function delivering(status: number) {
  const world = await localWorld();
  const answer = { status, heard: [] as string[] };
  const server = createServer((request, response) => {
    answer.heard.push(String(request.headers["x-github-event"]));
    request.resume().on("end", () => response.writeHead(answer.status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver does not listen");
  world.local.setWebhook(`http://127.0.0.1:${address.port}/`);
  const { id: appId, privateKey } = world.local.app;
  const access = { appId, privateKey, baseUrl: world.local.url };
  const ask = async (since = "2000-01-01T00:00:00Z") => {
    const again = await redeliverFailed(access, since);
    await world.local.settle();
    return again;
  };
  const open = async () => {
    const { data } = await world.as("ada").rest.issues.create({ ...here, title: "one" });
    await world.local.settle();
    return data.number;
  };
  return { ...world, answer, access, ask, open };
}

test("the App hears of every repository that it is installed in", async () => {
  const { access, local } = await delivering(202);
  const { installationId } = local.app;
  expect(await installedRepositories(access)).toEqual([{ owner: "acme", name: "shop", installationId }]);
});

test("what arrived is left alone", async () => {
  const { ask, open } = await delivering(202);
  await open();
  expect(await ask()).toBe(0);
});

test("what failed is asked for again, and once it arrived no more", async () => {
  const { ask, open, answer } = await delivering(500);
  await open();
  answer.status = 202;
  expect(await ask()).toBe(1);
  expect(answer.heard).toEqual(["issues", "issues"]);
  expect(await ask()).toBe(0);
});

test("what never arrives is asked for twice and then given up", async () => {
  const { ask, open } = await delivering(500);
  await open();
  expect([await ask(), await ask(), await ask()]).toEqual([1, 1, 0]);
});

test("what failed before the time that is asked for is left alone", async () => {
  const { ask, open, pass, now } = await delivering(500);
  await open();
  pass(60);
  expect(await ask(new Date(now()).toISOString())).toBe(0);
});

test("comments are left to the search for unanswered commands", async () => {
  const { ask, open, answer, as } = await delivering(202);
  const issue_number = await open();
  answer.status = 500;
  await as("ada").rest.issues.createComment({ ...here, issue_number, body: "/plan" });
  expect(await ask()).toBe(0);
});
