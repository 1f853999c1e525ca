import { Duplex } from "node:stream";
import type { Worker } from "node:worker_threads";
import type { EmbeddedServer } from "./embedded.ts";
import type { FromDatabase, ToDatabase } from "./embedded-messages.ts";

/**
 * What `pg` takes for a socket: its bytes go to the worker and come back from it. Every socket has a number, so a new
 * client never reads what was meant for the one before it.
 */
export class EmbeddedSocket extends Duplex {
  static #lastNumber = 0;
  readonly #number = ++EmbeddedSocket.#lastNumber;
  readonly #server: EmbeddedServer;
  #worker: Worker | null = null;

  constructor(server: EmbeddedServer) {
    super();
    this.#server = server;
  }

  /** Part of a socket's shape: there is nothing to dial, but the database may have to be started again. */
  connect(): this {
    this.#server.worker().then(
      (worker) => {
        if (this.destroyed) return;
        this.#worker = worker;
        worker.on("message", this.#receive);
        worker.once("exit", this.#ended);
        this.emit("connect");
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  /** Part of a socket's shape. */
  setNoDelay(): this {
    return this;
  }

  /** Part of a socket's shape. */
  setKeepAlive(): this {
    return this;
  }

  /** Keeps the process alive while a query runs. */
  ref(): this {
    this.#worker?.ref();
    return this;
  }

  /** Lets the process end while no query runs. */
  unref(): this {
    this.#worker?.unref();
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(new Uint8Array(chunk));
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker?.off("message", this.#receive).off("exit", this.#ended);
    done(error);
  }

  #send(bytes: Uint8Array): void {
    const message: ToDatabase = { kind: "bytes", client: this.#number, bytes };
    this.#worker?.postMessage(message, [bytes.buffer as ArrayBuffer]);
  }

  readonly #receive = (message: FromDatabase): void => {
    if (message.kind === "bytes" && message.client === this.#number)
      this.push(Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength));
  };

  readonly #ended = (): void => {
    this.destroy(new Error("the embedded database has stopped"));
  };
}
