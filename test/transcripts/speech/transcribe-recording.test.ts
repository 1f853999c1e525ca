import { describe, expect, it } from "vitest";
import type { AudioLayout, AudioPiece } from "../../../src/audio/audio.ts";
import { type RecordingSpeech, transcribeRecording } from "../../../src/transcripts/speech/transcribe-recording.ts";
import type { SpeechSegment } from "../../../src/transcripts/speech/transcriber.ts";
import { directPayOnce } from "../../fakes/direct-pay-once.ts";
import { type Said, type ScriptedTranscriber, scriptedTranscriber } from "../../fakes/scripted-transcriber.ts";
import { CALLS, pieceOf } from "./recording-material.ts";

const at = (startMs: number, endMs: number) => ({ startMs, endMs });
const segment = (startMs: number, endMs: number, text: string, more: Partial<SpeechSegment> = {}): SpeechSegment => ({
  startMs,
  endMs,
  text,
  speaker: null,
  isDoubtful: false,
  ...more,
});
const segments = (...all: SpeechSegment[]) => ({
  text: all.map(({ text }) => text).join(""),
  language: null,
  segments: all,
});

function recording(layout: AudioLayout, pieces: AudioPiece[], more: Partial<RecordingSpeech> = {}): RecordingSpeech {
  return {
    audioSha256: "a".repeat(64),
    prepared: { cutVersion: 1, layout, pieces },
    pathOf: ({ file }) => `/pieces/${file}`,
    language: null,
    signal: new AbortController().signal,
    deadlineMs: Number.MAX_SAFE_INTEGER,
    again: false,
    ...more,
  };
}
async function transcribe(
  layout: AudioLayout,
  pieces: AudioPiece[],
  script: Record<string, Said>,
  more: Partial<RecordingSpeech> & { vocabulary?: string[]; transcriber?: ScriptedTranscriber } = {},
) {
  const { vocabulary = [], transcriber = scriptedTranscriber(script), ...change } = more;
  const payOnce = directPayOnce();
  const made = await transcribeRecording({ transcriber, payOnce, vocabulary }, recording(layout, pieces, change));
  const lines = made.transcript.utterances.map(
    ({ number, speaker, text, startMs, endMs }) => `${number} ${startMs}-${endMs} ${speaker}: ${text}`,
  );
  return { ...made, lines, transcriber, payOnce };
}

describe("channels", () => {
  it("are merged by time, overlaps and all, with the times of our own speech intervals", async () => {
    const pieces = [
      pieceOf(0, [at(1_000, 4_000)]),
      pieceOf(1, [at(3_500, 5_000)], { channel: 1 }),
      pieceOf(2, [at(4_800, 6_000), at(6_200, 7_000)]),
    ];
    const { lines } = await transcribe("stereo", pieces, {
      "0.mp3": "Добрый день, слушаю.",
      "1.mp3": "Здравствуйте.",
      "2.mp3": "Да. Говорите.",
    });
    expect(lines).toEqual([
      "1 1000-4000 left: Добрый день, слушаю.",
      "2 3500-5000 right: Здравствуйте.",
      "3 4800-7000 left: Да. Говорите.",
    ]);
  });

  for (const [name, { turns, language }] of CALLS)
    it(`${name}: every turn of the call comes out once, in order, with its time and side`, async () => {
      const pieces = turns.map(({ channel, start_ms, end_ms }, number) =>
        pieceOf(number, [at(start_ms, end_ms)], { channel: channel === "left" ? 0 : 1 }),
      );
      const script = Object.fromEntries(turns.map(({ text }, number) => [`${number}.mp3`, text]));
      const made = await transcribe("stereo", pieces, script);
      expect(made.lines).toEqual(
        turns.map(({ n, channel, text, start_ms, end_ms }) => `${n} ${start_ms}-${end_ms} ${channel}: ${text}`),
      );
      expect(made).toMatchObject({ language, dropped: [], engine: "scripted", engineVersion: "ear-1" });
    });

  it("of which one is silent keep their names, and false stereo has none", async () => {
    const pieces = [pieceOf(0, [at(0, 900)], { channel: 1 })];
    expect((await transcribe("one_side_silent", pieces, { "0.mp3": "Алло?" })).lines).toEqual(["1 0-900 right: Алло?"]);
    expect((await transcribe("false_stereo", pieces, { "0.mp3": "Алло?" })).lines).toEqual(["1 0-900 null: Алло?"]);
  });
});

