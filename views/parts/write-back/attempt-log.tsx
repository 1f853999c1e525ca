import type { WriteBackAttempt } from "../../../src/crm/endpoints/write-back.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { attemptWords } from "./write-back-state.tsx";

interface LogProps {
  locale: Locale;
  /** Newest first. */
  attempts: readonly WriteBackAttempt[];
  /** IANA name. */
  timeZone: string;
}

/** Every attempt at a write-back, folded: when, how it ended and what was answered. Nothing before the first. */
export function AttemptLog({ locale, attempts, timeZone }: LogProps) {
  if (attempts.length === 0) return null;
  return (
    <details>
      <summary>{textsIn(locale).writeBackAttempts(attempts.length)}</summary>
      <ol>
        {attempts.map((attempt) => (
          <li>
            <Attempt locale={locale} timeZone={timeZone} attempt={attempt} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Attempt({ locale, timeZone, attempt }: Omit<LogProps, "attempts"> & { attempt: WriteBackAttempt }) {
  const texts = textsIn(locale);
  const facts = [
    formatShortDateTime(locale, timeZone, attempt.startedAt),
    attempt.httpStatus === null || attempt.fault === "status" ? null : `HTTP ${attempt.httpStatus}`,
    attemptWords(locale, attempt),
    attempt.durationMs === null ? null : texts.writeBackMilliseconds(attempt.durationMs),
  ];
  return (
    <>
      <span class="note">{facts.filter((fact) => fact !== null).join(" · ")}</span>
      {attempt.answer !== null && (
        <span class="note">
          <code>
            <bdi>{attempt.answer}</bdi>
          </code>
        </span>
      )}
    </>
  );
}
