import type { WriteBack, WriteBackAttempt } from "../../../src/crm/endpoints/write-back.ts";
import type { ContentMode } from "../../../src/evaluations/scorecard.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { AttemptLog } from "../write-back/attempt-log.tsx";
import { ReplayButton, WriteBackState } from "../write-back/write-back-state.tsx";

/** What an endpoint was told of a call, as its page shows it: each attempt, newest first. */
export interface SentBackRow {
  one: WriteBack;
  attempts: readonly WriteBackAttempt[];
}

/** What each endpoint was told of a call; nothing where none hears of it. */
export function SentBack({
  locale,
  rows,
  modeOf,
  timeZone,
}: {
  locale: Locale;
  rows: readonly SentBackRow[];
  /** The mode of a scorecard by its key; null when it is not known. */
  modeOf(scorecard: string): ContentMode | null;
  timeZone: string;
}) {
  const texts = textsIn(locale);
  if (rows.length === 0) return null;
  const { sentHead } = texts;
  const titleOf = (scorecard: string) => {
    const mode = modeOf(scorecard);
    return mode === null ? scorecard : texts.modeNames[mode];
  };
  return (
    <section class="section page-only" id="sent-back" aria-labelledby="sent-title">
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
            {rows.map(({ one, attempts }) => (
              <tr>
                <th scope="row">
                  {one.endpoint.isRemoved ? (
                    one.endpoint.name
                  ) : (
                    <a href={`/endpoints/${one.endpoint.id}`}>{one.endpoint.name}</a>
                  )}
                  <span class="note">{texts.writeBackVersion(titleOf(one.scorecard), one.version)}</span>
                </th>
                <td>{formatShortDateTime(locale, timeZone, one.lastAttempt?.startedAt ?? one.changedAt)}</td>
                <td>
                  <WriteBackState locale={locale} one={one} timeZone={timeZone} />
                  <AttemptLog locale={locale} attempts={attempts} timeZone={timeZone} />
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

/**
 * How a call stands with those who hear of it, in a word that leads there; nothing where none hears of it. An address that
 * is off gets nothing, so that it does not keep the rest from being done.
 */
export function SentBackLink({ locale, rows }: { locale: Locale; rows: readonly SentBackRow[] }) {
  if (rows.length === 0) return null;
  return <a href="#sent-back">{sentWords(locale, rows)}</a>;
}

function sentWords(locale: Locale, rows: readonly SentBackRow[]): string {
  const { sentShort } = textsIn(locale);
  const told = rows.filter(({ one }) => one.status !== "withdrawn");
  if (told.length === 0) return sentShort.withdrawn;
  const live = told.filter(({ one }) => one.status !== "pending" || !one.endpoint.isOff);
  if (live.length === 0) return sentShort.off;
  const count = (status: WriteBack["status"]) => live.filter(({ one }) => one.status === status).length;
  if (count("exhausted") > 0) return sentShort.exhausted;
  if (count("pending") === 0) return sentShort.delivered;
  return count("delivered") > 0 ? sentShort.partly(count("delivered"), live.length) : sentShort.pending;
}
