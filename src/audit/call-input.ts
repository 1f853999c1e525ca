import type { z } from "zod";
import type { ToldCall } from "../calls/call.ts";
import type { ContentMode, ReportLanguage } from "../evaluations/scorecard.ts";
import type { CallFields } from "./schemas.ts";

/** What every way in knows of a call and what is asked of it; null where the sender said nothing. */
export interface CallInput extends Omit<ToldCall, "languageHint"> {
  /** Spoken language (BCP 47), a hint. */
  language: string | null;
  contentMode: ContentMode | null;
  /** Key of the scorecard; wins over the content mode. */
  scorecard: string | null;
  reportLanguage: ReportLanguage | null;
}

/** The fields every route of the API takes, as input; a field that is absent or null was not said. */
export function inputOfFields(fields: z.infer<z.ZodObject<typeof CallFields>>): CallInput {
  return {
    contentMode: fields.content_mode ?? null,
    scorecard: fields.scorecard ?? null,
    source: "api",
    externalId: fields.call_id ?? null,
    managerId: fields.manager_id ?? null,
    language: fields.language ?? null,
    reportLanguage: fields.report_language ?? null,
    startedAt: fields.started_at ?? null,
    direction: fields.direction ?? null,
    tags: fields.tags ?? [],
    metadata: fields.metadata ?? {},
  };
}

/** What is kept of a call as its sender told it. */
export function toldCall(input: CallInput): ToldCall {
  const { source, externalId, managerId, direction, startedAt, language, tags, metadata } = input;
  return { source, externalId, managerId, direction, startedAt, languageHint: language, tags, metadata };
}