describe("segments of an engine", () => {
  const piece = pieceOf(0, [at(10_000, 12_000), at(13_000, 15_000), at(20_000, 21_000)]);

  it("are shifted by the piece's start and held to where we heard speech", async () => {
    const { lines } = await transcribe("stereo", [piece], {
      "0.mp3": segments(segment(0, 2_600, " Добрый день."), segment(9_000, 30_000, " Слушаю вас.")),
    });
    expect(lines).toEqual(["1 10000-12000 left: Добрый день.", "2 20000-21000 left: Слушаю вас."]);
  });

  it("that follow without a pause become one turn, unless the other side speaks between", async () => {
    const right = pieceOf(1, [at(12_100, 12_900)], { channel: 1 });
    const said = segments(segment(100, 2_100, " Добрый день,"), segment(3_100, 5_100, " слушаю вас."));
    const joined = await transcribe("stereo", [piece], { "0.mp3": said });
    expect(joined.lines).toEqual(["1 10000-15000 left: Добрый день, слушаю вас."]);
    const parted = await transcribe("stereo", [piece, right], {
      "0.mp3": said,
      "1.mp3": segments(segment(0, 900, "Да.")),
    });
    expect(parted.lines.map((line) => line.split(" ")[2])).toEqual(["left:", "right:", "left:"]);
  });

  it("of a piece without its long pauses get the times of the call, with the other side between", async () => {
    const left = pieceOf(0, [at(10_000, 12_000), at(20_000, 21_000), at(40_000, 43_000)], {
      startMs: 9_750,
      endMs: 43_250,
      parts: [at(9_750, 12_500), at(19_500, 21_500), at(39_500, 43_250)],
    });
    const right = pieceOf(1, [at(13_000, 19_000)], { channel: 1 });
    const { lines, transcriber } = await transcribe("stereo", [left, right], {
      "0.mp3": segments(segment(250, 4_250, " Добрый день, чем помочь? Да."), segment(5_000, 8_300, " До свидания.")),
      "1.mp3": segments(segment(100, 6_100, " Хочу букет.")),
    });
    expect(lines).toEqual([
      "1 10000-12000 left: Добрый день, чем помочь?",
      "2 13000-19000 right: Хочу букет.",
      "3 20000-21000 left: Да.",
      "4 40000-43000 left: До свидания.",
    ]);
    expect(transcriber.requests.map(({ durationMs }) => durationMs)).toContain(8_500);
  });

  it("may be missing: then a piece without its long pauses comes sentence by sentence, however short its sound", async () => {
    const left = pieceOf(0, [at(10_000, 12_000), at(40_000, 42_000)], {
      parts: [at(9_900, 12_500), at(39_500, 42_100)],
    });
    const { lines } = await transcribe("stereo", [left, pieceOf(1, [at(13_000, 39_000)], { channel: 1 })], {
      "0.mp3": "Добрый день, слушаю. Хорошо, записываю вас.",
      "1.mp3": "Хочу букет.",
    });
    expect(lines).toEqual([
      "1 10000-12000 left: Добрый день, слушаю.",
      "2 13000-39000 right: Хочу букет.",
      "3 40000-42000 left: Хорошо, записываю вас.",
    ]);
  });

  it("where nobody speaks, or where the engine itself doubts it, are dropped and counted", async () => {
    const { lines, dropped } = await transcribe("stereo", [piece], {
      "0.mp3": segments(
        segment(100, 2_100, "Добрый день."),
        segment(6_500, 8_500, "Спасибо за внимание."),
        segment(9_900, 11_000, "Не знаю.", { isDoubtful: true }),
      ),
    });
    expect(lines).toEqual(["1 10000-12000 left: Добрый день."]);
    expect(dropped).toMatchObject([
      { reason: "silence", text: "Спасибо за внимание.", startMs: 16_400 },
      { reason: "silence", text: "Не знаю." },
    ]);
  });

  it("that only just miss speech were timed badly, and ones that fill a silence were made up", async () => {
    const { lines, dropped } = await transcribe("stereo", [piece], {
      "0.mp3": segments(segment(5_500, 6_100, "Да."), segment(5_150, 10_080, "Спасибо за внимание, до новых встреч.")),
    });
    expect(lines).toEqual(["1 14400-15000 left: Да."]);
    expect(dropped).toMatchObject([{ reason: "silence", text: "Спасибо за внимание, до новых встреч." }]);
  });

  it("never leave their piece, whatever times the engine gives", async () => {
    const said = segments(
      segment(5_000, 2_000, "Раз."),
      segment(900_000, 999_000, "Два."),
      segment(9_950, 1e9, "Три."),
    );
    for (const { startMs, endMs } of (await transcribe("mono", [piece], { "0.mp3": said })).transcript.utterances) {
      expect(startMs).toBeGreaterThanOrEqual(piece.startMs);
      expect(endMs).toBeLessThanOrEqual(piece.endMs);
      expect(startMs ?? 0).toBeLessThanOrEqual(endMs ?? 0);
    }
  });
});

