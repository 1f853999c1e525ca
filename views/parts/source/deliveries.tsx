import type { Delivery } from "../../../src/crm/sources/delivery-store.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import type { SourcePageProps } from "../../source-page.tsx";
import { UnreadBody } from "../set-aside/unread-body.tsx";
import { unreadableWords } from "../set-aside/unreadable-words.ts";

/** What came from a source last, and what became of it. */
export function DeliveriesSection(props: SourcePageProps) {
  const { locale, deliveries, outcome, timeZone } = props;
  const texts = textsIn(locale);
  const { deliveriesHead } = texts;
  return (
    <section class="section" id="arrivals" aria-labelledby="arrivals-title">
      <div class="section-head">
        <h2 id="arrivals-title">{texts.sourceDeliveries}</h2>
        <p class="note">{texts.sourceDeliveriesAbout}</p>
        <Filter {...props} />
      </div>
      <div class="section-body">
        {deliveries.length === 0 ? (
          <p>{outcome === null ? texts.sourceDeliveriesEmpty : texts.sourceDeliveriesNone}</p>
        ) : (
          <table class="table worklist">
            <caption class="visually-hidden">{texts.sourceDeliveries}</caption>
            <thead>
              <tr>
                <th scope="col">{deliveriesHead.when}</th>
                <th scope="col">{deliveriesHead.outcome}</th>
                <th scope="col">{deliveriesHead.call}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <tr>
                  <th scope="row">{formatShortDateTime(locale, timeZone, delivery.receivedAt)}</th>
                  <td>
                    <Outcome locale={locale} delivery={delivery} />
                  </td>
                  <td>
                    {delivery.callId !== null && <a href={`/calls/${delivery.callId}`}>{texts.sourceOpenCall}</a>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

/** Links that narrow the list to one outcome. */
function Filter({ locale, source, outcome }: SourcePageProps) {
  const texts = textsIn(locale);
  const path = `/sources/${source.key}`;
  const ways = [["", texts.deliveryAll] as const, ...Object.entries(texts.deliveryNames)];
  return (
    <nav class="settings-nav" aria-label={texts.sourceDeliveries}>
      <ul>
        {ways.map(([key, words]) => (
          <li>
            <a
              href={key === "" ? `${path}#arrivals` : `${path}?outcome=${key}#arrivals`}
              {...(key === (outcome ?? "") ? { "aria-current": "true" } : {})}
            >
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** In words; what nobody could read is there to be looked at, cut where it is long. */
function Outcome({ locale, delivery }: { locale: Locale; delivery: Delivery }) {
  const texts = textsIn(locale);
  const { outcome, reason, body } = delivery;
  return (
    <>
      {texts.deliveryNames[outcome]}
      {reason !== null && <span class="note">{reasonWords(locale, delivery, reason)}</span>}
      {body !== null && (
        <UnreadBody locale={locale} detail={delivery.detail} body={body} bodyCharacters={body.length} />
      )}
    </>
  );
}

/** A code without words is shown as it is. */
function reasonWords(locale: Locale, { outcome, pointer }: Delivery, reason: string): string {
  if (outcome === "unreadable") return unreadableWords(locale, reason, pointer);
  const { callWaitsFor, skipReasons, deliveryIgnored } = textsIn(locale);
  const words = { awaiting: callWaitsFor, skipped: skipReasons, ignored: deliveryIgnored }[outcome as "awaiting"];
  return words?.[reason] ?? reason;
}
