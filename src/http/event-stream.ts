import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/** One event: `id` names its content, so that a reader who comes back says what it has seen; `data` is sent as JSON. */
export interface StreamEvent {
  id: string;
  name: string;
  data: unknown;
}

/** How a stream of events behaves. */
export interface EventStreamOptions {
  /** The events in order. Ends with them; must end when the signal aborts (reader gone, life over, server stopping). */
  events: (signal: AbortSignal) => AsyncIterable<StreamEvent>;
  /** Hears what the events threw; the stream then ends and the reader comes back by itself. */
  onError: (error: unknown) => void;
  /** Hears that the stream is over, whatever ended it. */
  onEnd?: () => void;
  /** Aborts when the server stops, so that streams do not hold it up. */
  closing?: AbortSignal;
  heartbeatMs?: number;
  lifeMsMax?: number;
}

/** How soon a reader who was cut off comes back. */
const RETRY_MS = 2_000;
/** A comment now and then keeps proxies from taking a quiet stream for a dead one (most wait 30 to 60 s). */
const HEARTBEAT_MS = 15_000;
/** A longer life gains nothing: the reader comes back with the id of what it saw last. */
const LIFE_MS_MAX = 10 * 60_000;

/**
 * Answers with Server-Sent Events (HTML Standard, section 9.2). Nothing outlives the stream: a reader who leaves, the end
 * of its life or of the server abort the signal given to `events`, and the timers go.
 */
export function eventStream(c: Context, options: EventStreamOptions): Response {
  const { events, onError, onEnd, closing, heartbeatMs = HEARTBEAT_MS, lifeMsMax = LIFE_MS_MAX } = options;
  const over = new AbortController();
  const signal = closing ? AbortSignal.any([over.signal, closing]) : over.signal;
  const response = streamSSE(c, async (stream) => {
    stream.onAbort(() => over.abort());
    // A reader that does not read holds back what is written; ending the life lets that go too.
    const cut = () => stream.abort();
    let isWriting = false;
    const write = async (text: string) => {
      isWriting = true;
      await stream.write(text);
      isWriting = false;
    };
    const life = setTimeout(cut, lifeMsMax);
    const heartbeat = setInterval(() => void (isWriting || write(":\n\n")), heartbeatMs);
    closing?.addEventListener("abort", cut, { once: true });
    try {
      await write(`retry: ${RETRY_MS}\n\n`);
      if (!signal.aborted) for await (const event of events(signal)) await write(textOf(event));
    } catch (error) {
      if (!signal.aborted) onError(error);
    } finally {
      clearTimeout(life);
      clearInterval(heartbeat);
      closing?.removeEventListener("abort", cut);
      over.abort();
      onEnd?.();
    }
  });
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-accel-buffering", "no");
  return response;
}

/** The id of the event that a reader who comes back saw last; null for a new one. */
export function lastEventId(c: Context): string | null {
  return c.req.header("last-event-id") || null;
}

/** JSON holds no line break, so the data is one line. */
function textOf({ id, name, data }: StreamEvent): string {
  return `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
