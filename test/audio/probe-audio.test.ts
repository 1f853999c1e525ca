import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAudio, probeAudio } from "../../src/audio/probe-audio.ts";
import { AppError } from "../../src/errors.ts";
import { chunk, waveFormat, waveOf } from "../helpers/wave-file.ts";
import { filesForTests, fixture, fixtureBytes } from "./decode/decoded.ts";

const place = filesForTests();

/** The refusal of a file, named as if it were a recording. */
async function refusal(content: Uint8Array | string, name = "call.mp3"): Promise<AppError> {
  try {
    await probeAudio(place(name, content));
  } catch (error) {
    return error as AppError;
  }
  throw new Error("it was accepted");
}

describe("what is no recording is refused and named", () => {
  test.each([
    ["a login page", "<!DOCTYPE html><html><head><title>Log in</title></head></html>", /web page.*login/],
    ["a page behind white space", "\n\n  <HTML><body>", /web page/],
    ["an answer in JSON", '{"error":"not found"}', /text/],
    ["Russian text", "Запись разговора недоступна", /text/],
    ["text in UTF-16", Buffer.from("\ufeffno recording here", "utf16le"), /text/],
    ["a PNG", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), /image/],
    ["a JPEG", Buffer.from("ffd8ffe000104a4649460001", "hex"), /image/],
    ["a WebP", Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1"), /image/],
    ["a picture of a telephone", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), /image/],
    ["a PDF", Buffer.from("%PDF-1.7\n\x80\x81\0", "latin1"), /PDF/],
    ["a ZIP", Buffer.from("PK\x03\x04\x14\0\0\0", "latin1"), /ZIP/],
    ["Windows Media", Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex"), /Windows Media/],
    ["AIFF", Buffer.from("FORM\0\0\0\x2eAIFFCOMM", "latin1"), /AIFF/],
    ["AC-3", Buffer.concat([Buffer.from("0b77a1b21440", "hex"), Buffer.alloc(64)]), /AC-3/],
    ["DTS", Buffer.concat([Buffer.from("7ffe8001fc3c", "hex"), Buffer.alloc(64)]), /DTS/],
    ["MIDI", Buffer.from("MThd\0\0\0\x06\0\x01\0\x02", "latin1"), /MIDI/],
    ["bytes that could be raw G.711 or G.729", Buffer.from("d5d4d7d15557d0dad5d4".repeat(90), "hex"), /G\.729.*WAV/],
  ])("%s", async (_, content, words) => {
    const { code, detail } = await refusal(content);
    expect(code).toBe("unsupported_media_type");
    expect(detail).toMatch(words);
  });

  test.each([
    [0x83, "G.729"],
    [0x01_33, "G.729"],
    [0x42, "G.723.1"],
    [0x45, "G.726"],
    [0x22, "TrueSpeech"],
    [0x01_61, "Windows Media"],
    [0x20_00, "AC-3"],
    [0x0b_ad, "0xbad"],
  ])("a WAV with format tag %i is refused as %s", async (tag, name) => {
    const format = waveFormat({ tag, channels: 1, sampleRate: 8_000, bits: 0, blockBytes: 10 }, Buffer.alloc(2));
    const { code, detail } = await refusal(waveOf(format, Buffer.alloc(1_000)), "call.wav");
    expect(code).toBe("unsupported_media_type");
    expect(detail).toContain(name);
  });

  test("MPEG layer 2 is refused by name", async () => {
    const frame = Buffer.alloc(417);
    frame.writeUInt32BE(0xff_fd_80_c4);
    expect((await refusal(Buffer.concat(Array.from({ length: 12 }, () => frame)))).detail).toMatch(/layer 2/);
  });

  test("Speex in Ogg is refused by name", async () => {
    const page = Buffer.concat([
      Buffer.from("OggS\0\x02", "latin1"),
      Buffer.alloc(20),
      Buffer.from([1, 80]),
      Buffer.from("Speex   ".padEnd(80, "\0")),
    ]);
    expect((await refusal(page, "call.ogg")).detail).toMatch(/Speex/);
  });
});

