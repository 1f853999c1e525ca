import type { ErrorCode } from "../src/errors.ts";
import { formatDateTime } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { Layout, onSite, type PageProps } from "./parts/layout.tsx";

/** Any page that could not be given. */
export interface FaultPageProps extends PageProps {
  /** HTTP status, shown large. */
  status: number;
  /** Chooses the words; `internal` for what was not expected. */
  code: ErrorCode | "internal";
  /** To find the request in the log; null when none was given. */
  requestId: string | null;
  /** The page on which a form was sent, to be opened anew; absent: the page itself could not be given. */
  sentFrom?: string;
  /** When it happened; null leaves it out. */
  at: Date | null;
  /** IANA name. */
  timeZone: string;
}

/** Faults that asking again may cure, so that "try again" leads. */
const CURABLE: FaultPageProps["code"][] = ["timeout", "upstream_failed", "unavailable", "internal", "conflict"];

/** What went wrong in plain words and the way on. */
export function FaultPage(props: FaultPageProps) {
  const { locale, status, code, requestId, at, path, sentFrom } = props;
  const texts = textsIn(locale);
  const { title, lead } = texts.faults[code];
  const curable = sentFrom !== undefined || CURABLE.includes(code);
  return (
    <Layout {...props} path={sentFrom ?? path} title={title}>
      <section class="section section--first fault" aria-labelledby="fault-title">
        <div class="section-head">
          <p class="fault-code" aria-hidden="true">
            {status}
          </p>
        </div>
        <div class="section-body">
          <h1 id="fault-title">{title}</h1>
          <p class="page-lead">{lead}</p>
          {requestId !== null && (
            <dl class="facts">
              <dt>{texts.requestId}</dt>
              <dd>
                <code>{requestId}</code>
              </dd>
              {at && (
                <>
                  <dt>{texts.faultAt}</dt>
                  <dd>{formatDateTime(locale, props.timeZone, at)}</dd>
                </>
              )}
            </dl>
          )}
          <p class="actions">
            {curable && (
              <a class="button" href={onSite(sentFrom ?? path)}>
                {sentFrom === undefined ? texts.retry : texts.openPage}
              </a>
            )}
            <a class={curable ? "button button--quiet" : "button"} href="/calls">
              {texts.openCalls}
            </a>
            <a class="button button--quiet" href="/">
              {texts.formTitle}
            </a>
          </p>
        </div>
      </section>
    </Layout>
  );
}
