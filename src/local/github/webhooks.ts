/** Signed webhook deliveries to the App, one at a time in the order of the events, never retried (as on GitHub). */
import { createHmac, randomUUID } from "node:crypto";
import type { World, WorldEvent } from "./world.ts";

/** One delivery as made. `status` is the HTTP status the receiver answered, 0 when it could not be reached in 10 s. */
export type Delivery = {
  readonly id: number;
  readonly guid: string;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
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

type Parcel = Omit<Delivery, "id" | "deliveredAt" | "status">;

/** Subscribes to the world's events. `secret` signs `X-Hub-Signature-256`. */
export function startWebhooks(world: World, secret: string): Webhooks {
  const deliveries: Delivery[] = [];
  const hook = world.ids.database("hook");
  let url: string | null = null;
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (parcel: Parcel) => {
    const to = url;
    if (to === null) return;
    queue = queue.then(async () => {
      const status = await post(to, parcel.payload, headersOf(world, hook, secret, parcel));
      deliveries.push({ ...parcel, id: world.ids.database("delivery"), deliveredAt: world.now(), status });
    });
  };
  world.onEvent((event) => {
    if (world.app.events.includes(event.name)) enqueue(parcelOf(event));
  });
  return {
    setUrl(next) {
      url = next;
    },
    deliveries,
    redeliver(guid) {
      const past = deliveries.find((delivery) => delivery.guid === guid);
      if (past === undefined) throw new Error(`no delivery ${guid}`);
      const { guid: same, event, action, payload } = past;
      enqueue({ guid: same, event, action, payload, redelivery: true });
    },
    async idle() {
      for (let seen: Promise<void> | null = null; seen !== queue; ) {
        seen = queue;
        await seen;
      }
    },
  };
}

function parcelOf({ name, action, payload }: WorldEvent): Parcel {
  const text = JSON.stringify({ ...(action === null ? {} : { action }), ...payload });
  return { guid: randomUUID(), event: name, action, payload: text, redelivery: false };
}

function headersOf(world: World, hook: number, secret: string, parcel: Parcel): Record<string, string> {
  const digest = createHmac("sha256", secret).update(parcel.payload).digest("hex");
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/local",
    "x-github-delivery": parcel.guid,
    "x-github-event": parcel.event,
    "x-github-hook-id": String(hook),
    "x-github-hook-installation-target-id": String(world.app.id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": `sha256=${digest}`,
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
