import { v7 as newId } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { markQuarantined } from "../../src/audit/steps/recording-upkeep.ts";
import { CallWithEvaluations } from "../../src/history/schemas.ts";
import { type OpenaiServer, startOpenaiServer } from "../fakes/openai-server.ts";
import { answerOf, fixture, idOf, RecordingWorld, type SentFile, stretch } from "./recording-world.ts";

/** A few turns each. */
const AUDIO = stretch("call1_flowers", 0, 28_200);
const OTHER = stretch("call1_flowers", 28_200, 56_400);

let world: RecordingWorld;
let judge: OpenaiServer;
beforeAll(async () => {
  judge = await startOpenaiServer();
  world = await RecordingWorld.open({ OPENAI_API_KEY: judge.apiKey, OPENAI_BASE_URL: judge.url });
}, 120_000);
afterAll(async () => {
  await world?.close();
  await judge?.close();
});
afterEach(async () => {
  await world.idle();
  expect(judge.unused()).toEqual([]);
});

interface Problem {
  status: number;
  detail: string;
  instance: string;
}

const callOf = async (callId: string) =>
  CallWithEvaluations.parse(await (await world.service.request(`/api/v1/calls/${callId}`)).json());
const pageOf = async (callId: string) =>
  (await world.service.request(`/calls/${callId}`, { headers: { "accept-language": "en" } })).text();
const scorecardsOf = ({ evaluations }: CallWithEvaluations) => evaluations.map(({ scorecard }) => scorecard).sort();

/** Client+ is refused by the judge for good while Manager+, asked for after it, goes well; gives what both are told. */
async function askedForBoth(file: SentFile, call_id: string) {
  let refuse = () => {};
  const until = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  judge.script({ kind: "status", status: 400, code: "invalid_value", until });
  const before = judge.received;
  const beside = world.send(file, { call_id, content_mode: "Client+" });
  await judge.untilReceived(before + 1);
  const answer = await answerOf(await world.send(file, { call_id, content_mode: "Manager+" }));
  refuse();
  const refused = await beside;
  return { answer, problem: (await refused.json()) as Problem };
}

describe("a scorecard beside the primary one that fails for good", { timeout: 90_000 }, () => {
  it("is told at once to who waits for it, and leaves the call its score", async () => {
    const { answer, problem } = await askedForBoth(AUDIO, "beside");
    expect(problem).toMatchObject({ status: 502, detail: "The model's provider refused the request." });
    expect(problem.instance).toBe(`/api/v1/calls/${idOf(answer)}`);
    const call = await callOf(idOf(answer));
    expect(call).toMatchObject({ status: "scored", primary_scorecard: "manager-plus" });
    expect(scorecardsOf(call)).toEqual(["manager-plus"]);
    expect(call.failed_evaluations).toEqual([
      { scorecard: "client-plus", reason: "judge_failed", detail: "The model's provider refused the request." },
    ]);
    const told = /<section[^>]*"failed-title">.*?<\/section>/.exec(await pageOf(idOf(answer)))?.[0] ?? "";
    expect(told.replaceAll(/<[^>]*>/g, "").replaceAll(/\s/g, " ")).toContain("Client+: the model gave no score");
    expect(told).toContain(`action="/calls/${idOf(answer)}/replay"`);
  });

  it("is filled in when a person asks again; the other one is not judged anew", async () => {
    const callId = idOf(await world.analyze(AUDIO, { call_id: "beside" }));
    const before = judge.received;
    expect(await world.act(callId, "replay")).toBe(202);
    expect(await world.act(callId, "replay")).toBe(409);
    expect((await callOf(callId)).status).toBe("scored");
    await world.idle();
    expect(judge.received).toBe(before + 1);
    const call = await callOf(callId);
    expect(scorecardsOf(call)).toEqual(["client-plus", "manager-plus"]);
    expect(call.failed_evaluations).toEqual([]);
    expect((await pageOf(callId)).includes("/replay")).toBe(false);
  });

  it("is asked for again by sending the call again, and that is no stale answer", async () => {
    const { answer } = await askedForBoth(OTHER, "sent again");
    const again = await world.analyze(OTHER, { call_id: "sent again", content_mode: "Client+" });
    expect(again).toMatchObject({ scorecard: "client-plus", status: "scored" });
    expect((await callOf(idOf(answer))).failed_evaluations).toEqual([]);
  });
});

describe("a scorecard whose job is set aside", { timeout: 90_000 }, () => {
  it("is told of once, and no more after somebody asked again", async () => {
    const callId = idOf(await world.analyze(fixture("call3_dentist.wav"), { call_id: "aside" }));
    const [recording] = await world.rows<{ id: string }>("select id from recordings where call_id = $1", [callId]);
    const work = { recordingId: recording?.id, scorecard: "client-plus", reportLanguage: null, again: false, round: 0 };
    const told: string[] = [];
    const deps = { db: world.service.database.db, wake: (id: string) => void told.push(id) };
    const aside = [{ id: newId(), payload: work }];
    await markQuarantined(deps, aside);
    await markQuarantined(deps, aside);
    expect(told).toEqual([callId]);
    expect((await callOf(callId)).failed_evaluations).toMatchObject([
      { scorecard: "client-plus", reason: "quarantined" },
    ]);
    expect(await world.act(callId, "replay")).toBe(202);
    await markQuarantined(deps, aside);
    await markQuarantined(deps, [{ id: newId(), payload: work }]);
    await world.idle();
    const call = await callOf(callId);
    expect(call.failed_evaluations).toEqual([]);
    expect(scorecardsOf(call)).toEqual(["client-plus", "manager-plus"]);
  });
});
