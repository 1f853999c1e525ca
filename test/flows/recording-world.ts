import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "@hono/zod-openapi";
import { vi } from "vitest";
import { AcceptedAnswer } from "../../src/audit/audio-schemas.ts";
import { AnalyzeCallAnswer } from "../../src/audit/schemas.ts";
import { CallProgressWire } from "../../src/calls/progress-schema.ts";
import { FixtureEar } from "../fakes/fixture-ear.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../fakes/transcription-server.ts";
import { endWithFile } from "../helpers/endings.ts";
import { type TestParts, type TestService, testService } from "../helpers/service.ts";

/** A file as it is sent. */
export interface SentFile {
  bytes: Uint8Array;
  name: string;
}

/** A busy machine may take its time. */
export const SOON = { timeout: 60_000, interval: 50 };
const KEY = "sk-fake-for-tests";
const AUDIO = fileURLToPath(new URL("../fixtures/audio", import.meta.url));

/** A file of the audio fixtures. */
export function fixture(path: string): SentFile {
  const bytes = readFileSync(join(AUDIO, path));
  return { bytes, name: path.split("/").at(-1) ?? path };
}

/** A stretch of a fixture's 16-bit stereo WAV of 8 kHz, with its channels changed over if wished. */
export function stretch(call: string, fromMs: number, toMs: number, { swapped = false } = {}): SentFile {
  const HEADER = 44;
  const BYTES_PER_MS = 32;
  const whole = fixture(`${call}.wav`).bytes;
  const sound = Buffer.from(whole.subarray(HEADER + fromMs * BYTES_PER_MS, HEADER + toMs * BYTES_PER_MS));
  if (swapped)
    for (let at = 0; at < sound.length; at += 4) {
      const left = sound.readInt16LE(at);
      sound.writeInt16LE(sound.readInt16LE(at + 2), at);
      sound.writeInt16LE(left, at + 2);
    }
  const header = Buffer.from(whole.subarray(0, HEADER));
  header.writeUInt32LE(sound.length + HEADER - 8, 4);
  header.writeUInt32LE(sound.length, HEADER - 4);
  return { bytes: Buffer.concat([header, sound]), name: `${call}.wav` };
}

/** One utterance as it is stored, with the role that the newest assignment gives it. */
export interface SaidWords {
  role: string;
  text: string;
  startMs: number;
}

/** A whole service beside a speech provider that recognises the fixtures. */
export class RecordingWorld {
  readonly speech: TranscriptionServer;
  service: TestService;

  readonly #forget: () => void;

  private constructor(speech: TranscriptionServer, service: TestService, forget: () => void) {
    this.speech = speech;
    this.service = service;
    this.#forget = forget;
  }

  /** Starts both; `env` over settings that name the provider. */
  static async open(env: Record<string, string> = {}, parts: TestParts = {}): Promise<RecordingWorld> {
    const speech = await startTranscriptionServer({ ear: await FixtureEar.open() });
    const forget = endWithFile(() => speech.close());
    return new RecordingWorld(speech, await testService({ ...speechAt(speech), ...env }, parts), forget);
  }

  async close(): Promise<void> {
    await this.service.close();
    this.#forget();
    await this.speech.close();
  }

  /** Another service on the same database and folder. */
  async restart(env: Record<string, string> = {}, parts?: TestParts): Promise<void> {
    this.service = await this.service.restart({ ...speechAt(this.speech), ...env }, parts);
  }

  /** The answer of the upload route. */
  send(file: SentFile, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.service.upload("/analyze_audio_call", file, fields, headers);
  }

  /** The answer of the route by URL. */
  sendUrl(fileUrl: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
    return this.post("/analyze_audio_by_url", { file_url: fileUrl, ...fields }, headers);
  }

  post(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    const sent = { "content-type": "application/json", ...headers };
    return this.service.request(path, { method: "POST", headers: sent, body: JSON.stringify(body) });
  }

  /** Waits for the result. */
  async analyze(file: SentFile, fields: Record<string, string> = {}): Promise<AnalyzeCallAnswer> {
    return answerOf(await this.send(file, fields));
  }

  /** Does not wait; gives our id of the call. */
  async accept(file: SentFile, fields: Record<string, string> = {}): Promise<string> {
    const response = await this.send(file, fields, { prefer: "respond-async" });
    return idOf(AcceptedAnswer.parse(await ok(response, 202)));
  }

  /** What a person does to a call; gives the status. */
  async act(callId: string, action: "cancel" | "replay" | "include" | "swap-roles" | "confirm-roles"): Promise<number> {
    return (await this.post(`/api/v1/calls/${callId}/${action}`)).status;
  }

  async progress(callId: string): Promise<z.infer<typeof CallProgressWire>> {
    const response = await this.service.request(`/api/v1/calls/${callId}/progress`);
    return CallProgressWire.parse(await ok(response, 200));
  }

  /** Waits until nothing changes any more. */
  async settled(callId: string): Promise<z.infer<typeof CallProgressWire>> {
    return vi.waitFor(async () => {
      const progress = await this.progress(callId);
      if (!progress.settled) throw new Error(`still ${progress.status}: ${progress.reason}`);
      return progress;
    }, SOON);
  }

  /** Rows of a statement. */
  async rows<Row = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.service.database.pool.query(statement, values)).rows;
  }

  /** The paid requests, oldest first, of one stage. */
  ledger(stage = "transcribe"): Promise<{ status: string; reason: string | null; attempt: number }[]> {
    return this.rows("select status, reason, attempt from paid_requests where stage = $1 order by created_at, id", [
      stage,
    ]);
  }

  /** The newest words of a call. */
  async said(callId: string): Promise<SaidWords[]> {
    const [row] = await this.rows<{ utterances: { text: string; startMs: number }[]; roles: string[] }>(
      `select utterances, roles from transcripts join role_assignments on transcript_id = transcripts.id
       where call_id = $1 order by input_sequence desc limit 1`,
      [callId],
    );
    return (row?.utterances ?? []).map(({ text, startMs }, at) => ({ role: row?.roles[at] ?? "", text, startMs }));
  }

  /** Every file below the folder of the recordings. */
  files(): string[] {
    return readdirSync(join(this.service.dataDir, "recordings"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  }

  /** Nothing is waiting or running. */
  async idle(): Promise<void> {
    await vi.waitFor(async () => {
      const { jobs } = this.service.recordings;
      const [running, waiting] = [await jobs.list({ state: "running" }), await jobs.list({ state: "waiting" })];
      if (running.length + waiting.length > 0) throw new Error("jobs are left");
    }, SOON);
  }
}

/** Settings for this speech server. */
export function speechAt({ url }: Pick<TranscriptionServer, "url">): Record<string, string> {
  return { TRANSCRIBE_BASE_URL: url, TRANSCRIBE_API_KEY: KEY };
}

/** Our id, by the links of an answer. */
export function idOf({ links }: { links: { self: string } }): string {
  return links.self.split("/").at(-1) ?? "";
}

/** The answer of an analyze route. */
export async function answerOf(response: Response): Promise<AnalyzeCallAnswer> {
  return AnalyzeCallAnswer.parse(await ok(response, 200));
}

async function ok(response: Response, status: number): Promise<unknown> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status}: ${text}`);
  return JSON.parse(text);
}
