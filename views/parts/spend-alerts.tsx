import type { PageAlert } from "../../src/http/page-props.ts";
import { formatShortDateTime, type Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { Icon } from "./sprite.tsx";

/** On every page: what stops paid requests now, what waits for it, and the way to do something about it. */
export function SpendAlerts({ locale, alerts }: { locale: Locale; alerts: readonly PageAlert[] }) {
  const texts = textsIn(locale);
  return (
    <>
      {alerts.map(({ reason, stages, until, timeZone }) => (
        <div class="notice" role="status">
          <Icon name="wait" />
          <p>
            <b>{texts.spendAlerts[reason]}</b> {texts.spendWaits(stages.map((stage) => stageName(locale, stage)))}{" "}
            {until && texts.spendUntil(formatShortDateTime(locale, timeZone, until))}{" "}
            <a href="/spend">{texts.spendAlertLink}</a>
          </p>
        </div>
      ))}
    </>
  );
}

/** A stage of the ledger in words; one that nobody named stands as it is. */
export function stageName(locale: Locale, stage: string): string {
  const names: Record<string, string> = textsIn(locale).spendStages;
  return names[stage] ?? stage;
}
