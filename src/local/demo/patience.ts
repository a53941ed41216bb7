/** Waits for an outcome by asking for it again and again; says what was waited for when it does not come. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | null> | Value | null,
  seconds = 60,
): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (value !== null) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} seconds for ${what}.`);
    await pause(40);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