describe("what is no speech", () => {
  it("gives no utterance: empty pieces silently, inventions counted", async () => {
    const pieces = [pieceOf(0, [at(0, 900)]), pieceOf(1, [at(2_000, 2_600)]), pieceOf(2, [at(3_000, 4_000)])];
    const { lines, dropped, usage } = await transcribe("stereo", pieces, {
      "0.mp3": " ",
      "1.mp3": "Продолжение следует...",
      "2.mp3": "Да, слушаю.",
    });
    expect(lines).toEqual(["1 3000-4000 left: Да, слушаю."]);
    expect(dropped).toEqual([{ reason: "outro", text: "Продолжение следует...", startMs: 2_000, endMs: 2_600 }]);
    expect(usage).toEqual({ requests: 3, costUsd: 0.03 });
  });

  it("may be all there is", async () => {
    const { transcript, language } = await transcribe("mono", [pieceOf(0, [at(0, 900)])], { "0.mp3": "♪" });
    expect(transcript.utterances).toEqual([]);
    expect(language).toBeNull();
  });

  it("costs nothing where there is no piece", async () => {
    expect(await transcribe("mono", [], {})).toMatchObject({
      lines: [],
      engineVersion: "ear-1",
      usage: { requests: 0 },
    });
  });

  it("invisible characters are taken out and counted, and broken ones do no harm", async () => {
    const { lines, transcript } = await transcribe("stereo", [pieceOf(0, [at(0, 3_000)])], {
      "0.mp3": "Да\u200B, \u202Eслушаю\0 \ud800вас.",
    });
    expect(lines).toEqual(["1 0-3000 left: Да, слушаю\ufffd \ufffdвас."]);
    expect(transcript.removedCharacters).toBe(2);
  });
});

describe("mono", () => {
  it("without voices comes sentence by sentence, each with its time", async () => {
    const { lines } = await transcribe("mono", [pieceOf(0, [at(0, 2_000), at(2_300, 4_300), at(4_500, 5_500)])], {
      "0.mp3": "Компания Полёт, добрый день. Здравствуйте, сколько стоит? Смотря что.",
    });
    expect(lines).toEqual([
      "1 0-2000 null: Компания Полёт, добрый день.",
      "2 2300-4300 null: Здравствуйте, сколько стоит?",
      "3 4500-5500 null: Смотря что.",
    ]);
  });

  it("with voices names them in the order they are heard", async () => {
    const { lines } = await transcribe("mono", [pieceOf(0, [at(0, 9_000)])], {
      "0.mp3": segments(
        segment(0, 2_000, "Добрый день.", { speaker: "speaker_7" }),
        segment(2_500, 4_000, "Здравствуйте.", { speaker: "speaker_3" }),
        segment(4_100, 6_000, "Слушаю вас.", { speaker: "speaker_7" }),
      ),
    });
    expect(lines.map((line) => line.split(" ")[2])).toEqual(["A:", "B:", "A:"]);
  });

  const seller = ["Компания «Полёт», Инга, чем могу помочь?", "Могу предложить доставку завтра, записываю вас."];
  const buyer = ["Здравствуйте, мне нужна плитка. Сколько стоит?", "Дорого. Я подумаю, посоветуюсь с женой."];
  const talk = (first: string, second: string, names: [string, string]) =>
    segments(segment(0, 4_000, first, { speaker: names[0] }), segment(4_500, 9_000, second, { speaker: names[1] }));

  it("matches voices of later pieces by who sells and who buys, whatever the engine calls them", async () => {
    const pieces = [pieceOf(0, [at(0, 9_000)]), pieceOf(1, [at(20_000, 29_000)])];
    const { transcript } = await transcribe("mono", pieces, {
      "0.mp3": talk(seller[0] ?? "", buyer[0] ?? "", ["A", "B"]),
      "1.mp3": talk(buyer[1] ?? "", seller[1] ?? "", ["A", "B"]),
    });
    expect(transcript.utterances.map(({ speaker }) => speaker)).toEqual(["A", "B", "B", "A"]);
  });

  it("gives voices letters of their own where the words do not tell", async () => {
    const pieces = [pieceOf(0, [at(0, 9_000)]), pieceOf(1, [at(20_000, 29_000)])];
    const { transcript } = await transcribe("mono", pieces, {
      "0.mp3": talk(seller[0] ?? "", buyer[0] ?? "", ["A", "B"]),
      "1.mp3": talk("Угу.", "Ага.", ["A", "B"]),
    });
    expect(transcript.utterances.map(({ speaker }) => speaker)).toEqual(["A", "B", "C", "D"]);
  });
});

