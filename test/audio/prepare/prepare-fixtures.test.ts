import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PreparedAudio, SpeechInterval } from "../../../src/audio/audio.ts";
import { AppError } from "../../../src/errors.ts";
import {
  bordersOff,
  FIXTURES,
  faultsOf,
  LONG,
  prepareBothWays,
  prepareFile,
  prepareSound,
  readWave,
  TRUTH,
  type TrueFile,
  type Turn,
  writeNothing,
} from "./prepare-world.ts";

/** Some names of the fixtures cannot exist on every file system, and then are not there. */
const files = Object.entries(TRUTH.files).filter(
  ([name]) => !name.startsWith("names/") || existsSync(join(FIXTURES, name)),
);
const withExpectation = (...expectations: string[]) =>
  files.filter(([, { expect: expected }]) => expectations.includes(expected));
const calls = withExpectation("accept").filter(([, { dialogue }]) => dialogue !== undefined);
/** The maker's tolerance for lossy files; without loss the softest end of a word is all that may be missed. */
const toleranceMs = ({ codec = "" }: TrueFile) => (/^(?:pcm_s16le|flac)$/.test(codec) ? 70 : 150);

describe("stereo calls of every format", () => {
  for (const [name, file] of calls.filter(([, { channels }]) => channels === 2))
    it(`${name} has its turns where they are, and swapped on the other side`, { timeout: 60_000 }, async () => {
      const [prepared, swapped] = await prepareBothWays(join(FIXTURES, name));
      expect(prepared.layout).toBe("stereo");
      expect(Math.abs(prepared.durationMs - (file.duration_ms_decoded ?? 0))).toBeLessThanOrEqual(150);
      expect(faultsWithin(prepared, file)).toEqual([]);
      expect(swapped.channels.map(({ speech }) => speech)).toEqual(
        prepared.channels.map(({ speech }) => speech).toReversed(),
      );
      expect(swapped.pieces.map(({ channel, startMs, endMs }) => [1 - channel, startMs, endMs])).toEqual(
        prepared.pieces.map(({ channel, startMs, endMs }) => [channel, startMs, endMs]),
      );
    });
});

describe("mono calls", () => {
  for (const [name, file] of calls.filter(([, { channels }]) => channels === 1))
    it(`${name} is cut at its pauses`, async () => {
      const prepared = await prepareFile(join(FIXTURES, name));
      expect(prepared.layout).toBe("mono");
      expect(Math.abs(prepared.durationMs - (file.duration_ms_decoded ?? 0))).toBeLessThanOrEqual(150);
      expect(missedPauses(prepared, turnsOf(file, prepared.durationMs), 0)).toEqual([]);
    });

  it("half an hour keeps its times to the end, in few pieces without the long silences", {
    timeout: 60_000,
  }, async () => {
    const file = TRUTH.files["long_32min.opus"] as TrueFile;
    const prepared = await prepareFile(join(FIXTURES, "long_32min.opus"), { plan: LONG, write: writeNothing });
    expect(prepared.durationMs).toBe(file.duration_ms_decoded);
    for (const { dialogue, offset_ms } of file.segments ?? [])
      expect(missedPauses(prepared, TRUTH.dialogues[dialogue]?.turns ?? [], offset_ms)).toEqual([]);
    expect(prepared.pieces.length).toBeLessThan(2 * (file.segments?.length ?? 0));
    for (const { startMs, endMs } of prepared.pieces) expect(endMs - startMs).toBeLessThanOrEqual(LONG.pieceMsMax);
  });
});

describe("who speaks first", () => {
  it("is the customer of an inbound call: the first turn of the other side cut off", async () => {
    const { channels, sampleRate } = readWave(join(FIXTURES, "call1_flowers.wav"));
    const inbound = channels.map((one) => one.subarray(3.6 * sampleRate));
    const first = (await prepareSound({ channels: inbound, sampleRate })).pieces[0];
    expect(first?.channel).toBe(1);
    expect(Math.abs((first?.speech[0]?.startMs ?? 0) - (3_788 - 3_600))).toBeLessThanOrEqual(20);
  });
});

