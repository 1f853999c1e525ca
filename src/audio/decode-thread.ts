import type { MessagePort } from "node:worker_threads";
import { AppError, WorkCrashed } from "../errors.ts";
import type { AudioBlock, AudioFormat } from "./audio.ts";
import { type AudioThread, type FromThread, startAudioThread } from "./audio-thread.ts";

/** Samples of both channels together that a slot holds, and how many slots there are: 4 MB that both threads see. */
const SLOT_SAMPLES = 128 * 1_024;
const SLOTS = 8;
const CHANNELS_MAX = 2;
/**
 * How long a decoder may give nothing. Each block takes it a moment, so processor time shows that a broken file keeps it
 * busy for ever, on a crowded machine and after a sleep too. Without processor time it waits for a disk, say, and the file
 * is not at fault.
 */
const SILENCE = { lookEveryMs: 500, processorMsMax: 5_000, looksMax: 120 };

type BlockMessage = FromThread & { kind: "block" };

/** Shared memory is given back late, so what no thread uses any more is used again. */
const spareSlots: SharedArrayBuffer[][] = [];

/** A recording that is being decoded; `blocks` is to be read once, and stopping to read ends the thread. */
export interface DecodingThread {
  format: AudioFormat;
  blocks: AsyncGenerator<AudioBlock>;
}

/**
 * Probes and decodes in a thread of its own, so that decoding and measuring share the work of two cores. Blocks lie in
 * shared memory: one is valid until the next is asked for. The decoder waits when it is too far ahead.
 * @throws what probing throws; reading the blocks throws what decoding throws. Either throws `invalid_input` when nothing
 * comes of much work, and `WorkCrashed` when nothing comes for long.
 */
export async function decodeInThread(path: string, silence: typeof SILENCE = SILENCE): Promise<DecodingThread> {
  const slots = spareSlots.pop() ?? Array.from({ length: SLOTS }, () => new SharedArrayBuffer(SLOT_SAMPLES * 4));
  const arrived: FromThread[] = [];
  let wake = () => {};
  const thread = startAudioThread({ task: "decode", path, slots }, (message) => {
    arrived.push(message);
    wake();
  });
  const next = async (): Promise<FromThread> => {
    for (;;) {
      const message = arrived.shift();
      if (message) return message;
      const more = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const watch = watchSilence(thread, silence);
      await Promise.race([more, thread.failed, watch.stuck]).finally(watch.forget);
    }
  };
  const first = await next().catch(async (error) => {
    await thread.end();
    throw error;
  });
  if (first.kind !== "format") throw new Error("the decoding thread did not begin with the format");
  return { format: first.format, blocks: readBlocks(thread, slots, next) };
}

/** `stuck` rejects when a thread works or waits for too long. Looks are counted, since a machine that slept takes none. */
function watchSilence({ worker }: AudioThread, silence: typeof SILENCE) {
  let forget = () => {};
  const stuck = new Promise<never>((_, reject) => {
    let looks = 0;
    let usedBeforeMs: number | null = null;
    const look = async () => {
      looks += 1;
      if (looks > silence.looksMax) reject(new WorkCrashed("nothing came of decoding for long"));
      const { user, system } = await worker.cpuUsage();
      const usedMs = (user + system) / 1_000;
      usedBeforeMs ??= usedMs;
      if (usedMs - usedBeforeMs >= silence.processorMsMax)
        reject(new AppError("invalid_input", "The recording is broken: decoding it comes to no end."));
    };
    // A thread that has ended tells that itself.
    const timer = setInterval(() => look().catch(() => undefined), silence.lookEveryMs);
    forget = () => clearInterval(timer);
  });
  return { stuck, forget };
}

async function* readBlocks(
  thread: AudioThread,
  slots: SharedArrayBuffer[],
  next: () => Promise<FromThread>,
): AsyncGenerator<AudioBlock> {
  let isDone = false;
  try {
    for (let message = await next(); message.kind === "block"; message = await next()) {
      yield blockOf(slots, message);
      thread.worker.postMessage(message.slot);
    }
    isDone = true;
  } finally {
    if (!isDone) await thread.end();
    else {
      spareSlots.push(slots);
      thread.release();
    }
  }
}

function blockOf(slots: SharedArrayBuffer[], { slot, channels, length, sampleRate }: BlockMessage): AudioBlock {
  const half = SLOT_SAMPLES / CHANNELS_MAX;
  const samples = new Float32Array(slots[slot] as SharedArrayBuffer);
  const channelData = Array.from({ length: channels }, (_, channel) =>
    samples.subarray(channel * half, channel * half + length),
  );
  return { channelData, sampleRate };
}

/** The other side of `decodeInThread`: packs blocks into free slots and tells of them; waits while none is free. */
export async function sendBlocks(
  blocks: AsyncIterable<AudioBlock>,
  slots: SharedArrayBuffer[],
  port: MessagePort,
): Promise<void> {
  const free = [...slots.keys()];
  let wake = () => {};
  const takeBack = (slot: number) => {
    free.push(slot);
    wake();
  };
  const whenFree = async () => {
    while (free.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return free.shift() as number;
  };
  port.on("message", takeBack);
  try {
    await pack(blocks, { slots, whenFree, hand: (message) => port.postMessage(message) });
  } finally {
    port.off("message", takeBack);
  }
}

interface Packing {
  slots: SharedArrayBuffer[];
  whenFree(): Promise<number>;
  hand(message: FromThread): void;
}

async function pack(blocks: AsyncIterable<AudioBlock>, { slots, whenFree, hand }: Packing): Promise<void> {
  const half = SLOT_SAMPLES / CHANNELS_MAX;
  let filling: BlockMessage | null = null;
  for await (const { channelData, sampleRate } of blocks) {
    const length = channelData[0]?.length ?? 0;
    for (let from = 0; from < length; ) {
      filling ??= { kind: "block", slot: await whenFree(), channels: channelData.length, length: 0, sampleRate };
      const samples = new Float32Array(slots[filling.slot] as SharedArrayBuffer);
      const count = Math.min(length - from, half - filling.length);
      for (const [channel, source] of channelData.entries())
        samples.set(source.subarray(from, from + count), channel * half + filling.length);
      filling.length += count;
      from += count;
      if (filling.length < half) continue;
      hand(filling);
      filling = null;
    }
  }
  if (filling) hand(filling);
  hand({ kind: "decoded" });
}
