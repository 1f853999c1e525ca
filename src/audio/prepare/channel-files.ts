import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Samples gathered before they are written. */
const BUFFER_SAMPLES = 128 * 1_024;

/** One channel of the recording as 16-bit samples in a file of its own, so that its length costs no memory. */
export class ChannelFile {
  readonly path: string;
  readonly #file: number;
  readonly #buffer = new Int16Array(BUFFER_SAMPLES);
  #buffered = 0;
  #written = 0;

  private constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, "w+");
  }

  /** Creates it in `directory`; a file that an earlier process left there is overwritten. */
  static create(directory: string, channel: number): ChannelFile {
    return new ChannelFile(join(directory, `channel-${channel}.pcm`));
  }

  /** Samples it holds. */
  get length(): number {
    return this.#written + this.#buffered;
  }

  append(samples: Int16Array): void {
    for (let from = 0; from < samples.length; ) {
      const part = samples.subarray(from, from + BUFFER_SAMPLES - this.#buffered);
      this.#buffer.set(part, this.#buffered);
      this.#buffered += part.length;
      from += part.length;
      if (this.#buffered === BUFFER_SAMPLES) this.flush();
    }
  }

  /** Writes what is gathered, so that `readSamples` finds it. */
  flush(): void {
    writeAll(this.#file, bytesOf(this.#buffer.subarray(0, this.#buffered)));
    this.#written += this.#buffered;
    this.#buffered = 0;
  }

  /** Closes and removes it. */
  remove(): void {
    closeSync(this.#file);
    unlinkSync(this.path);
  }
}

/** The names of channel files, for whoever clears up after a preparation. */
export const CHANNEL_FILE = /^channel-\d\.pcm$/;

/** Reads samples of an open channel file; zeros where it ends before. */
export function readSamples(file: number, from: number, samples: Int16Array): void {
  const bytes = bytesOf(samples);
  let read = 0;
  while (read < bytes.length) {
    const count = readSync(file, bytes, read, bytes.length - read, from * 2 + read);
    if (count === 0) break;
    read += count;
  }
  bytes.fill(0, read);
}

/** Writes all bytes at the end of an open file; a full disk throws. */
export function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}