describe("broken recordings are refused as broken", () => {
  test.each([
    ["an empty file", Buffer.alloc(0)],
    ["the first bytes of a WAV", fixtureBytes("bad/truncated_header.wav")],
    [
      "a WAV without sound",
      waveOf(waveFormat({ tag: 1, channels: 1, sampleRate: 8_000, bits: 16 }), Buffer.alloc(0)).subarray(0, 36),
    ],
    [
      "a WAV without channels",
      waveOf(waveFormat({ tag: 1, channels: 0, sampleRate: 8_000, bits: 16 }), Buffer.alloc(90)),
    ],
    [
      "a WAV of 65,535 channels",
      waveOf(waveFormat({ tag: 1, channels: 65_535, sampleRate: 8_000, bits: 16, blockBytes: 2 }), Buffer.alloc(90)),
    ],
    [
      "a WAV of no samples a second",
      waveOf(waveFormat({ tag: 1, channels: 1, sampleRate: 0, bits: 16 }), Buffer.alloc(90)),
    ],
    [
      "a WAV of 4,000,000,000 samples a second",
      waveOf(waveFormat({ tag: 1, channels: 1, sampleRate: 4e9, bits: 0 }), Buffer.alloc(90)),
    ],
    [
      "the head of an m4a whose index stands behind the cut",
      Buffer.from("\0\0\0\x10ftypM4A \0\0\0\0\0\0\x10\0mdat".padEnd(90, "\0"), "latin1"),
    ],
    [
      "an m4a that claims an index of two gigabytes",
      Buffer.from("\0\0\0\x10ftypM4A \0\0\0\0\x7f\xff\xff\xffmoov".padEnd(90, "\0"), "latin1"),
    ],
    ["the head of a FLAC", fixtureBytes("call1_flowers.flac").subarray(0, 30)],
    ["the head of an Opus stream", Buffer.concat([fixtureBytes("call1_flowers.ogg").subarray(0, 37)])],
    ["AMR without a frame", Buffer.from("#!AMR\n")],
    ["AMR with noise behind its mark", Buffer.from("#!AMR\n\x7f\xff\xfe\xfd\xfc\xfb", "latin1")],
  ])("%s", async (_, content) => {
    const { code, detail } = await refusal(content, "call.wav");
    expect(code === "invalid_input" || /no sound/.test(detail)).toBe(true);
    expect(detail).toMatch(/^[A-Z].*\.$/);
  });

  test("a chain of empty chunks without end is given up", async () => {
    const empty = Buffer.concat(Array.from({ length: 3_000 }, () => chunk("junk", Buffer.alloc(0))));
    const file = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVE", "latin1"), empty]);
    expect((await refusal(file)).code).toBe("invalid_input");
  });
});

test("random bytes are never taken for sound, whatever stands before them", async () => {
  const starts = ["", "ID3\x03\0\0\0\0\0\0", "\xff\xfb\x90\x44", "\xff\xf1\x50\x80", "\xd5", "TAG"];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ minLength: 64, maxLength: 20_000, size: "max" }),
      async (start, noise) => {
        const { name, code } = await refusal(Buffer.concat([Buffer.from(start, "latin1"), noise]));
        expect({ name, code }).toEqual({ name: "AppError", code: "unsupported_media_type" });
      },
    ),
    { numRuns: 200 },
  );
});

test("the name says nothing: an MP4 named .mp3 is an MP4, an MP3 named .wav is an MP3", async () => {
  expect(await probeAudio(place("a.mp3", fixtureBytes("call1_flowers.m4a")))).toMatchObject({
    container: "mp4",
    codec: "aac",
  });
  expect(await probeAudio(place("b.wav", fixtureBytes("call1_flowers_mono.mp3")))).toMatchObject({ container: "mp3" });
  expect(await probeAudio(place("c", fixtureBytes("call1_flowers.webm")))).toMatchObject({
    container: "webm",
    codec: "opus",
  });
});

test("a file that is not there is an error of the file system, not of the recording", async () => {
  await expect(probeAudio(fixture("no-such-file.wav"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("at the door the same files are refused, and tracks of MP4 and WebM are left to the thread that can be ended", async () => {
  for (const content of ["<!doctype html><p>Log in", fixtureBytes("bad/text_renamed.mp3"), Buffer.alloc(0)])
    await expect(checkAudio(place("door.mp3", content))).rejects.toBeInstanceOf(AppError);
  await expect(checkAudio(fixture("bad/truncated_header.wav"))).rejects.toMatchObject({ code: "invalid_input" });
  const onlyHeads = { webm: Buffer.from("1a45dfa3", "hex"), mp4: Buffer.from("\0\0\0\x08moov", "latin1") };
  for (const [container, content] of Object.entries(onlyHeads)) {
    expect(await checkAudio(place("door", content))).toBe(container);
    await expect(probeAudio(place("door", content))).rejects.toBeInstanceOf(AppError);
  }
  expect(await checkAudio(fixture("call1_flowers.ogg"))).toBe("ogg");
});
