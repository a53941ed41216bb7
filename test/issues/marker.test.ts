import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeMarkers, encodeMarker, type Marker, markerOf } from "../../src/issues/marker.ts";

const hash = "a".repeat(64);

const markers: fc.Arbitrary<Marker> = fc.oneof(
  fc.record({
    kind: fc.constant("task" as const),
    spec: fc.integer({ min: 1 }),
    task: fc.string({ minLength: 1, maxLength: 64, unit: "binary" }),
    plan: fc.constant(hash),
  }),
  fc.record({
    kind: fc.constant("note" as const),
    about: fc.string({ minLength: 1, maxLength: 90, unit: "binary" }),
  }),
);

describe("marker", () => {
  it("comes back as it was written, whatever its data holds", () => {
    fc.assert(
      fc.property(markers, (marker) => {
        expect(decodeMarkers(`${encodeMarker(marker)}\n\nText`)).toEqual([marker]);
      }),
    );
  });

  it("cannot be ended by its own data", () => {
    const text = encodeMarker({ kind: "note", about: "--><img src=x> --!>" });
    expect(text.indexOf("-->")).toBe(text.length - 3);
  });

  it("survives a browser that writes CRLF line ends", () => {
    const marker: Marker = { kind: "status", issue: 12 };
    expect(markerOf(`${encodeMarker(marker)}\r\n\r\nText`, "status")).toEqual(marker);
  });

  it("is only what stands first in a text", () => {
    const body = `${encodeMarker({ kind: "status", issue: 1 })}\n${encodeMarker({ kind: "reply", comment: 2 })}`;
    expect(markerOf(body, "reply")).toBeNull();
  });

  it.each([
    ["another version", '<!-- pawl:v2 {"kind":"status","issue":1} -->'],
    ["broken JSON", '<!-- pawl:v1 {"kind":"status", -->'],
    ["an unknown kind", '<!-- pawl:v1 {"kind":"owner","issue":1} -->'],
    ["an unknown key", '<!-- pawl:v1 {"kind":"status","issue":1,"admin":true} -->'],
    ["a marker inside a sentence", 'see <!-- pawl:v1 {"kind":"status","issue":1} --> here'],
  ])("ignores %s", (_, text) => {
    expect(decodeMarkers(text)).toEqual([]);
  });
});
