import type { Call } from "../../src/calls/call.ts";
import type { StoredEvaluation } from "../../src/evaluations/evaluation.ts";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { Icon, type IconName } from "./sprite.tsx";

type Look = "now" | "review" | "failed" | "none";

const ICONS: Record<Look, IconName> = { now: "now", review: "unclear", failed: "not-met", none: "na" };

interface CallStateProps {
  locale: Locale;
  call: Pick<Call, "status" | "statusReason">;
  /** The current evaluation of the primary scorecard; null when there is none. */
  stored: StoredEvaluation | null;
}

/** What stands in the place of a score: at work, waiting for review, no score and why, failed and why. */
export function CallState({ locale, call, stored }: CallStateProps) {
  const look = lookOf(call.status);
  const reason = reasonOf(locale, call, stored);
  return (
    <span class={`call-state call-state--${look}`}>
      <Icon name={ICONS[look]} />
      {textsIn(locale).callStates[call.status]}
      {reason && `: ${reason}`}
    </span>
  );
}

/**
 * Why a call has no score, in words; a code without words is shown as it is. Null when there is nothing to say, as of a
 * call that waits for review: what it waits for takes a sentence, and stands beside.
 */
export function reasonOf(locale: Locale, call: CallStateProps["call"], stored: StoredEvaluation | null): string | null {
  const texts = textsIn(locale);
  const isUnscorable = call.status === "not_scorable";
  const code = (isUnscorable && stored?.evaluation.notScorableReason) || call.statusReason;
  if (code === null || call.status === "needs_review") return null;
  const known: Record<string, string> = isUnscorable ? texts.notScorableReasons : texts.statusReasons;
  return known[code] ?? code;
}

function lookOf(status: Call["status"]): Look {
  if (status === "needs_review") return "review";
  if (status === "failed") return "failed";
  if (status === "not_scorable" || status === "skipped" || status === "scored") return "none";
  return "now";
}
