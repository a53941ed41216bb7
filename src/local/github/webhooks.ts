/** Signed webhook deliveries to the App, one at a time in the order of the events, never retried (as on GitHub). */
import { createHmac, randomUUID } from "node:crypto";
import type { World, WorldEvent } from "./world.ts";

/** One delivery as made. `status` is the HTTP status the receiver answered, 0 when it could not be reached in 10 s. */
export type Delivery = {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly status: number;
  readonly payload: string;
};

export type Webhooks = {
  /** Where deliveries go from now on; `null` stops them. */
  setUrl(url: string | null): void;
  readonly deliveries: readonly Delivery[];
  /** Delivers a past delivery again, with the same GUID. */
  redeliver(guid: string): void;
  /** Resolves when every delivery queued until then is done. */
  idle(): Promise<void>;
};

const PATIENCE = 10_000;

/** Subscribes to the world's events. `secret` signs `X-Hub-Signature-256`. */
export function startWebhooks(world: World, secret: string): Webhooks {
  const deliveries: Delivery[] = [];
  const hook = String(world.ids.database("hook"));
  let url: string | null = null;
  let queue: Promise<void> = Promise.resolve();

  const send = async (to: string, parcel: Omit<Delivery, "status">) => {
    const status = await post(to, parcel.payload, {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/local",
      "x-github-delivery": parcel.guid,
      "x-github-event": parcel.event,
      "x-github-hook-id": hook,
      "x-github-hook-installation-target-id": String(world.app.id),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(parcel.payload).digest("hex")}`,
    });
    deliveries.push({ ...parcel, status });
  };
  const enqueue = (parcel: Omit<Delivery, "status">) => {
    const to = url;
    if (to !== null) queue = queue.then(() => send(to, parcel));
  };

  world.onEvent((event: WorldEvent) => {
    if (!world.app.events.includes(event.name)) return;
    const payload = JSON.stringify({
      ...(event.action === null ? {} : { action: event.action }),
      ...event.payload,
    });
    enqueue({ guid: randomUUID(), event: event.name, action: event.action, payload });
  });

  return {
    setUrl(next) {
      url = next;
    },
    deliveries,
    redeliver(guid) {
      const past = deliveries.find((delivery) => delivery.guid === guid);
      if (past === undefined) throw new Error(`no delivery ${guid}`);
      const { status: _, ...parcel } = past;
      enqueue(parcel);
    },
    async idle() {
      for (let seen = null as Promise<void> | null; seen !== queue; ) {
        seen = queue;
        await seen;
      }
    },
  };
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
