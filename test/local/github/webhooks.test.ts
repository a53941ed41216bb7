import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { LocalGithub } from "../../../src/local/github/server.ts";
import { as, asApp, repo, start } from "./start.ts";

type Received = { readonly headers: IncomingHttpHeaders; readonly text: string; readonly body: unknown };

/** A receiver of webhooks; answers with the given status. */
async function receive(github: LocalGithub, status = 202): Promise<readonly Received[]> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      received.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver does not listen");
  github.setWebhook(`http://127.0.0.1:${address.port}/hooks`);
  return received;
}

const on = { ...repo, issue_number: 1 };
const names = (received: readonly Received[]) =>
  received.map(({ headers, body }) => [headers["x-github-event"], Object(body).action]);

describe("webhooks", () => {
  it("are signed with the App's secret and carry a GUID, the event and who caused it", async () => {
    const github = await start();
    const received = await receive(github);
    await as(github, "wren").rest.issues.create({ ...repo, title: "a" });
    await github.settle();
    const [first] = received;
    if (first === undefined) throw new Error("nothing was delivered");
    const digest = createHmac("sha256", github.app.webhookSecret).update(first.text).digest("hex");
    expect(first.headers["x-hub-signature-256"]).toBe(`sha256=${digest}`);
    expect(first.headers["x-github-delivery"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.body).toMatchObject({
      action: "opened",
      issue: { number: 1, title: "a", user: { login: "wren" } },
      repository: { full_name: "acme/shop", owner: { login: "acme" } },
      installation: { id: github.app.installationId },
      sender: { login: "wren", type: "User" },
    });
  });

  it("tell of an issue's life in order", async () => {
    const github = await start();
    const received = await receive(github);
    const ada = as(github, "ada");
    await ada.rest.issues.create({ ...repo, title: "a", labels: ["spec"] });
    await ada.rest.issues.addLabels({ ...on, labels: ["ready"] });
    await ada.rest.issues.removeLabel({ ...on, name: "ready" });
    await ada.rest.issues.update({ ...on, title: "b", body: "text" });
    await ada.rest.issues.update({ ...on, state: "closed" });
    await ada.rest.issues.update({ ...on, state: "open" });
    await github.settle();
    expect(names(received)).toEqual([
      ["issues", "opened"],
      ["issues", "labeled"],
      ["issues", "labeled"],
      ["issues", "unlabeled"],
      ["issues", "edited"],
      ["issues", "closed"],
      ["issues", "reopened"],
    ]);
    expect(received[2]?.body).toMatchObject({ label: { name: "ready" } });
    expect(received[4]?.body).toMatchObject({ changes: { title: { from: "a" }, body: { from: "" } } });
  });

  it("tell of comments, with the old text of an edit", async () => {
    const github = await start();
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    const received = await receive(github);
    const { data } = await asApp(github).rest.issues.createComment({ ...on, body: "one" });
    const comment_id = Number(data.id);
    await as(github, "ada").rest.issues.updateComment({ ...repo, comment_id, body: "two" });
    await as(github, "ada").rest.issues.deleteComment({ ...repo, comment_id });
    await github.settle();
    expect(names(received)).toEqual([
      ["issue_comment", "created"],
      ["issue_comment", "edited"],
      ["issue_comment", "deleted"],
    ]);
    expect(received[0]?.body).toMatchObject({
      comment: { body: "one", performed_via_github_app: { id: github.app.id } },
      sender: { login: "pawl[bot]", type: "Bot" },
    });
    expect(received[1]?.body).toMatchObject({ changes: { body: { from: "one" } }, comment: { body: "two" } });
  });

  it("tell both sides of a link", async () => {
    const github = await start();
    const ada = as(github, "ada");
    await ada.rest.issues.create({ ...repo, title: "a" });
    const { data: child } = await ada.rest.issues.create({ ...repo, title: "b" });
    const received = await receive(github);
    await ada.rest.issues.addSubIssue({ ...on, sub_issue_id: Number(child.id) });
    await ada.rest.issues.addBlockedByDependency({ ...on, issue_id: Number(child.id) });
    await github.settle();
    expect(names(received)).toEqual([
      ["sub_issues", "sub_issue_added"],
      ["sub_issues", "parent_issue_added"],
      ["issue_dependencies", "blocked_by_added"],
      ["issue_dependencies", "blocking_added"],
    ]);
    expect(received[0]?.body).toMatchObject({ parent_issue: { number: 1 }, sub_issue: { number: 2 } });
    expect(received[2]?.body).toMatchObject({ blocked_issue: { number: 1 }, blocking_issue: { number: 2 } });
  });

  it("are logged with the receiver's answer, and redelivered under the same GUID", async () => {
    const github = await start();
    const received = await receive(github, 500);
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    await github.settle();
    const [delivery] = github.deliveries;
    expect(delivery).toMatchObject({ event: "issues", action: "opened", status: 500 });
    github.redeliver(delivery?.guid ?? "");
    await github.settle();
    expect(received.map(({ headers }) => headers["x-github-delivery"])).toEqual([
      delivery?.guid,
      delivery?.guid,
    ]);
  });

  it("are listed newest first for the App, which can ask for one again", async () => {
    const github = await start();
    const received = await receive(github, 503);
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    await as(github, "ada").rest.issues.createComment({ ...on, body: "b" });
    await github.settle();
    const app = asApp(github, false);
    const { data } = await app.rest.apps.listWebhookDeliveries();
    expect(data.map(({ event, status_code }) => [event, status_code])).toEqual([
      ["issue_comment", 503],
      ["issues", 503],
    ]);
    const delivery_id = Number(data[1]?.id);
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id });
    await github.settle();
    expect(received.at(-1)?.headers["x-github-delivery"]).toBe(data[1]?.guid);
    expect((await app.rest.apps.listWebhookDeliveries()).data[0]?.redelivery).toBe(true);
    const { data: full } = await app.rest.apps.getWebhookDelivery({ delivery_id });
    expect(full.request.payload).toMatchObject({ action: "opened", issue: { number: 1 } });
  });

  it("are recorded with status 0 when nobody listens", async () => {
    const github = await start();
    github.setWebhook("http://127.0.0.1:1/hooks");
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    await github.settle();
    expect(github.deliveries).toMatchObject([{ event: "issues", status: 0 }]);
  });

  it("stop when the URL is taken away, and leave out events the App did not subscribe to", async () => {
    const github = await start({ app: { name: "Pawl", events: ["issue_comment"] } });
    const received = await receive(github);
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    await as(github, "ada").rest.issues.createComment({ ...on, body: "heard" });
    await github.settle();
    github.setWebhook(null);
    await as(github, "ada").rest.issues.createComment({ ...on, body: "unheard" });
    await github.settle();
    expect(names(received)).toEqual([["issue_comment", "created"]]);
  });
});

describe("the event bus", () => {
  it("tells listeners who acted before any webhook goes out", async () => {
    const github = await start();
    const heard: string[] = [];
    const stop = github.world.onEvent(({ name, action, actor }) =>
      heard.push(`${name}.${action} ${actor.kind}`),
    );
    await as(github, "ada").rest.issues.create({ ...repo, title: "a" });
    await asApp(github).rest.issues.addLabels({ ...on, labels: ["blocked"] });
    stop();
    await as(github, "ada").rest.issues.createComment({ ...on, body: "x" });
    expect(heard).toEqual(["issues.opened person", "issues.labeled installation"]);
  });
});
