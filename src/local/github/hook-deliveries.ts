/** The App's webhook deliveries: what was sent, what was answered, and sending one again. */
import type { components } from "@octokit/openapi-types";
import { page } from "./paging.ts";
import { notFound } from "./rejection.ts";
import { type Call, json, type Resource } from "./resource.ts";
import type { Delivery, Webhooks } from "./webhooks.ts";

type Item = components["schemas"]["hook-delivery-item"];

function itemBody(call: Call, delivery: Delivery): Item {
  const { world } = call;
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: 0,
    status: delivery.status === 0 ? "failed to connect to host" : statusText(delivery.status),
    status_code: delivery.status,
    event: delivery.event,
    action: delivery.action,
    installation_id: world.installationId,
    repository_id: world.repository.id,
    throttled_at: null,
  };
}

function statusText(status: number): string {
  return status < 400 ? "OK" : `Invalid HTTP Response: ${status}`;
}

function found(webhooks: Webhooks, call: Call): Delivery {
  const delivery = webhooks.deliveries.find(({ id }) => id === Number(call.params.delivery));
  if (delivery === undefined) throw notFound();
  return delivery;
}

const path = "/app/hook/deliveries";

export function hookDeliveries(webhooks: Webhooks): Resource {
  return {
    name: "hook-deliveries",
    routes: [
      {
        method: "GET",
        path,
        operation: "apps/list-webhook-deliveries",
        need: "app",
        answer: (call) =>
          page(call, webhooks.deliveries.toReversed(), (delivery) => itemBody(call, delivery)),
      },
      {
        method: "GET",
        path: `${path}/:delivery{[0-9]+}`,
        operation: "apps/get-webhook-delivery",
        need: "app",
        answer: (call) => {
          const delivery = found(webhooks, call);
          const request = { headers: null, payload: JSON.parse(delivery.payload) };
          const response = { headers: null, payload: null };
          return json({ ...itemBody(call, delivery), request, response });
        },
      },
      {
        method: "POST",
        path: `${path}/:delivery{[0-9]+}/attempts`,
        operation: "apps/redeliver-webhook-delivery",
        need: "app",
        answer: (call) => {
          webhooks.redeliver(found(webhooks, call).guid);
          return json({}, 202);
        },
      },
    ],
  };
}
