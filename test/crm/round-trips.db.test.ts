import { expect, it, onTestFinished } from "vitest";
import { type EnqueueAll, PROCESS_RECORDING } from "../../src/calls/recording.ts";
import { createAcceptEvent } from "../../src/crm/sources/accept-event.ts";
import { SourceRules } from "../../src/crm/sources/source-rules.ts";
import type { Db } from "../../src/db/database.ts";
import { loadScorecards } from "../../src/evaluations/load-scorecards.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { testDatabase } from "../helpers/database.ts";

it("accepting a webhook takes four round trips: begin, event, job, commit", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const { pool, kind, db } = database;
  const jobs = await openJobs({ pool, kind, queues: [PROCESS_RECORDING], work: false, handlers: {} });
  onTestFinished(() => jobs.stop(0));
  // By connection: on another one the queue may look after itself meanwhile.
  const asked = new Map<object, string[]>();
  pool.on("acquire", (client) => {
    if (asked.has(client)) return;
    const own: string[] = [];
    asked.set(client, own);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [config] = args as [string | { text: string }];
        own.push(typeof config === "string" ? config : config.text);
        return query(...args);
      },
    });
  });
  const enqueueAll: EnqueueAll<Db> = (on, queue, list) =>
    jobs.enqueueAll(
      on,
      queue,
      list.map(({ work, ...options }) => ({ payload: work, ...options })),
    );
  const scorecards = new Map((await loadScorecards("/nonexistent")).map((card) => [card.key, card]));
  const told = { managerName: null, team: null, startedAt: null, languageHint: null, tags: [], metadata: {} };
  const untold = { talkSeconds: null, isInternal: null, isVoicemail: null, occurredAt: null, reportLanguage: null };
  const accepted = await createAcceptEvent({ db, enqueueAll, scorecards, managerChannel: null, nudge: () => {} })(
    {
      key: "default",
      kind: "webhook",
      name: null,
      rules: SourceRules.parse({}),
      credentialHosts: [],
      disabledAt: null,
      createdAt: new Date(),
    },
    {
      ...{ ...told, ...untold, externalId: "1", managerId: "m", direction: "inbound" },
      ...{ recording: { url: "https://pbx.example/1.mp3", sourceKey: null }, contentMode: null, scorecard: null },
    },
  );
  expect(accepted.status).toBe("received");
  const ours = [...asked.values()].find((texts) => texts.some((text) => text.includes("into deliveries"))) ?? [];
  const from = ours.findLastIndex((text) => /^\s*begin/i.test(text));
  expect(ours.slice(from).map((text) => text.trim().split(/\s+/).slice(0, 1).join(" ").toLowerCase())).toEqual([
    "begin",
    "with",
    expect.stringMatching(/^(?:insert|with)$/),
    "commit",
  ]);
});
