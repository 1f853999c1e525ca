import type pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { type EnqueueAll, PROCESS_RECORDING } from "../../src/calls/recording.ts";
import { createAcceptEvent } from "../../src/crm/sources/accept-event.ts";
import { SourceRules } from "../../src/crm/sources/source-rules.ts";
import type { Db } from "../../src/db/database.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { testDatabase } from "../helpers/database.ts";

const TOLD = { managerName: null, team: null, startedAt: null, languageHint: null, tags: [], metadata: {} };
const UNTOLD = { talkSeconds: null, isInternal: null, isVoicemail: null, occurredAt: null, reportLanguage: null };
const SOURCE = {
  ...{ key: "default", kind: "webhook", name: null, rules: SourceRules.parse({}), credentialHosts: [] },
  ...{ disabledAt: null, createdAt: new Date() },
};

/** What each connection of the pool sent, by round trips: what is sent before an answer came belongs to the one before. */
function listenTo(pool: pg.Pool): Map<object, string[][]> {
  const heard = new Map<object, string[][]>();
  pool.on("acquire", (client) => {
    if (heard.has(client)) return;
    const trips: string[][] = [];
    heard.set(client, trips);
    let open = 0;
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [config] = args as [string | { text: string }];
        const text = (typeof config === "string" ? config : config.text).trim();
        if (open++ === 0) trips.push([]);
        trips.at(-1)?.push(text.split(/\s+/, 1).join("").toLowerCase());
        const answered = query(...args);
        const end = () => open--;
        if (answered instanceof Promise) answered.then(end, end);
        else open--;
        return answered;
      },
    });
  });
  return heard;
}

it("accepting a webhook takes three round trips, and four when its call or its manager is not as told", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const { pool, kind, db } = database;
  const jobs = await openJobs({ pool, kind, queues: [PROCESS_RECORDING], work: false, handlers: {} });
  onTestFinished(() => jobs.stop(0));
  const heard = listenTo(pool);
  const enqueueAll: EnqueueAll<Db> = (on, queue, list) =>
    jobs.enqueueAll(
      on,
      queue,
      list.map(({ work, ...options }) => ({ payload: work, ...options })),
    );
  const scorecards = new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card]));
  const accept = createAcceptEvent({ db, enqueueAll, scorecards, managerChannel: null, nudge: () => {} });
  const tell = async (externalId: string, managerId = "m") => {
    const accepted = await accept(SOURCE, {
      ...{ ...TOLD, ...UNTOLD, externalId, managerId, direction: "inbound" },
      ...{ recording: { url: `https://pbx.example/${externalId}.mp3`, sourceKey: null } },
      ...{ contentMode: null, scorecard: null },
    });
    expect(accepted.status).toBe("received");
  };
  const told = async (use: () => Promise<unknown>) => {
    for (const trips of heard.values()) trips.length = 0;
    await use();
    // By connection: on another one the queue may look after itself meanwhile.
    const ours = [...heard.values()].find((trips) => trips[0]?.[0] === "begin") ?? [];
    return ours.map((sent) => sent.join(" "));
  };
  const job = expect.stringMatching(/^(?:insert|with)$/);
  expect(await told(() => tell("1"))).toEqual(["begin with", "with", job, "commit"]);
  expect(await told(() => tell("2"))).toEqual(["begin with", job, "commit"]);
  // The first goes alone; what comes meanwhile shares the next transaction.
  const group = () => Promise.all([tell("3"), tell("4", "a"), tell("5", "b"), tell("6", "a")]);
  const alone = ["begin with", job, "commit"];
  expect(await told(group)).toEqual([...alone, "begin with", "insert with with with", job, "commit"]);
});
