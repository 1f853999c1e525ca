import type { Verdict as VerdictName } from "../../../src/evaluations/evaluation.ts";
import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon, type IconName } from "../sprite.tsx";

/** The style and icon of each verdict. */
export const VERDICT_STYLE = {
  met: "met",
  partial: "partial",
  not_met: "not-met",
  na: "na",
  unclear: "unclear",
} as const satisfies Record<VerdictName, IconName>;

/** A verdict as shape, word and colour. */
export function Verdict({ locale, verdict }: { locale: Locale; verdict: VerdictName }) {
  return (
    <span class={`verdict verdict--${VERDICT_STYLE[verdict]}`}>
      <Icon name={VERDICT_STYLE[verdict]} />
      {textsIn(locale).verdicts[verdict]}
    </span>
  );
}
