import { readFileSync } from "node:fs";
import decodeFlac from "@audio/decode-flac";
import decodeMp3 from "@audio/decode-mp3";
import decodeWav from "@audio/decode-wav";

/** A turn of a fixture call as it was heard in a piece of sound; times in seconds from the start of the piece. */
export interface HeardTurn {
  call: string;
  language: string;
  /** `left` or `right` when the piece is one channel of the fixture, `mix` when it is both together. */
  channel: "left" | "right" | "mix";
  speaker: "manager" | "client";
  start: number;
  end: number;
  text: string;
}

/** Why sound cannot be heard. The stand-in turns it into a refusal. */
export class Inaudible extends Error {
  override readonly name = "Inaudible";
}

interface TruthTurn {
  speaker: "manager" | "client";
  channel: "left" | "right";
  start_ms: number;
  end_ms: number;
  text: string;
}

interface Reference {
  call: string;
  language: string;
  channel: HeardTurn["channel"];
  samples: Float32Array;
  /** Sums of squares up to each sample, and to each frame of the envelope. */
  energy: Float64Array;
  envelope: Float32Array;
  envelopeEnergy: Float64Array;
  turns: TruthTurn[];
}

const RATE = 8_000;
const FRAME = 160;
const FRAME_S = FRAME / RATE;
/** Frames above this RMS are sound. */
const LOUD = 0.004;
/** A pause of so many frames parts two bursts; a burst shorter than the least is not looked for. */
const PAUSE_FRAMES = 12;
const BURST_FRAMES_MIN = 8;
/** Likeness of samples from which on a stretch counts as found: lossy coding twice over stays above it. */
const LIKENESS_MIN = 0.5;
/** Likeness that no other place comes near: the rest need not be looked at. */
const LIKENESS_SURE = 0.97;
/** How many places are looked at closely, in all the references and around each place. */
const LAGS_TRIED = 6;
const PERIODS_TRIED = 6;
/** How much of a stretch is compared sample by sample. */
const COMPARED_S = 1;
/** Samples of it by which the place is sought. */
const SOUGHT = RATE / 5;
/** Hisses come out of a lossy coder as other hisses; so much of the sound must be known. */
const KNOWN_SHARE_MIN = 0.7;
/** Words this near to a stretch belong to it; a turn covered so far was heard whole. */
const WORD_SLACK_S = 0.15;
const WHOLE_TURN = 0.8;

const AUDIO = new URL("../fixtures/audio/", import.meta.url);

/** Knows the fixture calls by their sound, and hears in a piece of it which turns of which call are spoken. */
export class FixtureEar {
  readonly #references: Reference[];

  private constructor(references: Reference[]) {
    this.#references = references;
  }

  /** Listens to the fixtures first. */
  static async open(): Promise<FixtureEar> {
    const truth = JSON.parse(readFileSync(new URL("truth.json", AUDIO), "utf8")) as {
      dialogues: Record<string, { language: string; turns: TruthTurn[] }>;
    };
    const references: Reference[] = [];
    for (const [call, { language, turns }] of Object.entries(truth.dialogues)) {
      const { channelData } = await decodeFlac(readFileSync(new URL(`${call}.flac`, AUDIO)));
      const [left = new Float32Array(), right = new Float32Array()] = channelData;
      const mix = left.map((sample, at) => (sample + (right[at] ?? 0)) / 2);
      for (const [channel, samples] of [
        ["left", left],
        ["right", right],
        ["mix", mix],
      ] as const) {
        const own = channel === "mix" ? turns : turns.filter((turn) => turn.channel === channel);
        const envelope = envelopeOf(samples);
        const energies = { energy: energyOf(samples), envelopeEnergy: energyOf(envelope) };
        references.push({ call, language, channel, samples, envelope, ...energies, turns: own });
      }
    }
    return new FixtureEar(references);
  }

