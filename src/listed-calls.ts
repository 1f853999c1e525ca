import type { ImportHead, ImportRow, ToldRow } from "./audit/imports/import.ts";
import type { ListedCalls } from "./audit/imports/listed-calls.ts";
import { type AcceptListedDeps, acceptListed, skipReasonOf } from "./crm/sources/accept-listed.ts";
import type { CallEvent } from "./crm/sources/call-event.ts";
import { findSource, listSources } from "./crm/sources/source-store.ts";
import { AppError } from "./errors.ts";

/** Lets rows of lists become calls of the sources of this installation. */
export function listedCalls(deps: AcceptListedDeps): ListedCalls {
  const { db } = deps;
  return {
    async sources() {
      const open = (await listSources(db)).filter(({ disabledAt }) => disabledAt === null);
      return open.map(({ key, name }) => ({ key, name }));
    },
    async findRules(key) {
      const source = await findSource(db, key);
      if (source === null || source.disabledAt !== null) return null;
      const { rules } = source;
      return {
        skipReason: (told) => skipReasonOf(rules, eventOf(told)),
        countScorecards: ({ fields: { scorecard, content_mode: mode } }) =>
          (scorecard ?? mode ?? null) === null ? rules.scorecards.length : 1,
      };
    },
    async accept(list, row) {
      const source = await findSource(db, list.source);
      if (source === null) throw new AppError("not_found", "There is no such source.");
      const { managerChannel, event } = listedCall(list, row);
      const call = await acceptListed(deps, source, { event, managerChannel });
      return call === null ? { callId: null, status: "skipped" } : { callId: call.callId, status: call.status };
    },
  };
}

function listedCall(list: Pick<ImportHead, "id" | "reportLanguage">, { number, told }: ImportRow) {
  const event = eventOf(told);
  return {
    managerChannel: told.fields.manager_channel ?? null,
    event: {
      ...event,
      reportLanguage: event.reportLanguage ?? list.reportLanguage,
      metadata: { ...event.metadata, import_id: list.id, import_row: number },
    },
  };
}

/** A row in the words of a delivery. An archive knows old names of managers: it does not rename those that have one. */
function eventOf({ url, fields, talkSeconds = null, isInternal = null, isVoicemail = null }: ToldRow): CallEvent {
  return {
    externalId: fields.call_id ?? "",
    managerId: fields.manager_id ?? null,
    managerName: null,
    team: null,
    direction: fields.direction ?? null,
    startedAt: fields.started_at ?? null,
    languageHint: fields.language ?? null,
    tags: fields.tags ?? [],
    metadata: fields.metadata ?? {},
    ...{ talkSeconds, isInternal, isVoicemail },
    occurredAt: null,
    recording: { url, sourceKey: null },
    contentMode: fields.content_mode ?? null,
    scorecard: fields.scorecard ?? null,
    reportLanguage: fields.report_language ?? null,
  };
}
