import type { Call } from "../../../src/calls/call.ts";
import type { StoredEvaluation } from "../../../src/evaluations/evaluation.ts";
import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon, type IconName } from "../sprite.tsx";

type Look = "now" | "waits" | "review" | "failed" | "none";

const ICONS: Record<Look, IconName> = {
  now: "now",
  waits: "wait",
  review: "unclear",
  failed: "not-met",
  none: "na",
};

interface CallStateProps {
  locale: Locale;
  call: Pick<Call, "status" | "statusReason">;
  /** The current evaluation of the primary scorecard; null when there is none. */
  stored: StoredEvaluation | null;
}

/** What stands in the place of a score: at work, waiting and for what, no score and why, failed and why. */
export function CallState({ locale, call, stored }: CallStateProps) {
  const look = lookOf(call);
  return (
    <span class={`call-state call-state--${look}`}>
      <Icon name={ICONS[look]} />
      {stateWords(locale, call, stored)}
    </span>
  );
}

/** The state of a call in words, with its reason. */
function stateWords(locale: Locale, call: CallStateProps["call"], stored: StoredEvaluation | null): string {
  const texts = textsIn(locale);
  const awaited = call.status === "received" ? texts.callWaitsFor[call.statusReason ?? ""] : undefined;
  if (awaited !== undefined) return awaited;
  const reason = reasonOf(locale, call, stored);
  const look = lookOf(call);
  const state = look === "waits" ? texts.callWaits : texts.callStates[look === "failed" ? "failed" : call.status];
  return reason === null ? state : `${state}: ${reason}`;
}

/**
 * Why a call has no score, in words; a code without words is shown as it is. Null when there is nothing to say, as of a
 * call that waits for review: what it waits for takes a sentence, and stands beside.
 */
export function reasonOf(locale: Locale, call: CallStateProps["call"], stored: StoredEvaluation | null): string | null {
  const texts = textsIn(locale);
  const code = (call.status === "not_scorable" && stored?.evaluation.notScorableReason) || call.statusReason;
  if (code === null || call.status === "needs_review") return null;
  const known: Partial<Record<Call["status"], Record<string, string>>> = {
    not_scorable: texts.notScorableReasons,
    skipped: { ...texts.statusReasons, ...texts.skipReasons },
  };
  return (known[call.status] ?? (texts.statusReasons as Record<string, string>))[code] ?? code;
}

function lookOf({ status, statusReason }: CallStateProps["call"]): Look {
  if (status === "needs_review") return "review";
  if (status === "failed" || (isAtWork(status) && statusReason === "quarantined")) return "failed";
  if (!isAtWork(status)) return "none";
  return statusReason === null ? "now" : "waits";
}

function isAtWork(status: Call["status"]): boolean {
  return status === "received" || status === "stored" || status === "prepared" || status === "transcribed";
}
