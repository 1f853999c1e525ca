import type { ActedCounts } from "../src/history/set-aside/act-on-reason.ts";
import type {
  ConcernedCall,
  FailedCall,
  ReasonCount,
  ShownJob,
  UnreadableDelivery,
} from "../src/history/set-aside/set-aside.ts";
import { formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { isWorthless } from "./parts/call/standstill.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { managerTitle } from "./parts/manager-title.ts";
import { Notice } from "./parts/notice.tsx";
import { Act, Pager, Reasons, reasonWords } from "./parts/set-aside/acts.tsx";
import { UnreadableGroup } from "./parts/set-aside/unreadable-group.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { Icon } from "./parts/sprite.tsx";

/** One page of a group: its rows, the cursor of the next page (null on the last), and all its reasons. */
export interface Group<Row> {
  rows: readonly Row[];
  next: string | null;
  reasons: readonly ReasonCount[];
}

/** `/set-aside`. */
export interface SetAsidePageProps extends PageProps {
  jobs: Group<ShownJob>;
  calls: Group<FailedCall>;
  /** What came and nobody could read. */
  arrivals: Group<UnreadableDelivery>;
  /** Whether it was reached by a cursor, so that a way back to the newest is shown. */
  older: boolean;
  /** What was just done; null when nothing was. */
  done: (ActedCounts & { act: "replay" | "discard" | "forget" }) | null;
  /** IANA name. */
  timeZone: string;
}

/** What failed for good, in groups, each with its reasons, its rows and what can be done. */
export function SetAsidePage(props: SetAsidePageProps) {
  const { locale, jobs, calls, arrivals, done } = props;
  const texts = textsIn(locale);
  const isEmpty = [jobs, calls, arrivals].every(({ rows }) => rows.length === 0) && !props.older;
  return (
    <Layout {...props} path="/set-aside" title={texts.setAsideTitle} section="settings">
      <header class="page-head">
        <h1>{texts.setAsideTitle}</h1>
        <SettingsNav locale={locale} page="set-aside" />
        <p class="page-lead">{texts.setAsideLead}</p>
        {done && <Notice>{texts.setAsideDone[done.act](done.done, done.left)}</Notice>}
      </header>
      {isEmpty ? (
        <section class="empty" aria-labelledby="empty-title">
          <h2 id="empty-title">{texts.setAsideEmpty}</h2>
          <p>{texts.setAsideEmptyAbout}</p>
        </section>
      ) : (
        <>
          <JobsGroup {...props} />
          <CallsGroup {...props} />
          <UnreadableGroup {...props} />
        </>
      )}
    </Layout>
  );
}

function JobsGroup({ locale, jobs, older, timeZone }: SetAsidePageProps) {
  const texts = textsIn(locale);
  return (
    <section class="section section--first" aria-labelledby="jobs-title">
      <div class="section-head">
        <h2 id="jobs-title">{texts.setAsideJobs}</h2>
        <p class="note">{texts.setAsideJobsAbout}</p>
      </div>
      <div class="section-body">
        {jobs.rows.length === 0 && <p>{texts.setAsideNone}</p>}
        <Reasons locale={locale} group="jobs" reasons={jobs.reasons} actsOf={() => ["replay", "discard"]} />
        {jobs.rows.length > 0 && (
          <table class="table worklist">
            <Head locale={locale} caption={texts.setAsideJobs} />
            <tbody>
              {jobs.rows.map((job) => (
                <tr>
                  <th scope="row">
                    <CallLink locale={locale} call={job.call} otherwise={job.name} />
                  </th>
                  <td>{formatShortDateTime(locale, timeZone, job.endedAt ?? job.createdAt)}</td>
                  <td>
                    <Reason locale={locale} code={job.failure?.reason ?? null} />
                    <span class="note">{texts.setAsideTries(job.starts, job.crashes)}</span>
                    <details>
                      <summary>{texts.setAsideDetails}</summary>
                      <p class="note">
                        {job.name} {job.id}. {job.failure?.detail ?? job.reason}
                      </p>
                    </details>
                  </td>
                  <td>
                    <div class="actions">
                      <Act locale={locale} action={`/set-aside/jobs/${job.id}/replay`} act="replay" />
                      <Act locale={locale} action={`/set-aside/jobs/${job.id}/discard`} act="discard" />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pager locale={locale} label={texts.setAsideJobs} name="jobs" next={jobs.next} older={older} />
      </div>
    </section>
  );
}

function CallsGroup({ locale, calls, older, timeZone }: SetAsidePageProps) {
  const texts = textsIn(locale);
  return (
    <section class="section" aria-labelledby="calls-title">
      <div class="section-head">
        <h2 id="calls-title">{texts.setAsideCalls}</h2>
        <p class="note">{texts.setAsideCallsAbout}</p>
      </div>
      <div class="section-body">
        {calls.rows.length === 0 && <p>{texts.setAsideNone}</p>}
        <Reasons
          locale={locale}
          group="calls"
          reasons={calls.reasons}
          actsOf={(reason) => (isWorthless(reason) ? [] : ["replay"])}
        />
        {calls.rows.length > 0 && (
          <table class="table worklist">
            <Head locale={locale} caption={texts.setAsideCalls} />
            <tbody>
              {calls.rows.map((call) => (
                <tr>
                  <th scope="row">
                    <CallLink locale={locale} call={call} otherwise="" />
                  </th>
                  <td>{formatShortDateTime(locale, timeZone, call.createdAt)}</td>
                  <td>
                    <Reason locale={locale} code={call.reason} />
                  </td>
                  <td>
                    {call.canReplay ? (
                      <Act locale={locale} action={`/calls/${call.id}/replay`} act="replay" />
                    ) : (
                      <span class="note">{texts.setAsideNothingLeft}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pager locale={locale} label={texts.setAsideCalls} name="calls" next={calls.next} older={older} />
      </div>
    </section>
  );
}

function Head({ locale, caption }: { locale: Locale; caption: string }) {
  const { setAsideHead } = textsIn(locale);
  return (
    <>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{setAsideHead.call}</th>
          <th scope="col">{setAsideHead.when}</th>
          <th scope="col">{setAsideHead.reason}</th>
          <th scope="col">{setAsideHead.act}</th>
        </tr>
      </thead>
    </>
  );
}

function CallLink({ locale, call, otherwise }: { locale: Locale; call: ConcernedCall | null; otherwise: string }) {
  const texts = textsIn(locale);
  if (call === null) return <>{otherwise}</>;
  const name = call.managerName ?? call.managerId;
  return (
    <>
      <a href={`/calls/${call.id}`}>{name === null ? texts.noManager : managerTitle(locale, name, call)}</a>
      {call.externalId !== null && <span class="note">{call.externalId}</span>}
    </>
  );
}

function Reason({ locale, code }: { locale: Locale; code: string | null }) {
  return (
    <span class="call-state call-state--failed">
      <Icon name="not-met" />
      {reasonWords(locale, code)}
    </span>
  );
}
