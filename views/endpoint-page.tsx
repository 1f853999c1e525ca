import type { Endpoint } from "../src/crm/endpoints/endpoint.ts";
import type { WriteBack, WriteBackAttempt, WriteBackStatus } from "../src/crm/endpoints/write-back.ts";
import type { ContentMode } from "../src/evaluations/scorecard.ts";
import { sourceName } from "./endpoints-page.tsx";
import { formatDateTime, formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { AttemptLog } from "./parts/write-back/attempt-log.tsx";
import { EndpointState } from "./parts/write-back/endpoint-state.tsx";
import { faultWords, ReplayButton, WriteBackState } from "./parts/write-back/write-back-state.tsx";

/** What was just done on the page. */
export type EndpointDone =
  | { act: "added" | "on" | "off" | "rotated" }
  | { act: "replayed"; count: number }
  | { act: "tested"; fault: string | null; httpStatus: number | null };

/** `/endpoints/:id`. */
export interface EndpointPageProps extends PageProps {
  endpoint: Endpoint;
  sources: readonly { key: string; name: string | null }[];
  /** A secret to be shown this once; null when there is none. */
  secret: string | null;
  done: EndpointDone | null;
  /** A page of the log, newest first, each with its attempts, newest first. */
  log: readonly { one: WriteBack; attempts: readonly WriteBackAttempt[] }[];
  /** What the log is narrowed to; null: everything. */
  status: WriteBackStatus | null;
  /** Cursor of the page after it; null on the last. */
  nextCursor: string | null;
  /** Whether it was reached by a cursor. */
  older: boolean;
  /** The mode of a scorecard by its key; null when it is not known. */
  modeOf(scorecard: string): ContentMode | null;
  now: Date;
  /** IANA name. */
  timeZone: string;
}

/** One endpoint: how it does, what can be done, and what it was told. */
export function EndpointPage(props: EndpointPageProps) {
  const { locale, endpoint, sources, now, timeZone, secret, done } = props;
  const texts = textsIn(locale);
  return (
    <Layout {...props} path={`/endpoints/${endpoint.id}`} title={endpoint.name} section="settings">
      <header class="page-head">
        <p class="page-path">
          <a href="/endpoints">{texts.endpointsTitle}</a> / {endpoint.address}
        </p>
        <h1>{endpoint.name}</h1>
        <SettingsNav locale={locale} page="endpoints" />
        <p class="facts-line">
          <EndpointState locale={locale} endpoint={endpoint} now={now} timeZone={timeZone} />
          <span>
            {texts.endpointsHead.source}: {sourceName(locale, sources, endpoint.source)}
          </span>
          <span>{texts.endpointSince(formatDateTime(locale, timeZone, endpoint.createdAt))}</span>
        </p>
        {done && <Notice>{doneWords(locale, done)}</Notice>}
        {secret !== null && (
          <Notice>
            <b>{texts.endpointShown}</b> <code>{secret}</code>
          </Notice>
        )}
      </header>
      <Actions locale={locale} endpoint={endpoint} />
      <Log {...props} />
    </Layout>
  );
}

function doneWords(locale: Locale, done: EndpointDone): string {
  const texts = textsIn(locale);
  if (done.act === "replayed") return texts.endpointReplayed(done.count);
  if (done.act !== "tested") return texts.endpointDone[done.act];
  const { taken, failed } = texts.endpointTested;
  return done.fault === null ? taken : failed(faultWords(locale, done.fault, done.httpStatus));
}

function Actions({ locale, endpoint }: { locale: Locale; endpoint: Endpoint }) {
  const texts = textsIn(locale);
  const acts = ["test", endpoint.off === null ? "off" : "on", ...(endpoint.exhausted > 0 ? ["replay"] : [])] as const;
  return (
    <section class="section section--first" aria-labelledby="acts-title">
      <div class="section-head">
        <h2 id="acts-title">{texts.endpointActsTitle}</h2>
      </div>
      <div class="section-body">
        <div class="actions">
          {acts.map((act) => (
            <Act locale={locale} endpoint={endpoint} act={act as keyof typeof texts.endpointActs} />
          ))}
        </div>
        <details class="section-aside">
          <summary>{texts.endpointActs.rotate}</summary>
          <p class="note">{texts.endpointRotateAbout}</p>
          <div class="actions">
            <Act locale={locale} endpoint={endpoint} act="rotate" />
          </div>
        </details>
        <details class="section-aside">
          <summary>{texts.endpointActs.remove}</summary>
          <p class="note">{texts.endpointRemoveAbout}</p>
          <div class="actions">
            <Act locale={locale} endpoint={endpoint} act="remove" />
          </div>
        </details>
      </div>
    </section>
  );
}

type ActName = "test" | "on" | "off" | "rotate" | "replay" | "remove";

function Act({ locale, endpoint, act }: { locale: Locale; endpoint: Endpoint; act: ActName }) {
  return (
    <form method="post" action={`/endpoints/${endpoint.id}/${act}`}>
      <button class="button button--quiet" type="submit">
        {textsIn(locale).endpointActs[act]}
      </button>
    </form>
  );
}

function Log(props: EndpointPageProps) {
  const { locale, log, older } = props;
  const texts = textsIn(locale);
  const { writeBacksHead } = texts;
  return (
    <section class="section" id="log" aria-labelledby="log-title">
      <div class="section-head">
        <h2 id="log-title">{texts.writeBacksTitle}</h2>
        <Filter {...props} />
      </div>
      <div class="section-body">
        {log.length === 0 ? (
          <p>{older || props.status !== null ? texts.writeBacksNone : texts.endpointUntried}</p>
        ) : (
          <table class="table worklist">
            <caption class="visually-hidden">{texts.writeBacksTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{writeBacksHead.call}</th>
                <th scope="col">{writeBacksHead.when}</th>
                <th scope="col">{writeBacksHead.state}</th>
                <th scope="col">{writeBacksHead.act}</th>
              </tr>
            </thead>
            <tbody>
              {log.map((row) => (
                <LogRow {...props} row={row} />
              ))}
            </tbody>
          </table>
        )}
        <Pager {...props} />
      </div>
    </section>
  );
}

function LogRow({ locale, timeZone, row, modeOf }: EndpointPageProps & { row: EndpointPageProps["log"][number] }) {
  const texts = textsIn(locale);
  const { one, attempts } = row;
  const mode = modeOf(one.scorecard);
  return (
    <tr>
      <th scope="row">
        <a href={`/calls/${one.call.id}`}>{one.call.externalId ?? one.call.id}</a>
        <span class="note">
          {texts.writeBackVersion(mode === null ? one.scorecard : texts.modeNames[mode], one.version)}
        </span>
      </th>
      <td>{formatShortDateTime(locale, timeZone, one.changedAt)}</td>
      <td>
        <WriteBackState locale={locale} one={one} timeZone={timeZone} />
        <AttemptLog locale={locale} timeZone={timeZone} attempts={attempts} />
      </td>
      <td>
        <ReplayButton locale={locale} one={one} from="endpoint" />
      </td>
    </tr>
  );
}

const FILTERS = ["pending", "exhausted", "delivered"] as const;

function Filter({ locale, endpoint, status }: EndpointPageProps) {
  const { writeBacksFilter, writeBacksFilterLabel } = textsIn(locale);
  const links = [null, ...FILTERS] as const;
  return (
    <nav class="settings-nav" aria-label={writeBacksFilterLabel}>
      <ul>
        {links.map((one) => (
          <li>
            <a
              href={`/endpoints/${endpoint.id}${one === null ? "" : `?status=${one}`}#log`}
              {...(one === status ? { "aria-current": "true" } : {})}
            >
              {writeBacksFilter[one ?? "all"]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Pager({ locale, endpoint, status, nextCursor, older }: EndpointPageProps) {
  const texts = textsIn(locale);
  if (nextCursor === null && !older) return null;
  const narrowed = status === null ? "" : `status=${status}`;
  return (
    <nav class="pager" aria-label={texts.writeBacksTitle}>
      {older && (
        <a class="button button--quiet" href={`/endpoints/${endpoint.id}?${narrowed}#log`}>
          {texts.newest}
        </a>
      )}
      {nextCursor !== null && (
        <a
          class="button button--quiet"
          href={`/endpoints/${endpoint.id}?${narrowed}&cursor=${encodeURIComponent(nextCursor)}#log`}
        >
          {texts.older}
        </a>
      )}
    </nav>
  );
}
