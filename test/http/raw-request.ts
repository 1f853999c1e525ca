import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** A server on a free port of this machine, and what raw clients need to speak to it. */
export interface TestServer {
  port: number;
  /** Opens a connection; what the server says gathers in `heard`. */
  open(): Promise<RawConnection>;
  stop(): Promise<void>;
}

/** One connection by hand. */
export interface RawConnection {
  socket: Socket;
  heard(): string;
  /** Resolves with everything heard once the text has come. */
  until(text: string | RegExp): Promise<string>;
  /** Resolves with everything heard once the server has closed. */
  closed(): Promise<string>;
}

/** Serves an application on loopback. */
export async function listen(app: { fetch: Hono["fetch"] }, server?: Server): Promise<TestServer> {
  const http = server ?? createServer(getRequestListener(app.fetch as never));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const { port } = http.address() as AddressInfo;
  return {
    port,
    open: () => openConnection(port),
    stop: () =>
      new Promise((done) => {
        http.close(() => done());
        http.closeAllConnections();
      }),
  };
}

/** Connects to a port of this machine; rejects when nobody listens there. */
export async function openConnection(port: number): Promise<RawConnection> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  let isClosed = false;
  const watchers = new Set<() => void>();
  const wake = () => {
    for (const watcher of watchers) watcher();
  };
  socket.setEncoding("utf8").on("data", (text: string) => {
    heard += text;
    wake();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    isClosed = true;
    wake();
  });
  await new Promise<void>((done, fail) => socket.once("connect", done).once("error", fail));
  const when = (holds: () => boolean) =>
    new Promise<string>((done, fail) => {
      const watcher = () => {
        if (holds()) done(heard);
        else if (isClosed) fail(new Error(`the server closed after: ${heard}`));
        else return;
        watchers.delete(watcher);
      };
      watchers.add(watcher);
      watcher();
    });
  return {
    socket,
    heard: () => heard,
    until: (text) => when(() => (typeof text === "string" ? heard.includes(text) : text.test(heard))),
    closed: () => when(() => isClosed),
  };
}
