import { describe, expect, it } from "vitest";
import { createSealer } from "../../src/db/sealing.ts";

const sealer = createSealer("a secret key of an installation");

describe("createSealer", () => {
  it("opens what it sealed, whatever the characters", () => {
    const text = 'Ключ: "🔑"\0\n';
    expect(sealer.open(sealer.seal(text, "source:a"), "source:a")).toBe(text);
  });

  it("shows nothing of the text and never seals alike", () => {
    const [one, two] = [sealer.seal("secret", "p"), sealer.seal("secret", "p")];
    expect(one.equals(two)).toBe(false);
    expect(one.includes("secret")).toBe(false);
  });

  it("opens nothing with another key, for another place, or after any byte changed", () => {
    const sealed = sealer.seal("secret", "source:a");
    const refused = expect.objectContaining({ code: "unavailable" });
    const opening =
      (bytes: Buffer, place = "source:a", by = sealer) =>
      () =>
        by.open(bytes, place);
    expect(opening(sealed, "source:b")).toThrow(refused);
    expect(opening(sealed, "source:a", createSealer("another secret key"))).toThrow(refused);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(opening(changed)).toThrow(refused);
    }
    expect(opening(Buffer.alloc(0))).toThrow(refused);
    expect(opening(sealed.subarray(0, 20))).toThrow(refused);
  });
});
