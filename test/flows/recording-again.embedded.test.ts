import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AcceptedAnswer } from "../../src/audit/audio-schemas.ts";
import { answerOf, idOf, RecordingWorld, stretch } from "./recording-world.ts";

/** A few turns, and other ones. */
const AUDIO = stretch("call1_flowers", 0, 21_800);
const OTHER = stretch("call1_flowers", 21_800, 42_800);

let world: RecordingWorld;
let received: number;
beforeAll(async () => {
  world = await RecordingWorld.open();
}, 120_000);
beforeEach(() => {
  received = world.speech.received;
});
afterAll(() => world?.close());

const asked = () => world.speech.received - received;
const recordingsOf = (callId: string) => world.rows("select sha256 from recordings where call_id = $1", [callId]);
const evaluationsOf = (callId: string) =>
  world.rows<{ scorecard_key: string; current: boolean }>(
    `select scorecard_key, exists (select from current_evaluations where evaluation_id = id) as current
     from evaluations where call_id = $1 order by input_sequence, scorecard_key`,
    [callId],
  );

describe("a call id that came before", () => {
  it("with the same audio and scorecard brings the stored answer, free of charge", { timeout: 60_000 }, async () => {
    const first = await world.analyze(AUDIO, { call_id: "same" });
    expect(asked()).toBe(6);
    const files = world.files();
    expect(await world.analyze({ ...AUDIO, name: "another name.wav" }, { call_id: "same" })).toEqual(first);
    expect(asked()).toBe(6);
    expect(await recordingsOf(idOf(first))).toHaveLength(1);
    expect(world.files()).toEqual(files);
  });

  it("with another scorecard is judged anew and transcribed no second time", { timeout: 60_000 }, async () => {
    const first = await world.analyze(AUDIO, { call_id: "cards" });
    const second = await world.analyze(AUDIO, { call_id: "cards", content_mode: "Client+" });
    expect(idOf(second)).toBe(idOf(first));
    expect(second.scorecard).toBe("client-plus");
    expect(await evaluationsOf(idOf(first))).toEqual([
      { scorecard_key: "client-plus", current: true },
      { scorecard_key: "manager-plus", current: true },
    ]);
    expect(await recordingsOf(idOf(first))).toHaveLength(1);
    expect(asked()).toBe(0);
  });

  it("with other audio gets a new evaluation that becomes current, and keeps both", { timeout: 60_000 }, async () => {
    const first = await world.analyze(AUDIO, { call_id: "other audio" });
    const second = await world.analyze(OTHER, { call_id: "other audio" });
    expect(idOf(second)).toBe(idOf(first));
    expect(second.evaluation_id).not.toBe(first.evaluation_id);
    expect(await evaluationsOf(idOf(first))).toEqual([
      { scorecard_key: "manager-plus", current: false },
      { scorecard_key: "manager-plus", current: true },
    ]);
    expect(await recordingsOf(idOf(first))).toHaveLength(2);
    expect(world.files().length).toBeGreaterThan(1);
  });

  it("with audio that newer audio overtook is judged by another scorecard, and the call comes to rest", {
    timeout: 60_000,
  }, async () => {
    const first = await world.analyze(AUDIO, { call_id: "back again" });
    await world.analyze(OTHER, { call_id: "back again" });
    const answer = await world.analyze(AUDIO, { call_id: "back again", content_mode: "Client+" });
    expect(answer.scorecard).toBe("client-plus");
    expect(await world.settled(idOf(first))).toMatchObject({ state: "done", scorecard: "client-plus" });
    const again = await world.analyze(AUDIO, { call_id: "back again" });
    expect(again.evaluation_id).toBe(first.evaluation_id);
  });
});

