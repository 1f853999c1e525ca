import type { ReasonCount } from "../../../src/history/set-aside/set-aside.ts";
import { formatNumber, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";

/** What the page of what failed is divided into. */
export type SetAsideGroup = "jobs" | "calls" | "arrivals";

/** What can be done about it; the last word of the address that does it. */
export type SetAsideAct = "replay" | "discard" | "forget";

/** Each reason with its number and what can be done about all of them. */
export function Reasons({
  locale,
  group,
  reasons,
  actsOf,
  words = reasonWords,
}: {
  locale: Locale;
  group: SetAsideGroup;
  reasons: readonly ReasonCount[];
  actsOf(reason: string | null): readonly SetAsideAct[];
  /** What a reason is called. */
  words?(locale: Locale, code: string | null): string;
}) {
  const texts = textsIn(locale);
  if (reasons.length === 0) return null;
  return (
    <ul class="reasons">
      {reasons.map(({ reason, count }) => (
        <li>
          <span>
            {words(locale, reason)}: {formatNumber(locale, count)}
          </span>
          {actsOf(reason).map((act) => (
            <form method="post" action={`/set-aside/${group}/${act}`}>
              <input type="hidden" name="reason" value={reason ?? ""} />
              <button class="link-button" type="submit">
                {texts.setAsideActAll[act]}
              </button>
            </form>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The words of the calls' own pages; a code without words is shown as it is. */
export function reasonWords(locale: Locale, code: string | null): string {
  const texts = textsIn(locale);
  const known: Record<string, string> = texts.statusReasons;
  return code === null ? texts.setAsideOther : (known[code] ?? code);
}

/** A button that does it. */
export function Act({ locale, action, act }: { locale: Locale; action: string; act: SetAsideAct }) {
  return (
    <form method="post" action={action}>
      <button class="link-button" type="submit">
        {textsIn(locale).setAsideActs[act]}
      </button>
    </form>
  );
}

/** Leads to older rows of a group, and back to the newest. */
export function Pager({
  locale,
  label,
  name,
  next,
  older,
}: {
  locale: Locale;
  label: string;
  name: SetAsideGroup;
  next: string | null;
  older: boolean;
}) {
  const texts = textsIn(locale);
  if (next === null && !older) return null;
  return (
    <nav class="pager" aria-label={label}>
      {older && (
        <a class="button button--quiet" href="/set-aside">
          {texts.newest}
        </a>
      )}
      {next !== null && (
        <a class="button button--quiet" href={`/set-aside?${name}=${encodeURIComponent(next)}`}>
          {texts.older}
        </a>
      )}
    </nav>
  );
}
