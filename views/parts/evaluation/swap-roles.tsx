import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";

interface SwapRolesProps {
  locale: Locale;
  callId: string;
  /** The role assignment that the person sees. */
  seen: string;
}

/** For sides in doubt: they are right as shown, or changed over. */
export function SidesForm({ locale, callId, seen }: SwapRolesProps) {
  const texts = textsIn(locale);
  return (
    <form class="actions" method="post" action={`/calls/${callId}/confirm-roles?seen=${seen}`}>
      <button class="button" type="submit">
        {texts.confirmRoles}
      </button>
      <button class="button button--quiet" type="submit" formaction={`/calls/${callId}/swap-roles?seen=${seen}`}>
        {texts.swapRoles}
      </button>
      <span class="note">{texts.swapNote}</span>
    </form>
  );
}

/** Changes manager and customer over. */
export function SwapForm({ locale, callId, seen }: SwapRolesProps) {
  const texts = textsIn(locale);
  return (
    <form class="actions" method="post" action={`/calls/${callId}/swap-roles?seen=${seen}`}>
      <button class="button button--quiet" type="submit">
        {texts.swapRoles}
      </button>
      <span class="note">{texts.swapNote}</span>
    </form>
  );
}

/** The same as a section, beside the conversation it is about. */
export function SwapSection(props: SwapRolesProps) {
  return (
    <section class="section page-only" aria-labelledby="swap-title">
      <div class="section-head">
        <h2 id="swap-title">{textsIn(props.locale).swapTitle}</h2>
      </div>
      <div class="section-body">
        <SwapForm {...props} />
      </div>
    </section>
  );
}