describe("two people at once", () => {
  it("are both kept, each in the own channel", async () => {
    const { channels } = await prepareFile(join(FIXTURES, "call4_overlap.flac"));
    for (const { start_ms, end_ms } of TRUTH.dialogues.call4_overlap?.overlaps ?? [])
      for (const { speech } of channels) expect(heardShare(speech, start_ms, end_ms)).toBeGreaterThan(0.5);
  });
});

describe("what is no call", () => {
  for (const [name] of withExpectation("refuse"))
    it(`${name} is refused with a sentence`, async () => {
      await expect(prepareFile(join(FIXTURES, name))).rejects.toThrow(AppError);
    });

  for (const [name] of withExpectation("no_speech"))
    it(`${name} has no pieces, and that is no error`, async () => {
      const prepared = await prepareFile(join(FIXTURES, name));
      expect(prepared.pieces).toEqual([]);
      expect(prepared.durationMs).toBe(1_000);
      expect(prepared.sanity.channels).toEqual([
        { speechDbfs: null, noiseDbfs: -100, clippedPerMille: 0, speechMs: 0 },
      ]);
    });

  it("a header that claims hours is answered by the real length", async () => {
    const prepared = await prepareFile(join(FIXTURES, "bad/lying_size.wav"));
    expect(prepared.durationMs).toBe(3_000);
    expect(prepared.sanity.faults).toContain("duration_differs");
  });

  it("three hours of silence in 0.3 MB are refused as soon as the limit is decoded", async () => {
    const long = prepareFile(join(FIXTURES, "bad/silence_3h.opus"), { durationMsMax: 300_000 });
    await expect(long).rejects.toMatchObject({ code: "too_large", detail: expect.stringContaining("5 min") });
  });
});

function turnsOf({ dialogue = "" }: TrueFile, durationMs: number): Turn[] {
  return (TRUTH.dialogues[dialogue]?.turns ?? []).filter(({ end_ms }) => end_ms <= durationMs);
}

function faultsWithin(prepared: PreparedAudio, file: TrueFile): string[] {
  const whole = TRUTH.dialogues[file.dialogue ?? ""]?.duration_ms ?? 0;
  if (prepared.durationMs > whole - 500) return faultsOf(prepared, file.dialogue ?? "", toleranceMs(file));
  // The first seconds of a call: whole turns are there.
  return turnsOf(file, prepared.durationMs).flatMap((turn) => {
    const own = prepared.channels.find(({ channel }) => channel === (turn.channel === "left" ? 0 : 1));
    const off = bordersOff(turn, own?.speech ?? []);
    return off > toleranceMs(file) ? [`turn ${turn.n} is off by ${off} ms`] : [];
  });
}

function heardShare(speech: SpeechInterval[], fromMs: number, toMs: number): number {
  const heard = speech.map(({ startMs, endMs }) => Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs)));
  return heard.reduce((sum, ms) => sum + ms, 0) / (toMs - fromMs);
}

/** Pauses between turns that are long enough to part pieces, but have speech in them. */
function missedPauses(prepared: PreparedAudio, turns: Turn[], offsetMs: number): string[] {
  const speech = prepared.channels[0]?.speech ?? [];
  return turns.flatMap((turn, index) => {
    const next = turns[index + 1];
    if (next === undefined || next.start_ms - turn.end_ms < 450) return [];
    const isApart = speech.some(({ endMs }) => Math.abs(endMs - offsetMs - turn.end_ms) <= 150);
    const goesOn = speech.some(({ startMs }) => Math.abs(startMs - offsetMs - next.start_ms) <= 150);
    return isApart && goesOn ? [] : [`the pause behind turn ${turn.n} at ${offsetMs}`];
  });
}
