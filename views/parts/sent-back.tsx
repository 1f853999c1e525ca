import type { WriteBack } from "../../src/crm/endpoints/write-back.ts";
import { formatShortDateTime, type Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { ReplayButton, WriteBackState } from "./write-back-state.tsx";

/** What an endpoint was told of a call, as its page shows it. */
export type SentBackRow = WriteBack;

/** What each endpoint was told of a call; nothing where none hears of it. */
export function SentBack({
  locale,
  rows,
  timeZone,
}: {
  locale: Locale;
  rows: readonly SentBackRow[];
  timeZone: string;
}) {
  const texts = textsIn(locale);
  if (rows.length === 0) return null;
  const { sentHead } = texts;
  return (
    <section class="section" id="sent-back" aria-labelledby="sent-title">
      <div class="section-head">
        <h2 id="sent-title">{texts.sentTitle}</h2>
      </div>
      <div class="section-body">
        <table class="table worklist">
          <caption class="visually-hidden">{texts.sentTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{sentHead.endpoint}</th>
              <th scope="col">{sentHead.when}</th>
              <th scope="col">{sentHead.state}</th>
              <th scope="col">{sentHead.act}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr>
                <th scope="row">
                  {one.endpoint.isRemoved ? (
                    one.endpoint.name
                  ) : (
                    <a href={`/endpoints/${one.endpoint.id}`}>{one.endpoint.name}</a>
                  )}
                  <span class="note">{texts.writeBackVersion(one.scorecard, one.version)}</span>
                </th>
                <td>{formatShortDateTime(locale, timeZone, one.lastAttempt?.startedAt ?? one.changedAt)}</td>
                <td>
                  <WriteBackState locale={locale} one={one} timeZone={timeZone} />
                </td>
                <td>
                  <ReplayButton locale={locale} one={one} from="call" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
