import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between the service and its PostgreSQL, on loopback, and can do what networks do. */
export interface DatabaseProxy {
  port: number;
  /** The next COMMIT reaches the server, its answer does not reach the service: the connection breaks instead. */
  loseCommit(): LostCommits;
  /** From now on nothing passes through the connections that are there, and nobody is told. */
  goSilent(): void;
  stop(): Promise<void>;
}

/** How many were lost so far; `end` loses no more. */
export interface LostCommits {
  peek(): number;
  end(): number;
}

interface Pair {
  client: Socket;
  server: Socket;
  /** Whether what comes from the server is kept from the client. */
  isSilent: boolean;
}

/** A simple query (`Q`, its length, its text, NUL; PostgreSQL protocol 3.0) of this one word. */
const COMMIT = Buffer.from("Q\0\0\0\x0bcommit\0", "latin1");
const COMMIT_UPPER = Buffer.from("Q\0\0\0\x0bCOMMIT\0", "latin1");

/** Starts it before the server whose socket lies there. */
export async function startProxy(socketPath: string): Promise<DatabaseProxy> {
  const pairs = new Set<Pair>();
  let toLose = 0;
  let lost = 0;
  const listening = createServer((client) => {
    const server = connect(socketPath);
    const pair: Pair = { client, server, isSilent: false };
    pairs.add(pair);
    let losing = false;
    client.setNoDelay(true);
    client.on("data", (bytes: Buffer) => {
      if (pair.isSilent) return;
      if (toLose > 0 && (bytes.includes(COMMIT) || bytes.includes(COMMIT_UPPER))) {
        toLose--;
        losing = true;
      }
      server.write(bytes);
    });
    server.on("data", (bytes: Buffer) => {
      if (pair.isSilent) return;
      if (losing) {
        lost++;
        client.resetAndDestroy();
        server.destroy();
      } else client.write(bytes);
    });
    const end = () => {
      // A connection that went silent stays open on the service's side: that is the fault.
      if (pair.isSilent && !client.destroyed) return;
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const side of [client, server]) side.on("error", end).on("close", end);
  });
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return {
    port: (listening.address() as AddressInfo).port,
    loseCommit: () => {
      const before = lost;
      toLose = 1;
      const peek = () => lost - before;
      const end = () => {
        toLose = 0;
        return peek();
      };
      return { peek, end };
    },
    goSilent: () => {
      for (const pair of pairs) pair.isSilent = true;
    },
    stop: async () => {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}
