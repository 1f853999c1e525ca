import type { CallProgress } from "../../../src/calls/progress.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon } from "../sprite.tsx";

interface StandstillProps {
  locale: Locale;
  progress: CallProgress;
  /** IANA name. */
  timeZone: string;
}

/** Why nothing moves and what helps, with the time of the next try where one is known; nothing while it moves. */
export function Standstill({ locale, progress, timeZone }: StandstillProps) {
  const texts = textsIn(locale);
  const { state, until } = progress;
  const reason = progress.reason ?? "other";
  if (state === "waiting" && reason === "speech_not_configured")
    return <Block icon="wait" why={texts.waitsForEngine} how={texts.waitsForEngineHow} />;
  if (state === "waiting") {
    const known: Record<string, string> = texts.waitReasons;
    const how = until ? texts.waitsUntil(formatShortDateTime(locale, timeZone, until)) : texts.waitsUntilGone;
    return <Block icon="wait" why={texts.waitsToRetry(known[reason] ?? texts.waitReasons.other)} how={how} />;
  }
  if (state === "quarantined") return <Block icon="not-met" why={texts.quarantinedWhy} how={texts.quarantinedHow} />;
  if (state === "skipped") {
    const { no_recording: never, other } = texts.skippedAbout;
    const how = reason === "no_recording" ? never : other;
    return <Block icon="wait" why={upperFirst(texts.skipReasons[reason] ?? reason)} how={how} />;
  }
  if (state !== "failed") return null;
  return <Failed locale={locale} reason={reason} />;
}

/** Why it failed: a sentence with what helps, else what lists say of that code, else that something went wrong. */
function Failed({ locale, reason }: { locale: Locale; reason: string }) {
  const texts = textsIn(locale);
  const known: Record<string, { why: string; how: string }> = texts.failedWhy;
  const short = (texts.statusReasons as Record<string, string>)[reason];
  const words = known[reason] ?? (short === undefined ? texts.failedWhy.other : { why: upperFirst(short), how: "" });
  return <Block icon="not-met" {...words} code={`${texts.reasonCode} ${reason}`} />;
}

interface BlockProps {
  icon: "wait" | "not-met";
  why: string;
  how: string;
  code?: string;
}

function Block({ icon, why, how, code }: BlockProps) {
  return (
    <p class={`standstill standstill--${icon}`}>
      <Icon name={icon} />
      <span>
        <b>{why}</b> {how}
        {code && <span class="note"> {code}</span>}
      </span>
    </p>
  );
}

const WORTHLESS = ["not_audio", "audio_broken", "audio_too_long", "audio_too_large"];

/** Whether a call failed because its file is no recording: it was not kept, and another one has to be sent. */
export function isWorthless(reason: string | null): boolean {
  return reason !== null && WORTHLESS.includes(reason);
}

interface StartAgainProps {
  locale: Locale;
  progress: CallProgress;
  /** Key of the source, whose rules may have left the call out. */
  source: string;
  /** Whether there are words of the call. */
  hasWords: boolean;
}

/** What starts work that stands still: once more, with another recording, or although a rule left the call out. */
export function StartAgain({ locale, progress, source, hasWords }: StartAgainProps) {
  const texts = textsIn(locale);
  const { state, callId, reason, recording } = progress;
  if (state === "skipped") return <Include locale={locale} progress={progress} source={source} />;
  if (isWorthless(reason) || (recording === null && !hasWords))
    return (
      <p class="actions">
        <a class="button" href="/">
          {recording === null ? texts.sendAgain : texts.sendAnother}
        </a>
      </p>
    );
  return (
    <form class="actions" method="post" action={`/calls/${callId}/replay`}>
      <button class="button" type="submit" name="act" value="replay">
        {texts.replayWork}
      </button>
      <span class="note">{texts.replayNote}</span>
    </form>
  );
}

/** A person may want a call that was left out. */
function Include({ locale, progress, source }: Pick<StartAgainProps, "locale" | "progress" | "source">) {
  const texts = textsIn(locale);
  const { callId, reason, recording } = progress;
  const forgotten = recording === null ? texts.includeNothing : texts.includeForgotten;
  return (
    <form class="actions" method="post" action={`/calls/${callId}/include`}>
      {recording?.isReachable && (
        <button class="button" type="submit">
          {reason === "no_recording" ? texts.includeLookAgain : texts.includeCall}
        </button>
      )}
      <a class="button button--quiet" href={`/sources/${source}`}>
        {texts.openSourceRules}
      </a>
      <span class="note">{recording?.isReachable ? texts.includeNote : forgotten}</span>
    </form>
  );
}

/** A reason that stands alone, as a sentence. */
function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
