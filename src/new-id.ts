import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** A request of the system for random bytes takes longer than an id does: they are fetched for many at once. */
const RANDOM_BYTES = 4_096;
const ID_BYTES = 16;
const random = new Uint8Array(RANDOM_BYTES);
let used = RANDOM_BYTES;
/** The moment of the last id (milliseconds since 1970), and its number in it: 32 bits, random at first. */
const last = { ms: 0, number: 0 };

/** A new UUIDv7 (RFC 9562): ids of a process are in the order of their making. */
export function newId(): string {
  const bytes = takeRandom();
  const nowMs = Date.now();
  if (nowMs > last.ms) {
    last.ms = nowMs;
    // The highest bit is left free, so that counting on does not run over.
    last.number =
      ((bytes[6] ?? 0) & 0x7f) * 2 ** 24 + (bytes[7] ?? 0) * 2 ** 16 + (bytes[8] ?? 0) * 2 ** 8 + (bytes[9] ?? 0);
  } else last.number += 1;
  return v7({ random: bytes, msecs: last.ms, seq: last.number });
}

function takeRandom(): Uint8Array {
  if (used === RANDOM_BYTES) {
    randomFillSync(random);
    used = 0;
  }
  const bytes = random.slice(used, used + ID_BYTES);
  used += ID_BYTES;
  return bytes;
}
