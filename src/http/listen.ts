import { createServer, type Server } from "node:net";
import { AppError } from "../errors.ts";

/** Where to listen, as in the settings; port 0: any that is free. */
export interface ListenAddress {
  host: string;
  port: number;
}

/** Listens. Throws `conflict` when the address is taken, not ours or not allowed. */
export async function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) =>
      reject(new AppError("conflict", `Cannot listen on ${host}:${port}: ${whyNot(cause)}.`, { cause }));
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

/** Throws what listening there would throw, before anything slow begins; nobody is answered there yet. */
export async function refuseIfTaken(address: ListenAddress): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((resolve) => server.close(resolve));
}

const LISTEN_FAULTS: Record<string, string> = {
  EADDRINUSE: "another program listens there",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "the system does not allow it",
  ENOTFOUND: "this machine has no such name",
};

function whyNot({ code = "", message }: NodeJS.ErrnoException): string {
  return LISTEN_FAULTS[code] ?? message;
}
