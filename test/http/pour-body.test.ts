import { PassThrough, Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pourBody } from "../../src/http/bodies/pour-body.ts";

const LIMITS = { bytesMax: 200_000_000, pauseMaxMs: 30_000, graceMs: 60_000, bytesPerSecondMin: 16_384 };

/** Takes in what comes; `hold` keeps the next piece until `release`. */
class Intake extends Writable {
  bytes = 0;
  isHeld = false;
  release: () => void = () => {};

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.bytes += piece.length;
    if (this.isHeld) this.release = done;
    else done();
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function start(limits: Partial<typeof LIMITS> & { signal?: AbortSignal } = {}) {
  const body = new PassThrough();
  const intake = new Intake();
  const outcome = pourBody(body, intake, { ...LIMITS, ...limits }).then(
    () => "whole",
    (error: { code: string }) => error.code,
  );
  return { body, intake, outcome };
}

/** Sends a piece every so often and gives how many were taken before the pouring ended. */
async function sendSteadily(
  { body, outcome }: ReturnType<typeof start>,
  piece: Buffer,
  everyMs: number,
  times: number,
) {
  let isOver = false;
  outcome.then(() => {
    isOver = true;
  });
  for (let sent = 0; sent < times; sent++) {
    if (isOver) return sent;
    body.write(piece);
    await vi.advanceTimersByTimeAsync(everyMs);
  }
  return times;
}

describe("a long body", () => {
  it("of 200 MB passes at 64 KB a second, though it takes 50 minutes", async () => {
    const pouring = start();
    await sendSteadily(pouring, Buffer.alloc(400_000), 6_250, 500);
    pouring.body.end();
    expect(await pouring.outcome).toBe("whole");
    expect(pouring.intake.bytes).toBe(200_000_000);
  });

  it("ends after 30 s of silence, however fast it was before", async () => {
    const { body, outcome, intake } = start();
    body.write(Buffer.alloc(10_000_000));
    await vi.advanceTimersByTimeAsync(29_900);
    expect(intake.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(await outcome).toBe("request_timeout");
    expect(intake.destroyed).toBe(true);
    expect(body.destroyed).toBe(false);
  });

  it("ends when it drips: a byte every 9 s gets the grace time and no more", async () => {
    const pouring = start();
    expect(await sendSteadily(pouring, Buffer.alloc(1), 9_000, 100)).toBe(7);
    expect(await pouring.outcome).toBe("request_timeout");
  });

  it("is not blamed for a pause of this side", async () => {
    const { body, outcome, intake } = start({ graceMs: 1_000_000 });
    intake.isHeld = true;
    body.write(Buffer.alloc(100_000));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(intake.destroyed).toBe(false);
    intake.isHeld = false;
    intake.release();
    body.end();
    expect(await outcome).toBe("whole");
  });

  it("ends at the limit, when its sender is cut off, and when this side wants it to", async () => {
    const long = start({ bytesMax: 10 });
    long.body.write(Buffer.alloc(11));
    expect(await long.outcome).toBe("too_large");

    const cut = start();
    cut.body.destroy();
    expect(await cut.outcome).toBe("malformed");

    const gone = start();
    gone.body.destroy(new Error("aborted"));
    expect(await gone.outcome).toBe("malformed");

    const stop = new AbortController();
    const stopped = start({ signal: stop.signal });
    stop.abort();
    expect(await stopped.outcome).toBe("unavailable");
    expect(await start({ signal: stop.signal }).outcome).toBe("unavailable");
  });

  it("leaves no timer behind", async () => {
    const { body, outcome } = start();
    body.end(Buffer.alloc(10));
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
  });
});
