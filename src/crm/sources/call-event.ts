import type { ToldCall } from "../../calls/call.ts";
import type { ContentMode, ReportLanguage } from "../../evaluations/scorecard.ts";

/**
 * What one delivery tells of one call, in our words whatever the sender's are. A sender may tell a call in several events,
 * in any order: each knows the call by its id, and null stands for what this one does not say.
 */
export interface CallEvent extends Omit<ToldCall, "source" | "externalId"> {
  externalId: string;
  managerName: string | null;
  team: string | null;
  /** How long people spoke, by the sender's count. */
  talkSeconds: number | null;
  /** Colleagues among themselves. */
  isInternal: boolean | null;
  /** Nobody but a machine answered. */
  isVoicemail: boolean | null;
  /** When it happened, by the sender's clock (ISO 8601): of two events that differ the later one is right. */
  occurredAt: string | null;
  recording: ToldRecording | null;
  contentMode: ContentMode | null;
  /** Key of a scorecard; wins over the content mode, and over the scorecards of the source. */
  scorecard: string | null;
  reportLanguage: ReportLanguage | null;
}

/** How a sender names a recording: by an address, by an id of its own, or by both. */
export interface ToldRecording {
  url: string | null;
  sourceKey: string | null;
}
