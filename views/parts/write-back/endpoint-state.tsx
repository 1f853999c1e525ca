import type { Endpoint } from "../../../src/crm/endpoints/endpoint.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon, type IconName } from "../sprite.tsx";

interface StateProps {
  locale: Locale;
  endpoint: Endpoint;
  /** The moment the page is drawn: a rest that is over is none. */
  now: Date;
  /** IANA name. */
  timeZone: string;
}

/** How an endpoint does, in words. */
export function EndpointState(props: StateProps) {
  const { look, icon, words } = stateOf(props);
  return (
    <span class={`call-state call-state--${look}`}>
      <Icon name={icon} />
      {words}
    </span>
  );
}

function stateOf({ locale, endpoint, now, timeZone }: StateProps): { look: string; icon: IconName; words: string } {
  const texts = textsIn(locale);
  const at = (time: Date) => formatShortDateTime(locale, timeZone, time);
  const { off, restsUntil, failingSince, failures } = endpoint;
  if (off !== null) return { look: "failed", icon: "not-met", words: texts.endpointOff[off.reason](at(off.since)) };
  if (restsUntil !== null && restsUntil > now)
    return { look: "waits", icon: "wait", words: texts.endpointRests(at(restsUntil)) };
  if (failingSince !== null)
    return { look: "review", icon: "unclear", words: texts.endpointFailing(failures, at(failingSince)) };
  return { look: "none", icon: "met", words: texts.endpointAtWork };
}
