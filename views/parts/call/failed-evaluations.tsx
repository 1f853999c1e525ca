import type { FailedEvaluation } from "../../../src/calls/failure-store.ts";
import type { ContentMode } from "../../../src/evaluations/scorecard.ts";
import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon } from "../sprite.tsx";

/** A scorecard that was not filled in; `mode` is null when there is no such scorecard any more. */
export type ShownFailure = Pick<FailedEvaluation, "scorecard" | "reason"> & { mode: ContentMode | null };

/** Which scorecards of a judged call could not be filled in and why, and a way to ask again. Nothing when all were. */
export function FailedEvaluations({
  locale,
  callId,
  failures,
}: {
  locale: Locale;
  callId: string;
  failures: readonly ShownFailure[];
}) {
  const texts = textsIn(locale);
  const reasons: Record<string, string> = texts.statusReasons;
  if (failures.length === 0) return null;
  return (
    <section class="section" aria-labelledby="failed-title">
      <div class="section-head">
        <h2 id="failed-title">{texts.failedEvaluationsTitle}</h2>
      </div>
      <div class="section-body">
        <ul>
          {failures.map(({ scorecard, mode, reason }) => (
            <li>
              <span class="call-state call-state--failed">
                <Icon name="not-met" />
                {mode ? texts.modeNames[mode] : scorecard}: {reasons[reason] ?? `${texts.reasonCode} ${reason}`}
              </span>
            </li>
          ))}
        </ul>
        <form class="actions" method="post" action={`/calls/${callId}/replay`}>
          <button class="button button--quiet" type="submit">
            {texts.replayWork}
          </button>
          <span class="note">{texts.replayNote}</span>
        </form>
      </div>
    </section>
  );
}
