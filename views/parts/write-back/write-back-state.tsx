import type { WriteBack, WriteBackAttempt } from "../../../src/crm/endpoints/write-back.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon, type IconName } from "../sprite.tsx";

interface StateProps {
  locale: Locale;
  one: WriteBack;
  /** IANA name. */
  timeZone: string;
}

/** How a write-back stands, in words: sent, waiting and until when, or given up, and why. */
export function WriteBackState({ locale, one, timeZone }: StateProps) {
  const { look, icon, words } = stateOf({ locale, one, timeZone });
  const texts = textsIn(locale);
  const { lastAttempt, deliveredVersion } = one;
  const isAbout =
    lastAttempt?.version === one.version && (lastAttempt.fault !== null || lastAttempt.durationMs === null);
  const why = one.status !== "delivered" && isAbout ? attemptWords(locale, lastAttempt) : null;
  return (
    <>
      <span class={`call-state call-state--${look}`}>
        <Icon name={icon} />
        {words}
      </span>
      {why !== null && <span class="note">{why}</span>}
      {one.status !== "delivered" && deliveredVersion > 0 && (
        <span class="note">{texts.writeBackHolds(deliveredVersion)}</span>
      )}
    </>
  );
}

function stateOf({ locale, one, timeZone }: StateProps): { look: string; icon: IconName; words: string } {
  const states = textsIn(locale).writeBackStates;
  const { status, endpoint, nextAttemptAt, attempts } = one;
  if (status === "delivered") return { look: "none", icon: "met", words: states.delivered };
  if (status === "withdrawn") return { look: "none", icon: "na", words: states.withdrawn };
  if (status === "exhausted") return { look: "failed", icon: "not-met", words: states.exhausted };
  const waits = { look: "waits", icon: "wait" as const };
  if (endpoint.isOff) return { ...waits, words: states.off };
  if (attempts === 0 || nextAttemptAt === null) return { ...waits, words: states.due };
  const { restsUntil } = endpoint;
  const at = (time: Date) => formatShortDateTime(locale, timeZone, time);
  if (restsUntil !== null && restsUntil > nextAttemptAt) return { ...waits, words: states.rests(at(restsUntil)) };
  return { ...waits, words: states.retry(at(nextAttemptAt)) };
}

/** How one attempt ended, in words. */
export function attemptWords(locale: Locale, { fault, durationMs, httpStatus }: WriteBackAttempt): string {
  const texts = textsIn(locale);
  if (fault === null) return durationMs === null ? texts.writeBackUnended : texts.writeBackTook;
  return faultWords(locale, fault, httpStatus);
}

/** A fault in words; a code without words is shown as it is. */
export function faultWords(locale: Locale, fault: string, httpStatus: number | null): string {
  const { status, ...known } = textsIn(locale).writeBackFaults;
  return fault === "status" ? status(httpStatus) : ((known as Record<string, string>)[fault] ?? fault);
}

/** Sends a write-back again; `from` is where the person stands and comes back to. */
export function ReplayButton({ locale, one, from }: { locale: Locale; one: WriteBack; from: "call" | "endpoint" }) {
  const isDue = one.status === "pending" && one.attempts === 0;
  if (one.endpoint.isRemoved || one.status === "withdrawn" || isDue) return null;
  return (
    <form method="post" action={`/write-backs/${one.id}/replay?from=${from}`}>
      <button class="link-button" type="submit">
        {textsIn(locale).writeBackReplay}
      </button>
    </form>
  );
}
