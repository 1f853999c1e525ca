import type { ActedCounts } from "../src/history/set-aside/act-on-reason.ts";
import type { ConcernedCall, FailedCall, ReasonCount, ShownJob } from "../src/history/set-aside/set-aside.ts";
import { formatNumber, formatShortDateTime, type Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Notice } from "./parts/notice.tsx";
import { SettingsNav } from "./parts/settings-nav.tsx";
import { Icon } from "./parts/sprite.tsx";

/** One page of a group: its rows, the cursor of the next page (null on the last), and all its reasons. */
interface Group<Row> {
  rows: readonly Row[];
  next: string | null;
  reasons: readonly ReasonCount[];
}

/** `/set-aside`. */
export interface SetAsidePageProps extends PageProps {
  jobs: Group<ShownJob>;
  calls: Group<FailedCall>;
  /** Whether it was reached by a cursor, so that a way back to the newest is shown. */
  older: boolean;
  /** What was just done; null when nothing was. */
  done: (ActedCounts & { act: "replay" | "discard" }) | null;
  /** IANA name. */
  timeZone: string;
}

/** What failed for good, in groups, each with its reasons, its rows and what can be done. */
export function SetAsidePage(props: SetAsidePageProps) {
  const { locale, jobs, calls, done } = props;
  const texts = textsIn(locale);
  const isEmpty = jobs.rows.length === 0 && calls.rows.length === 0 && !props.older;
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
        <Reasons locale={locale} group="jobs" reasons={jobs.reasons} acts={["replay", "discard"]} />
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
        <Reasons locale={locale} group="calls" reasons={calls.reasons} acts={["replay"]} />
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

/** Each reason with its number and what can be done about all of them. */
function Reasons({
  locale,
  group,
  reasons,
  acts,
}: {
  locale: Locale;
  group: "jobs" | "calls";
  reasons: readonly ReasonCount[];
  acts: readonly ("replay" | "discard")[];
}) {
  const texts = textsIn(locale);
  if (reasons.length === 0) return null;
  return (
    <ul class="reasons">
      {reasons.map(({ reason, count }) => (
        <li>
          <span>
            {reasonWords(locale, reason)}: {formatNumber(locale, count)}
          </span>
          {acts.map((act) => (
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

function CallLink({ locale, call, otherwise }: { locale: Locale; call: ConcernedCall | null; otherwise: string }) {
  const texts = textsIn(locale);
  if (call === null) return <>{otherwise}</>;
  return (
    <>
      <a href={`/calls/${call.id}`}>{call.managerId ?? texts.noManager}</a>
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

/** The words of the calls' own pages; a code without words is shown as it is. */
function reasonWords(locale: Locale, code: string | null): string {
  const texts = textsIn(locale);
  const known: Record<string, string> = texts.statusReasons;
  return code === null ? texts.setAsideOther : (known[code] ?? code);
}

function Act({ locale, action, act }: { locale: Locale; action: string; act: "replay" | "discard" }) {
  return (
    <form method="post" action={action}>
      <button class="link-button" type="submit">
        {textsIn(locale).setAsideActs[act]}
      </button>
    </form>
  );
}

function Pager({
  locale,
  label,
  name,
  next,
  older,
}: {
  locale: Locale;
  label: string;
  name: "jobs" | "calls";
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
