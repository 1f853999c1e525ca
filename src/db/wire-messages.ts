/**
 * The framing of the PostgreSQL wire protocol, version 3: a type byte, a length of four bytes that counts itself, a
 * body. Only a client's very first message has no type byte.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */

const LENGTH_BYTES = 4;
const HEADER_BYTES = 1 + LENGTH_BYTES;
/** Type byte of a server's error. */
const ERROR = 0x45;
/** Error field that holds the severity in English. */
const SEVERITY = "V";
/** Error field that holds the text. */
const MESSAGE = "M";
/** Errors after which a server process is not to be trusted with another statement. */
const DEADLY = new Set(["FATAL", "PANIC"]);

/** Cuts what a client sends, in whatever chunks, into whole messages. */
export class ClientMessages {
  #started = false;
  #pending: Buffer = Buffer.alloc(0);

  /** The messages that are whole now that this chunk has come. They are views of it. */
  *take(chunk: Uint8Array): Generator<Buffer> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    for (;;) {
      const typeBytes = this.#started ? 1 : 0;
      if (this.#pending.length < typeBytes + LENGTH_BYTES) return;
      const size = typeBytes + this.#pending.readInt32BE(typeBytes);
      if (this.#pending.length < size) return;
      const message = this.#pending.subarray(0, size);
      this.#pending = this.#pending.subarray(size);
      this.#started = true;
      yield message;
    }
  }
}

/** Follows what a server sends, in whatever parts, for an error that it does not survive. */
export class DeathWatch {
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerBytes = 0;
  /** Bytes of the present message that are still to come. */
  #bodyBytes = 0;
  #error: Buffer[] = [];

  /** The severity and text of such an error when this part ends one; null otherwise. */
  see(part: Uint8Array): string | null {
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    let death: string | null = null;
    for (let at = 0; at < bytes.length; ) {
      if (this.#headerBytes < HEADER_BYTES) {
        const copied = bytes.copy(this.#header, this.#headerBytes, at, at + HEADER_BYTES - this.#headerBytes);
        at += copied;
        this.#headerBytes += copied;
        if (this.#headerBytes < HEADER_BYTES) break;
        this.#bodyBytes = this.#header.readInt32BE(1) - LENGTH_BYTES;
      }
      const body = bytes.subarray(at, at + this.#bodyBytes);
      at += body.length;
      this.#bodyBytes -= body.length;
      if (this.#header[0] === ERROR) this.#error.push(Buffer.from(body));
      if (this.#bodyBytes > 0) continue;
      const ended = this.#endMessage();
      death ??= ended;
    }
    return death;
  }

  #endMessage(): string | null {
    const death = this.#error.length > 0 ? deathIn(Buffer.concat(this.#error)) : null;
    this.#error = [];
    this.#headerBytes = 0;
    return death;
  }
}

/** The fields of an error are a letter and a text each, ended by a zero byte. */
function deathIn(error: Buffer): string | null {
  const fields = error.toString("utf8").split("\0");
  const value = (letter: string) => fields.find((field) => field.startsWith(letter))?.slice(1) ?? "";
  const severity = value(SEVERITY);
  return DEADLY.has(severity) ? `${severity}: ${value(MESSAGE)}` : null;
}
