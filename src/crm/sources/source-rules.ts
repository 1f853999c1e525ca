import { z } from "@hono/zod-openapi";
import { CALL_DIRECTIONS } from "../../calls/call.ts";
import { REPORT_LANGUAGES } from "../../evaluations/scorecard.ts";
import type { CallEvent } from "./call-event.ts";

const Names = z.array(z.string().trim().min(1).max(200)).max(1_000);

/** What is done with the calls of a source; stands in `sources.rules`, every field with its default. */
export const SourceRules = z.object({
  /** Keys of the scorecards to fill in; the first is the primary one. */
  scorecards: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(8)
    .refine((keys) => new Set(keys).size === keys.length, "each scorecard once")
    .default(["manager-plus"]),
  /** Which channel is the manager's; null: the installation's setting decides, then content. */
  managerChannel: z.enum(["left", "right"]).nullable().default(null),
  /** Null: the installation's. */
  reportLanguage: z.enum(REPORT_LANGUAGES).nullable().default(null),
  skip: z
    .object({
      /** Calls with less talk; null: none. By the sender's count, and by the sound in any case. */
      talkSecondsMin: z.int().min(1).max(3_600).nullable().default(null),
      /** Calls of these directions. */
      directions: z.array(z.enum(CALL_DIRECTIONS)).max(1).default([]),
      internal: z.boolean().default(true),
      voicemail: z.boolean().default(true),
      /** Calls of these managers, by the sender's ids. */
      managers: Names.default([]),
      /** Calls with one of these tags, in any case. */
      tags: Names.default([]),
    })
    .prefault({}),
});
export type SourceRules = z.infer<typeof SourceRules>;

/** Why a call is not audited, the weightiest first; stands in `calls.status_reason`. */
export const SKIP_REASONS = ["internal", "voicemail", "direction", "manager", "tag", "too_short"] as const;

/** One of them. */
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What the rules say of a call as far as one event tells: null where it says nothing of that. */
export type RuleVerdicts = Record<SkipReason, "skip" | "pass" | null>;

/** Asks every rule. */
export function askRules({ skip }: SourceRules, event: CallEvent): RuleVerdicts {
  const unwanted = new Set(skip.tags.map(folded));
  const verdict = (isTold: boolean, isUnwanted: boolean) => (isTold ? (isUnwanted ? "skip" : "pass") : null);
  const { direction, managerId, talkSeconds } = event;
  return {
    internal: verdict(event.isInternal !== null, skip.internal && event.isInternal === true),
    voicemail: verdict(event.isVoicemail !== null, skip.voicemail && event.isVoicemail === true),
    direction: verdict(direction !== null, direction !== null && skip.directions.includes(direction)),
    manager: verdict(managerId !== null, managerId !== null && skip.managers.includes(managerId)),
    tag: verdict(
      event.tags.length > 0,
      event.tags.some((tag) => unwanted.has(folded(tag))),
    ),
    too_short: verdict(talkSeconds !== null, (talkSeconds ?? 0) < (skip.talkSecondsMin ?? 0)),
  };
}

/** The reasons that got this verdict, the weightiest first. */
export function reasonsFor(verdicts: RuleVerdicts, verdict: "skip" | "pass"): SkipReason[] {
  return SKIP_REASONS.filter((reason) => verdicts[reason] === verdict);
}

/**
 * What a call must have told before its recording is worked on, since a rule asks for it. Whether it is internal or a
 * voicemail and its tags count as told, and the talk is measured by the sound.
 */
export function neededDetails({ skip }: SourceRules): { direction: boolean; manager: boolean } {
  return { direction: skip.directions.length > 0, manager: skip.managers.length > 0 };
}

function folded(tag: string): string {
  return tag.trim().toLocaleLowerCase("ru");
}