  /**
   * The length of a file in seconds and the turns in it. Throws `Inaudible` for stereo, silence, unknown sound, more than
   * `secondsMax` and a WAV whose header tells another length than there is.
   */
  async hear(
    bytes: Uint8Array,
    name: string,
    { secondsMax = Number.POSITIVE_INFINITY } = {},
  ): Promise<{ seconds: number; turns: HeardTurn[] }> {
    const samples = await monoAt8k(bytes, name);
    const seconds = samples.length / RATE;
    if (seconds < 0.1) throw new Inaudible("audio_too_short");
    if (seconds > secondsMax) throw new Inaudible("audio_too_long");
    const bursts = burstsOf(envelopeOf(samples));
    if (bursts.length === 0) throw new Inaudible("nobody_speaks");
    const found = bursts.map((burst) => this.#find(samples, burst));
    const known = found.filter(({ likeness }) => likeness >= LIKENESS_MIN);
    const lengthOf = (some: Found[]) => some.reduce((sum, { from, to }) => sum + to - from, 0);
    if (lengthOf(known) < KNOWN_SHARE_MIN * lengthOf(found)) throw new Inaudible("unknown_sound");
    return { seconds, turns: turnsOf(known) };
  }

  #find(samples: Float32Array, [from, to]: Burst): Found {
    const part = samples.subarray(from * FRAME, to * FRAME);
    const envelope = envelopeOf(part);
    const candidates = this.#references.flatMap((reference) =>
      likelyLags(envelope, reference).map((place) => ({ reference, ...place })),
    );
    let best: Found = { reference: this.#references[0] as Reference, likeness: 0, from: 0, to: 0, heardAt: 0 };
    for (const { reference, at: lag } of likeliest(candidates, LAGS_TRIED)) {
      const { likeness, at } = refine(part, reference, lag * FRAME);
      if (isMore(likeness, best.likeness))
        best = { reference, likeness, from: at / RATE, to: (at + part.length) / RATE, heardAt: from * FRAME_S };
      if (likeness > LIKENESS_SURE) break;
    }
    return { ...best, to: best.from + part.length / RATE };
  }
}

type Burst = [from: number, to: number];

/** A burst found in a reference: its seconds there, and where it stands in the piece. */
interface Found {
  reference: Reference;
  likeness: number;
  from: number;
  to: number;
  heardAt: number;
}

async function monoAt8k(bytes: Uint8Array, name: string): Promise<Float32Array> {
  const isWav = name.endsWith(".wav");
  if (isWav && !tellsItsLength(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)))
    throw new Inaudible("wrong_length");
  const { channelData, sampleRate } = isWav ? decodeWav(bytes) : await decodeMp3(bytes);
  if (isWav ? channelData.length !== 1 : !isMonoFrame(bytes)) throw new Inaudible("not_mono");
  const [samples = new Float32Array()] = channelData;
  const step = sampleRate / RATE;
  if (!Number.isInteger(step)) throw new Inaudible(`rate_${sampleRate}`);
  if (step === 1) return samples;
  const slow = new Float32Array(Math.floor(samples.length / step));
  for (let i = 0; i < slow.length; i++) {
    let sum = 0;
    for (let j = 0; j < step; j++) sum += samples[i * step + j] ?? 0;
    slow[i] = sum / step;
  }
  return slow;
}

/** Whether the sizes in the header of a WAV are those of the file. */
function tellsItsLength(wave: Buffer): boolean {
  const data = wave.indexOf("data");
  return data > 0 && wave.readUInt32LE(4) === wave.length - 8 && wave.readUInt32LE(data + 4) === wave.length - data - 8;
}

/** The MP3 decoder gives mono as two channels; the header of the first frame tells (ISO/IEC 11172-3, 2.4.2.3: mode). */
function isMonoFrame([first = 0, second = 0, , fourth = 0]: Uint8Array): boolean {
  return first === 0xff && second >= 0xe0 && fourth >> 6 === 3;
}

function envelopeOf(samples: Float32Array): Float32Array {
  const frames = new Float32Array(Math.floor(samples.length / FRAME));
  for (let i = 0; i < frames.length; i++) {
    let sum = 0;
    for (let j = i * FRAME; j < (i + 1) * FRAME; j++) sum += (samples[j] ?? 0) ** 2;
    frames[i] = Math.sqrt(sum / FRAME);
  }
  return frames;
}

function burstsOf(envelope: Float32Array): Burst[] {
  const bursts: Burst[] = [];
  let from = -1;
  let last = -1;
  for (let i = 0; i <= envelope.length; i++) {
    const loud = i < envelope.length && (envelope[i] ?? 0) > LOUD;
    if (loud) {
      if (from < 0) from = i;
      last = i;
    } else if (from >= 0 && (i - last > PAUSE_FRAMES || i === envelope.length)) {
      if (last + 1 - from >= BURST_FRAMES_MIN) bursts.push([from, last + 1]);
      from = -1;
    }
  }
  return bursts;
}

/** Where one side is silent the mix is the other one, but for rounding; the side counts then. */
function isMore(likeness: number, than: number): boolean {
  return likeness > than + 1e-6;
}

/** `energy[at]` is the sum of the squares of all numbers before `at`. */
function energyOf(numbers: Float32Array): Float64Array {
  const energy = new Float64Array(numbers.length + 1);
  for (let at = 0; at < numbers.length; at++) energy[at + 1] = (energy[at] as number) + (numbers[at] as number) ** 2;
  return energy;
}

function energyBetween(energy: Float64Array, from: number, to: number): number {
  const last = energy.length - 1;
  const at = (place: number) => energy[Math.min(last, Math.max(0, place))] as number;
  return at(to) - at(from);
}

