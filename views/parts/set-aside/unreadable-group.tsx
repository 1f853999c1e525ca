import { formatShortDateTime } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import type { SetAsidePageProps } from "../../set-aside-page.tsx";
import { sourceTitle } from "../source/proof.tsx";
import { Icon } from "../sprite.tsx";
import { Act, Pager, Reasons } from "./acts.tsx";
import { UnreadBody } from "./unread-body.tsx";
import { unreadableWords } from "./unreadable-words.ts";

/** What came from sources and nobody could read: why, what was sent, and a button for what was looked at. */
export function UnreadableGroup({ locale, arrivals, older, timeZone }: SetAsidePageProps) {
  const texts = textsIn(locale);
  const { setAsideHead: head } = texts;
  return (
    <section class="section" aria-labelledby="arrivals-title">
      <div class="section-head">
        <h2 id="arrivals-title">{texts.setAsideArrivals}</h2>
        <p class="note">{texts.setAsideArrivalsAbout}</p>
      </div>
      <div class="section-body">
        {arrivals.rows.length === 0 && <p>{texts.setAsideNone}</p>}
        <Reasons
          locale={locale}
          group="arrivals"
          reasons={arrivals.reasons}
          actsOf={() => ["forget"]}
          words={(_, code) => unreadableWords(locale, code ?? "", null)}
        />
        {arrivals.rows.length > 0 && (
          <table class="table worklist">
            <caption class="visually-hidden">{texts.setAsideArrivals}</caption>
            <thead>
              <tr>
                <th scope="col">{head.source}</th>
                <th scope="col">{head.when}</th>
                <th scope="col">{head.reason}</th>
                <th scope="col">{head.act}</th>
              </tr>
            </thead>
            <tbody>
              {arrivals.rows.map(({ id, source, sourceName, receivedAt, reason, pointer, detail, body, bodyBytes }) => (
                <tr>
                  <th scope="row">
                    <a href={`/sources/${source}?outcome=unreadable#arrivals`}>
                      {sourceTitle(locale, { key: source, name: sourceName })}
                    </a>
                  </th>
                  <td>{formatShortDateTime(locale, timeZone, receivedAt)}</td>
                  <td>
                    <span class="call-state call-state--failed">
                      <Icon name="not-met" />
                      {unreadableWords(locale, reason, pointer)}
                    </span>
                    <UnreadBody locale={locale} detail={detail} body={body} bodyCharacters={bodyBytes} />
                  </td>
                  <td>
                    <Act locale={locale} action={`/set-aside/arrivals/${id}/forget`} act="forget" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pager locale={locale} label={texts.setAsideArrivals} name="arrivals" next={arrivals.next} older={older} />
      </div>
    </section>
  );
}
