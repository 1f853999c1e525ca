import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeGsm, wav49File } from "../audio/decode/gsm-frames.ts";
import { IS_LONG_ROUND } from "../helpers/round.ts";
import { fixture, idOf, RecordingWorld, type SentFile, stretch } from "./recording-world.ts";

const { names } = JSON.parse(readFileSync(new URL("../fixtures/audio/upload_names.json", import.meta.url), "utf8")) as {
  names: { send_as: string; why: string }[];
};
const ON_DISK = readdirSync(new URL("../fixtures/audio/names", import.meta.url));
const SHORT = fixture(`names/${ON_DISK[0]}`);
const TRUTH = JSON.parse(readFileSync(new URL("../fixtures/audio/truth.json", import.meta.url), "utf8")) as {
  dialogues: Record<string, { turns: { start_ms: number; text: string }[] }>;
  files: Record<
    "long_32min.opus",
    { duration_ms_decoded: number; segments: { dialogue: string; offset_ms: number }[] }
  >;
};
const FIRST_WORDS = "Цветочная мастерская «Астра», Марина, добрый день.";

/** Both channels of a stereo WAV of 16 bits together. */
function mixOf({ bytes }: SentFile): Float32Array {
  const sound = Buffer.from(bytes.subarray(44));
  return Float32Array.from(
    { length: sound.length / 4 },
    (_, at) => (sound.readInt16LE(4 * at) + sound.readInt16LE(4 * at + 2)) / 65_536,
  );
}

let world: RecordingWorld;
beforeAll(async () => {
  world = await RecordingWorld.open();
}, 120_000);
afterAll(() => world?.close());

describe("from upload to a stored evaluation", () => {
  it("goes a mono MP3, whose sides cannot be told for sure and are therefore not judged", {
    timeout: 60_000,
  }, async () => {
    const answer = await world.analyze(fixture("call4_overlap_mono.mp3"));
    expect(answer.status).toBe("needs_review");
    expect(answer.total_score).toBeNull();
    expect((await world.said(idOf(answer))).length).toBeGreaterThan(3);
    expect(await world.progress(idOf(answer))).toMatchObject({ state: "done", recording: { layout: "mono" } });
  });

  it("goes a call as Asterisk records it most: both sides mixed, GSM 06.10 in a WAV", { timeout: 60_000 }, async () => {
    const bytes = wav49File(encodeGsm(mixOf(stretch("call1_flowers", 0, 14_000))));
    const answer = await world.analyze({ bytes, name: "out-1.wav" }, { content_mode: "Диалог" });
    const [first] = await world.said(idOf(answer));
    expect(first?.text).toBe(FIRST_WORDS);
    expect(await world.progress(idOf(answer))).toMatchObject({ state: "done", recording: { layout: "mono" } });
    const [row] = await world.rows("select sanity->'format'->>'codec' as codec from recordings where file_name = $1", [
      "out-1.wav",
    ]);
    expect(row?.codec).toBe("gsm");
    // No browser plays it, so its page asks for it as one can be played.
    const address = `/api/v1/calls/${idOf(answer)}/audio?as=wav`;
    expect(await (await world.service.request(`/calls/${idOf(answer)}`)).text()).toContain(`src="${address}"`);
    const sound = await world.service.request(address, { headers: { range: "bytes=0-99" } });
    expect([sound.status, sound.headers.get("content-type"), sound.headers.get("content-range")]).toEqual([
      206,
      "audio/wav",
      `bytes 0-99/${44 + 14_000 * 16}`,
    ]);
    expect((await sound.text()).slice(0, 4)).toBe("RIFF");
    const asItCame = await (await world.service.request(`/api/v1/calls/${idOf(answer)}/audio`)).arrayBuffer();
    expect(Buffer.from(asItCame).equals(bytes)).toBe(true);
  });

  it("goes the sound track of a video", { timeout: 60_000 }, async () => {
    const id = idOf(await world.analyze(fixture("valid_odd/video_with_audio.mp4")));
    expect((await world.said(id))[0]).toMatchObject({ role: "manager", text: FIRST_WORDS });
    expect(await world.rows("select media_type, channels from recordings where call_id = $1", [id])).toEqual([
      { media_type: "audio/mp4", channels: 2 },
    ]);
  });

  it("goes an MP3 with a picture, whose tags say nothing to anybody", { timeout: 60_000 }, async () => {
    const answer = await world.analyze(fixture("valid_odd/art_200k.mp3"));
    const words = (await world.said(idOf(answer))).map(({ text }) => text).join(" ");
    expect(words).toContain("Цветочная мастерская");
    expect(words).not.toMatch(/[<>]/);
  });

  it.runIf(IS_LONG_ROUND)(
    "goes half an hour in a loop, each repeat heard in its place",
    { timeout: 120_000 },
    async () => {
      const { segments, duration_ms_decoded } = TRUTH.files["long_32min.opus"];
      const id = idOf(await world.analyze(fixture("long_32min.opus")));
      expect(await world.progress(id)).toMatchObject({
        state: "done",
        recording: { duration_ms: duration_ms_decoded },
      });
      const said = await world.said(id);
      for (const { dialogue, offset_ms } of segments) {
        const [first] = TRUTH.dialogues[dialogue]?.turns ?? [];
        const due = offset_ms + (first?.start_ms ?? 0);
        const near = said.filter(({ startMs }) => Math.abs(startMs - due) < 1_000).map(({ text }) => text);
        expect(near.join(" "), `${dialogue} at ${due} ms`).toContain(first?.text.split(" ")[0]);
      }
    },
  );
});

describe("a file name is data:", () => {
  it("no name becomes a path, every one is kept as far as it can be shown", { timeout: 120_000 }, async () => {
    const [first, second, ...others] = [...ON_DISK, ...names.map(({ send_as }) => send_as)] as [
      string,
      string,
      ...string[],
    ];
    for (const name of [first, second])
      expect((await world.analyze({ ...SHORT, name }, { call_id: name })).status).toMatch(/^(?:scored|not_scorable)$/);
    // What is done with the sound does not know the name.
    await world.service.recordings.stop(20_000);
    for (const [at, name] of others.entries()) {
      const response = await world.send({ ...SHORT, name }, { call_id: `name ${at}` }, { prefer: "respond-async" });
      // No form can carry a NUL in a header.
      expect(response.status, name).toBe(name.includes("\0") ? 400 : 202);
    }
    const kept = await world.rows<{ id: string; file_name: string | null }>("select id, file_name from recordings");
    const ids = new Set(kept.map(({ id }) => id));
    for (const path of world.files()) expect(ids).toContain(path.split("/").at(-1));
    expect(world.files().every((path) => path.startsWith(world.service.dataDir))).toBe(true);
    const shown = kept.map(({ file_name }) => file_name);
    // Of a name that is a path only its last part is kept.
    for (const name of ON_DISK) expect(shown).toContain(name.split("\\").at(-1));
    expect(shown.filter((name) => name?.includes("\0"))).toEqual([]);
  });

  it("the same bytes under so many names and ids were transcribed once", async () => {
    const short = await world.rows("select distinct sha256 from recordings where file_name = any($1)", [ON_DISK]);
    expect(short).toHaveLength(1);
    const [{ sha256 } = { sha256: "" }] = short as { sha256: string }[];
    const paid = await world.rows("select status from paid_requests where subject = $1", [sha256]);
    expect(paid).toEqual([{ status: "answered" }]);
  });
});