/** Sum of the products of `part` and what stands in `whole` from `lag` on; outside of it is silence. */
function productAt(part: Float32Array, whole: Float32Array, lag: number, from: number, to: number): number {
  let sum = 0;
  const last = Math.min(to, whole.length - lag);
  for (let i = Math.max(from, -lag); i < last; i++) sum += (part[i] as number) * (whole[lag + i] as number);
  return sum;
}

interface Place {
  likeness: number;
  at: number;
}

function likeliest<P extends Place>(places: P[], count: number): P[] {
  return places
    .sort((a, b) => (isMore(b.likeness, a.likeness) ? 1 : isMore(a.likeness, b.likeness) ? -1 : 0))
    .slice(0, count);
}

/** Places from `first` to `last` that are likelier than their neighbours. */
function peaksOf(first: number, last: number, likenessAt: (at: number) => number): Place[] {
  const peaks: Place[] = [];
  let [before, likeness] = [0, first <= last ? likenessAt(first) : 0];
  for (let at = first; at <= last; at++) {
    const after = at < last ? likenessAt(at + 1) : 0;
    if (likeness > before && likeness >= after) peaks.push({ likeness, at });
    [before, likeness] = [likeness, after];
  }
  return peaks;
}

/** Where in the envelope of a reference the shorter one fits, by normalised correlation. */
function likelyLags(part: Float32Array, { envelope, envelopeEnergy }: Reference): Place[] {
  const norm = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
  const peaks = peaksOf(0, envelope.length - part.length, (lag) => {
    const square = energyBetween(envelopeEnergy, lag, lag + part.length);
    return square > 0 ? productAt(part, envelope, lag, 0, part.length) / (norm * Math.sqrt(square)) : 0;
  });
  return likeliest(peaks, LAGS_TRIED);
}

/**
 * The same by samples, around a place. The loudest part of the stretch tells where it may be; a voice is like itself
 * a period away, so several of those places are judged by the whole of it.
 */
function refine(part: Float32Array, reference: Reference, around: number): Place {
  const length = Math.min(part.length, COMPARED_S * RATE);
  const energy = energyOf(part);
  const likenessAt = (at: number, from: number, to: number) => {
    const square = energyBetween(reference.energy, at + from, at + to) * energyBetween(energy, from, to);
    return square > 0 ? Math.abs(productAt(part, reference.samples, at, from, to)) / Math.sqrt(square) : 0;
  };
  const loudest = loudestOf(energy, length);
  const peaks = peaksOf(around - 2 * FRAME, around + 2 * FRAME, (at) =>
    likenessAt(at, loudest, Math.min(length, loudest + SOUGHT)),
  );
  const judged = likeliest(peaks, PERIODS_TRIED).map(({ at }) => ({ at, likeness: likenessAt(at, 0, length) }));
  return likeliest(judged, 1)[0] ?? { likeness: 0, at: around };
}

/** Where the loudest stretch of the first `length` samples begins that a place is sought by. */
function loudestOf(energy: Float64Array, length: number): number {
  let best = 0;
  const loudness = (from: number) => energyBetween(energy, from, from + SOUGHT);
  for (let from = 0; from + SOUGHT <= length; from += FRAME) if (loudness(from) > loudness(best)) best = from;
  return best;
}

/** Bursts that follow each other in one reference are one stretch; the turns spoken in it, with the words that were. */
function turnsOf(found: Found[]): HeardTurn[] {
  const stretches: { reference: Reference; from: number; to: number; offset: number }[] = [];
  for (const { reference, from, to, heardAt } of found) {
    const last = stretches.at(-1);
    const offset = heardAt - from;
    if (last && last.reference === reference && Math.abs(last.offset - offset) < 0.3) last.to = Math.max(last.to, to);
    else stretches.push({ reference, from, to, offset });
  }
  return stretches.flatMap(({ reference, from, to, offset }) =>
    reference.turns.flatMap((turn) => {
      const text = wordsWithin(turn, from, to);
      if (text === "") return [];
      const { call, language, channel } = reference;
      const start = Math.max(turn.start_ms / 1000, from) + offset;
      const end = Math.min(turn.end_ms / 1000, to) + offset;
      return [{ call, language, channel, speaker: turn.speaker, start: Math.max(0, start), end, text }];
    }),
  );
}

/** A turn that is there nearly whole is heard whole; of others the words whose middle is there, each as long as it is written. */
function wordsWithin({ start_ms, end_ms, text }: TruthTurn, from: number, to: number): string {
  const start = start_ms / 1000;
  const end = end_ms / 1000;
  const covered = Math.min(end, to + WORD_SLACK_S) - Math.max(start, from - WORD_SLACK_S);
  if (covered >= WHOLE_TURN * (end - start)) return text;
  const words = text.split(" ");
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  let before = 0;
  return words
    .filter((word) => {
      const middle = start + ((before + word.length / 2) / letters) * (end - start);
      before += word.length;
      return middle >= from - WORD_SLACK_S && middle <= to + WORD_SLACK_S;
    })
    .join(" ");
}
