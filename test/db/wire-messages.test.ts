import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClientMessages, DeathWatch } from "../../src/db/wire-messages.ts";

/** A message as it stands on the wire; the start-up message of a client has no type. */
function message(type: string, body: string): Buffer {
  const text = Buffer.from(body);
  const length = Buffer.alloc(4);
  length.writeInt32BE(text.length + 4);
  return Buffer.concat([Buffer.from(type), length, text]);
}

function error(severity: string, text: string): Buffer {
  return message("E", `S${severity}\0V${severity}\0C53100\0M${text}\0\0`);
}

/** The same bytes in pieces that end anywhere. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const PLACES = fc.array(fc.nat(), { maxLength: 12 });

describe("ClientMessages", () => {
  it("gives whole messages in order, however the bytes are cut", () => {
    const sent = [message("", "\0\u0003user\0me\0"), message("Q", "select 1\0"), message("S", ""), message("X", "")];
    fc.assert(
      fc.property(PLACES, (places) => {
        const messages = new ClientMessages();
        const got = cut(Buffer.concat(sent), places).flatMap((chunk) => [...messages.take(chunk)].map(String));
        expect(got).toEqual(sent.map(String));
      }),
    );
  });
});

describe("DeathWatch", () => {
  const rows = [message("D", "VPANIC\0MFATAL"), message("N", "SPANIC\0VPANIC\0\0"), message("Z", "I")];

  it("finds an error that a server does not survive, however the bytes are cut", () => {
    for (const severity of ["PANIC", "FATAL"])
      fc.assert(
        fc.property(PLACES, (places) => {
          const watch = new DeathWatch();
          const parts = cut(Buffer.concat([...rows, error(severity, "диск полон"), ...rows]), places);
          expect(parts.map((part) => watch.see(part)).filter(Boolean)).toEqual([`${severity}: диск полон`]);
        }),
      );
  });

  it("is not misled by rows and notices that speak of panic, nor by ordinary errors", () => {
    fc.assert(
      fc.property(PLACES, (places) => {
        const watch = new DeathWatch();
        const parts = cut(Buffer.concat([...rows, error("ERROR", "PANIC\u0001VPANIC"), ...rows]), places);
        expect(parts.map((part) => watch.see(part)).filter(Boolean)).toEqual([]);
      }),
    );
  });
});
