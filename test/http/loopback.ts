import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

/** What a hostile server does with a connection once the request's headers came; `head` is what was asked. */
export type Script = (socket: Socket, head: string) => void;

/** A server on a free loopback port that follows a script, one script a connection, the last one again and again. */
export interface ScriptedServer {
  port: number;
  /** Heads of all requests. */
  heads: string[];
  /** Connections so far, also those that asked nothing. */
  connections(): number;
  stop(): Promise<void>;
}

/** Listens on loopback; with `tls` its connections are encrypted. */
export async function serveScript(scripts: Script[], tls?: TlsOptions, host = "127.0.0.1"): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  let connections = 0;
  const take = (socket: Socket) => {
    sockets.add(socket);
    let head = "";
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    socket.on("data", (piece: Buffer) => {
      if (head.includes("\r\n\r\n")) return;
      head += piece.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      const script = scripts[Math.min(heads.length, scripts.length - 1)];
      heads.push(head);
      script?.(socket, head);
    });
  };
  const server: Server = tls ? createTlsServer(tls, take) : createServer(take);
  server.on("connection", () => connections++).on("tlsClientError", () => {});
  server.listen(0, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    connections: () => connections,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Says this and closes. */
export function say(text: string | Uint8Array): Script {
  return (socket) => socket.end(text);
}

/** Says this and stays silent. */
export function sayAndWait(text: string): Script {
  return (socket) => socket.write(text);
}

/** Says the first once and the second over and over, every so often, as long as the other side listens. */
export function sayForEver(first: string, again: string | Uint8Array, everyMs: number): Script {
  return (socket) => {
    socket.write(first);
    const timer = setInterval(() => {
      if (socket.writableLength < 1_000_000) socket.write(again);
    }, everyMs);
    socket.on("close", () => clearInterval(timer));
  };
}
