import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { askServer } from "../../src/http/ask-server.ts";

/** A server that breaks every connection off, and one that is gone. */
async function brokenServers(): Promise<string[]> {
  const servers = [createServer((request) => request.socket.destroy()), createServer()];
  const addresses = servers.map(async (server) => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  const found = await Promise.all(addresses);
  servers[0]?.unref();
  servers[1]?.close();
  return found;
}

describe("a command that goes through the server", () => {
  it("says in a sentence that the server does not answer, and shows no stack", async () => {
    for (const address of await brokenServers())
      await expect(askServer({ address }, null)("GET", "/api/v1/sources")).rejects.toMatchObject({
        code: "unavailable",
        detail: "The server that holds the data directory does not answer; try again.",
      });
  });

  it("says that a server is just starting", () => {
    expect(() => askServer({ address: null }, null)).toThrow(expect.objectContaining({ code: "unavailable" }));
  });
});
