import { Hono } from "hono";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type EventStreamOptions, eventStream } from "../../src/http/event-stream.ts";
import { startServer } from "../../src/http/server.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** A stream of what the test pushes; `open` tells whether its signal still holds. */
function stream(parts: Partial<EventStreamOptions> = {}) {
  const errors: unknown[] = [];
  const seen = { open: false, ends: 0 };
  const app = new Hono();
  app.get("/", (c) =>
    eventStream(c, {
      events: async function* (signal) {
        seen.open = true;
        yield { id: "1", name: "note", data: { text: "a\nb" } };
        if (!signal.aborted)
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
        seen.open = false;
      },
      onError: (error) => errors.push(error),
      onEnd: () => {
        seen.ends += 1;
      },
      ...parts,
    }),
  );
  return { app, errors, seen };
}

function textOf(response: Response) {
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!body) throw new Error("the answer has no body");
  let text = "";
  return {
    leave: () => body.cancel(),
    /** Reads until the text holds the words; null when it ends before. */
    async until(words: string): Promise<string | null> {
      while (!text.includes(words)) {
        const { done, value } = await body.read();
        if (done) return null;
        text += value;
      }
      return text;
    },
  };
}

describe("a stream of events", () => {
  it("says how soon to come back, and keeps an event on its lines", async () => {
    const text = textOf(await stream().app.request("/"));
    expect(await text.until("\ndata")).toMatch(/^retry: 2000\n\n/);
    expect(await text.until('b"}\n\n')).toContain('event: note\nid: 1\ndata: {"text":"a\\nb"}\n\n');
    await text.leave();
  });

  it("sends a comment when nothing happens", async () => {
    vi.useFakeTimers();
    const text = textOf(await stream().app.request("/"));
    await text.until("data");
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await text.until(":\n\n")).toContain("\n\n:\n\n");
    await text.leave();
  });

  it("ends after its longest life, with every timer gone", async () => {
    vi.useFakeTimers();
    const { app, seen, errors } = stream();
    const text = textOf(await app.request("/"));
    await text.until("data");
    vi.advanceTimersByTime(10 * 60_000);
    expect(await text.until("never")).toBeNull();
    await vi.waitFor(() => expect(seen).toEqual({ open: false, ends: 1 }));
    expect(vi.getTimerCount()).toBe(0);
    expect(errors).toEqual([]);
  });

  it("lets go of a reader who takes nothing any more", async () => {
    vi.useFakeTimers();
    const { app, seen } = stream({
      events: async function* (signal) {
        seen.open = true;
        for (let id = 0; !signal.aborted; id += 1) yield { id: String(id), name: "note", data: "x" };
        seen.open = false;
      },
    });
    const response = await app.request("/");
    await vi.waitFor(() => expect(seen.open).toBe(true));
    vi.advanceTimersByTime(10 * 60_000);
    await vi.waitFor(() => expect(seen).toEqual({ open: false, ends: 1 }));
    expect(vi.getTimerCount()).toBe(0);
    expect(response.status).toBe(200);
  });

  it("tells nobody but the log what went wrong", async () => {
    const { app, errors, seen } = stream({
      // biome-ignore lint/correctness/useYield: it fails before
      events: async function* () {
        throw new Error("secret");
      },
    });
    const response = await app.request("/");
    expect(await response.text()).toBe("retry: 2000\n\n");
    expect(errors).toEqual([new Error("secret")]);
    expect(seen.ends).toBe(1);
  });

  it("over a real connection ends when the reader cuts it, and does not hold up a stop", async () => {
    const { app, seen } = stream();
    const server = await startServer({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
    const reader = new AbortController();
    const text = textOf(await fetch(server.address, { signal: reader.signal }));
    await text.until("data");
    expect(seen.open).toBe(true);
    reader.abort();
    await expect.poll(() => seen).toEqual({ open: false, ends: 1 });
    await server.stop(10_000);
  });
});
