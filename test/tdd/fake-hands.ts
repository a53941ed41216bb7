import type { Hands } from "../../src/tdd/hands.ts";
import type { FakeRunner } from "./fake-runner.ts";

/** Hands on a disk in memory. A command is `[has, path, text]`: it passes when the file holds the text. */
export function fakeHands(disk: Map<string, string>): Hands & { readonly ran: (readonly string[])[] } {
  const ran: (readonly string[])[] = [];
  return {
    ran,
    write: async (files) => {
      for (const { path, text } of files) disk.set(path, text);
    },
    run: async (command) => {
      ran.push(command);
      const [, path = "", text = ""] = command;
      const ok = disk.get(path)?.includes(text) === true;
      return { ok, output: ok ? "" : `${path} does not hold ${text}` };
    },
  };
}

/** Hands on the disk that a fake runner runs on. */
export function handsOf(runner: FakeRunner): { readonly hands: Hands } {
  return { hands: fakeHands(runner.disk) };
}
