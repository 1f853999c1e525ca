import type { AuditDeps } from "./audit/analyze-call.ts";
import type { ImportDeps } from "./audit/imports/take-upload.ts";
import type { Config } from "./config.ts";
import type { Database } from "./db/database.ts";
import { checkFileUrl } from "./http/outbound/check-file-url.ts";
import { listedCalls } from "./listed-calls.ts";
import { feeder, type Recordings } from "./recordings.ts";
import type { PriceTable } from "./usage/prices.ts";

/** What lists of recordings need of this installation. */
export function openImports(
  config: Config,
  {
    database,
    audit,
    recordings,
    prices,
  }: { database: Database; audit: AuditDeps; recordings: Recordings; prices: PriceTable },
): ImportDeps {
  const { files, jobs, enqueue, wakeUps } = recordings;
  const { db } = database;
  const { scorecards } = audit;
  return {
    ...{ db, scorecards },
    calls: listedCalls({ db, scorecards, enqueue, managerChannel: config.audio.managerChannel }),
    timeZone: config.timeZone,
    checkUrl: (url) => checkFileUrl(url, config.fetching, "/recording_url"),
    costs: {
      prices,
      speechModel: config.speech?.model ?? null,
      judgeModel: audit.judge.name === "rules" ? null : (config.judge.openai?.model ?? null),
    },
    incomingDir: files.incomingDir,
    enqueueFeed: feeder(jobs),
    nudge: () => jobs.nudge(),
    wake: (callId, round) => wakeUps.wake(callId, round),
  };
}
