import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "../errors.ts";

/** Keeps stored credentials unreadable without the secret key of the installation. */
export interface Sealer {
  /** First 16 hex digits of the SHA-256 of the secret key. */
  fingerprint: string;
  /** `place` says whose secret it is, such as `source:default`: sealed for one place it does not open in another. */
  seal(text: string, place: string): Buffer;
  /** Throws `unavailable` when it was sealed with another key or for another place, or was changed. */
  open(sealed: Buffer, place: string): string;
}

/** AES-256-GCM (NIST SP 800-38D) with a fresh nonce: version, nonce, tag, text. */
const CIPHER = "aes-256-gcm";
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealer for a secret key of any length. */
export function createSealer(secretKey: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "", "razbor sealed credentials", 32));
  return {
    fingerprint: createHash("sha256").update(secretKey).digest("hex").slice(0, 16),
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      const [nonceEnd, tagEnd] = [1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES];
      try {
        if (sealed[0] !== VERSION) throw new Error(`sealed by version ${sealed[0]}`);
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, nonceEnd), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(place))
          .setAuthTag(sealed.subarray(nonceEnd, tagEnd));
        return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new AppError("unavailable", "A stored credential cannot be opened with this SECRET_KEY.", { cause });
      }
    },
  };
}