describe("at once", () => {
  it("the same call twice is one recording, one transcription and one evaluation", { timeout: 60_000 }, async () => {
    const audio = stretch("call2_ceilings", 0, 7_600);
    const [first, second] = await Promise.all([
      world.analyze(audio, { call_id: "twice" }),
      world.analyze(audio, { call_id: "twice" }),
    ]);
    expect(second).toEqual(first);
    expect(asked()).toBe(2);
    expect(await recordingsOf(idOf(first))).toHaveLength(1);
    expect(await evaluationsOf(idOf(first))).toHaveLength(1);
  });

  it("three scorecards of one recording each get their answer, and every word is paid once", {
    timeout: 60_000,
  }, async () => {
    const audio = stretch("call2_ceilings", 7_700, 15_700);
    const modes = ["Manager+", "Client+", "Диалог"];
    const answers = await Promise.all(
      modes.map((content_mode) => world.analyze(audio, { call_id: "three", content_mode })),
    );
    expect(answers.map(({ scorecard }) => scorecard)).toEqual(["manager-plus", "client-plus", "dialog"]);
    expect(asked()).toBe(2);
    const id = idOf(answers[0] as (typeof answers)[0]);
    await world.idle();
    expect(await evaluationsOf(id)).toHaveLength(3);
    const [call] = await world.rows<{ status: string; primary_scorecard: string; total_score: number }>(
      "select status, primary_scorecard, total_score from calls where id = $1",
      [id],
    );
    const primary = answers.find(({ scorecard }) => scorecard === call?.primary_scorecard);
    expect([call?.status, Number(call?.total_score)]).toEqual([primary?.status, primary?.total_score ?? 0]);
    expect(world.files().filter((path) => path.includes(".prepared"))).toEqual([]);
  });

  it("two recordings of one call each get their own answer", { timeout: 60_000 }, async () => {
    const [first, second] = await Promise.all([
      world.analyze(AUDIO, { call_id: "two audios" }),
      world.analyze(OTHER, { call_id: "two audios" }),
    ]);
    expect(second.evaluation_id).not.toBe(first.evaluation_id);
    expect(await evaluationsOf(idOf(first))).toHaveLength(2);
    const [call] = await world.rows("select status from calls where id = $1", [idOf(first)]);
    expect(call).toEqual({ status: "scored" });
    const [newest] = await world.rows<{ id: string }>(
      `select evaluations.id from recordings join transcripts on recording_id = recordings.id
         join evaluations on transcript_id = transcripts.id
       where recordings.call_id = $1 order by recordings.created_at desc, recordings.id desc limit 1`,
      [idOf(first)],
    );
    expect(
      await world.rows("select evaluation_id as id from current_evaluations where call_id = $1", [idOf(first)]),
    ).toEqual([newest]);
  });

  it("the same audio under two call ids is transcribed once", { timeout: 60_000 }, async () => {
    const audio = stretch("call3_dentist", 0, 7_900);
    const [first, second] = await Promise.all([
      world.analyze(audio, { call_id: "one" }),
      world.analyze(audio, { call_id: "two" }),
    ]);
    expect(idOf(second)).not.toBe(idOf(first));
    expect(asked()).toBe(2);
    expect(await world.said(idOf(second))).toEqual(await world.said(idOf(first)));
  });
});

describe("Prefer: respond-async", () => {
  it("answers 202 with the place of the progress, whose events tell every step to the end", {
    timeout: 60_000,
  }, async () => {
    const response = await world.send(AUDIO, { call_id: "later" }, { prefer: "respond-async" });
    expect(response.status).toBe(202);
    expect(response.headers.get("preference-applied")).toBe("respond-async");
    const accepted = AcceptedAnswer.parse(await response.json());
    expect(accepted).toMatchObject({ call_id: "later", status: "stored" });
    expect(response.headers.get("location")).toBe(accepted.links.progress);
    const events = await (await world.service.request(accepted.links.events)).text();
    const told = [...events.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data));
    expect(told.at(-1)).toMatchObject({ state: "done", settled: true, status: "scored" });
    for (const { steps } of told)
      expect(steps.map(({ key }: { key: string }) => key)).toEqual(["stored", "prepared", "transcribed", "scored"]);
    const done = told.map(({ steps }) => steps.filter(({ state }: { state: string }) => state === "done").length);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const progress = await world.progress(idOf(accepted));
    expect(progress).toEqual(told.at(-1));
    const [evaluation] = await world.rows("select call_id from evaluations where id = $1", [progress.evaluation_id]);
    expect(evaluation).toEqual({ call_id: progress.call_id });
  });

  it("with a wait answers the result when it is there by then", { timeout: 60_000 }, async () => {
    const answer = await answerOf(await world.send(AUDIO, { call_id: "soon" }, { prefer: "respond-async, wait=60" }));
    expect(answer.status).toBe("scored");
  });

  it("with a wait that is over first answers 202", { timeout: 60_000 }, async () => {
    world.speech.script({ kind: "stall" });
    const audio = stretch("call3_dentist", 8_100, 15_200);
    const response = await world.send(audio, { call_id: "not yet" }, { prefer: "respond-async; wait=1" });
    expect(response.status).toBe(202);
    const { links } = AcceptedAnswer.parse(await response.json());
    await world.speech.untilReceived(received + 2);
    expect(await world.act(idOf({ links }), "cancel")).toBe(202);
    await world.idle();
  });

  it("is known to POST /analyze_call too", { timeout: 60_000 }, async () => {
    const dialog =
      "Менеджер: Добрый день, студия «Тон». Чем помочь?\nКлиент: Здравствуйте, хочу настроить пианино.\nМенеджер: Когда вам удобно?\nКлиент: В среду после шести.\nМенеджер: Записал вас на среду. До свидания!";
    const body = { dialog_text: dialog, call_id: "text later" };
    const response = await world.post("/analyze_call", body, { prefer: "respond-async" });
    expect(response.status).toBe(202);
    const { links } = AcceptedAnswer.parse(await response.json());
    const progress = await world.settled(idOf({ links }));
    expect(progress).toMatchObject({ state: "done", recording: null });
    expect(progress.steps).toEqual([{ key: "scored", state: "done", count: null }]);
    const again = await answerOf(await world.post("/analyze_call", body, { prefer: "respond-async" }));
    expect(again.evaluation_id).toBe(progress.evaluation_id);
    const other = { ...body, dialog_text: `${dialog}\nКлиент: До свидания.` };
    const newer = await answerOf(await world.post("/analyze_call", other, { prefer: "respond-async, wait=60" }));
    expect(newer.evaluation_id).not.toBe(again.evaluation_id);
  });
});
