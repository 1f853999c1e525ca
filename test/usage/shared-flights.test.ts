import { describe, expect, it } from "vitest";
import { SharedFlights } from "../../src/usage/shared-flights.ts";

/** Work that ends when it is told to. */
function work() {
  const begun: { signal: AbortSignal; resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const begin = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => void begun.push({ signal, resolve, reject }));
  return { begun, begin };
}

describe("shared flights", () => {
  it("do for two at once what was begun once, and go on when one of them leaves", async () => {
    const { begun, begin } = work();
    const flights = new SharedFlights<string>();
    const leaver = new AbortController();
    const first = flights.join("key", leaver.signal, begin);
    const second = flights.join("key", new AbortController().signal, begin);
    leaver.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    expect(begun.map(({ signal }) => signal.aborted)).toEqual([false]);
    begun[0]?.resolve("done");
    expect(await second).toBe("done");
  });

  it("begin anew for whoever comes while work is ending that everybody gave up", async () => {
    const { begun, begin } = work();
    const flights = new SharedFlights<string>();
    const leaver = new AbortController();
    const first = flights.join("key", leaver.signal, begin);
    leaver.abort(new Error("gone"));
    const second = flights.join("key", new AbortController().signal, begin);
    expect(begun).toHaveLength(1);
    begun[0]?.reject(new Error("cancelled"));
    await expect(first).rejects.toThrow("cancelled");
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.resolve("done");
    expect(await second).toBe("done");
  });
});