describe("language", () => {
  it("is what the words say, then what the engine heard in most of them, then what was told", async () => {
    const pieces = [pieceOf(0, [at(0, 900)]), pieceOf(1, [at(2_000, 9_000)])];
    const told = (text: string, language: string | null) => ({ text, language, segments: null });
    const of = async (first: Said, second: Said, language: string | null) =>
      (await transcribe("stereo", pieces, { "0.mp3": first, "1.mp3": second }, { language })).language;
    const russian = "Здравствуйте, мне нужны новые окна, сколько это будет стоить?";
    expect(await of(told("Да.", "uk"), told(russian, "ru"), "en")).toBe("ru");
    expect(await of(told("OK", "de"), told("Ja ja", "de"), "en")).toBe("de");
    expect(await of("OK", "Да", "kk")).toBe("kk");
  });
});

describe("paying", () => {
  const pieces = Array.from({ length: 9 }, (_, number) =>
    pieceOf(number, [at(number * 2_000, number * 2_000 + 1_500)]),
  );
  const script = Object.fromEntries(pieces.map(({ file, number }) => [file, `Реплика номер ${number}.`]));

  it("is done a few pieces at once, each settled as it comes and told", async () => {
    const told: [number, number][] = [];
    const { transcriber, payOnce, lines } = await transcribe("stereo", pieces, script, {
      onHeard: (doneMs, totalMs) => told.push([doneMs, totalMs]),
    });
    expect(transcriber.atOnce).toBe(4);
    expect(payOnce.settled.length).toBe(9);
    // The first piece has no room before it, so it is shorter.
    const totalMs = 9 * 1_700 - 100;
    expect(told.map(([, ofAll]) => ofAll)).toEqual(Array(9).fill(totalMs));
    expect(told.map(([doneMs]) => doneMs)).toEqual(told.map(([doneMs]) => doneMs).sort((a, b) => a - b));
    expect(told.at(-1)?.[0]).toBe(totalMs);
    expect(lines.map((line) => line.slice(0, 1))).toEqual([..."123456789"]);
  });

  it("hands language, words to know and length to the engine", async () => {
    const [piece] = pieces;
    const { transcriber } = await transcribe("stereo", piece ? [piece] : [], script, {
      language: "ru-RU",
      vocabulary: ["Астра"],
    });
    expect(transcriber.requests).toEqual([
      { path: "/pieces/0.mp3", durationMs: 1_600, language: "ru-RU", vocabulary: ["Астра"] },
    ]);
  });

  it("has one key for piece and settings, and never for how a piece was encoded", async () => {
    const [piece] = pieces;
    if (!piece) throw new Error("no piece");
    const keyOf = async (change: Partial<AudioPiece> = {}, more: Parameters<typeof transcribe>[3] = {}) => {
      const made = await transcribe("stereo", [{ ...piece, ...change }], { "0.mp3": "Да.", "0.ogg": "Да." }, more);
      return made.payOnce.orders[0]?.inputHash;
    };
    const one = await keyOf();
    expect(await keyOf({ file: "0.ogg", sizeBytes: 7 })).toBe(one);
    const others = [
      await keyOf({ number: 1 }),
      await keyOf({}, { prepared: { cutVersion: 2, layout: "stereo", pieces: [piece] } }),
      await keyOf({}, { language: "ru" }),
      await keyOf({}, { vocabulary: ["Астра"] }),
      await keyOf({}, { transcriber: scriptedTranscriber({ "0.mp3": "Да." }, { settings: "ear-2" }) }),
    ];
    expect(new Set([one, ...others]).size).toBe(6);
  });

  it("begins no piece after a fault, waits for those in flight, and throws the fault", async () => {
    const transcriber = scriptedTranscriber({ ...script, "2.mp3": new Error("the engine broke") });
    await expect(transcribe("stereo", pieces, {}, { transcriber })).rejects.toThrow("the engine broke");
    expect(transcriber.sent.length).toBeLessThan(9);
  });
});
