import type { CallProgress, ProgressStep, StepCount } from "../../../src/calls/progress.ts";
import { formatPosition, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon, type IconName } from "../sprite.tsx";

const ICONS: Record<ProgressStep["state"], IconName> = { done: "met", now: "now", wait: "wait", stopped: "not-met" };

/** The steps of a recording one below the other, each with what was counted. */
export function Steps({ locale, progress }: { locale: Locale; progress: CallProgress }) {
  const texts = textsIn(locale);
  const isHeld = progress.state === "waiting";
  const isSkipped = progress.state === "skipped";
  return (
    <ol class="steps" data-live="steps">
      {progress.steps.map((step, index) => (
        <li
          class={`step step--${isSkipped && step.state === "stopped" ? "wait" : step.state}`}
          {...(step.state === "now" ? { "aria-current": "step" } : {})}
        >
          <Icon name={iconOf(progress, step)} />
          <p class="step-name">
            {stepName(locale, progress, index)}
            <span class="visually-hidden">
              : {texts.stepWords[isHeld && step.state === "now" ? "held" : step.state]}
            </span>
          </p>
          <Detail locale={locale} progress={progress} step={step} />
        </li>
      ))}
    </ol>
  );
}

/** What waits is not at work, and what was left out did not fail. */
function iconOf({ state }: CallProgress, step: ProgressStep): IconName {
  if (step.state === "now" && state === "waiting") return "wait";
  return step.state === "stopped" && state === "skipped" ? "na" : ICONS[step.state];
}

/** A step in one word, by its state: what comes by link is downloaded before it is stored, and what waits is not at work. */
export function stepName(locale: Locale, { steps, origin, recording, state }: CallProgress, index: number): string {
  const texts = textsIn(locale);
  const step = steps[index];
  if (!step) return "";
  if (step.state === "now" && state === "waiting") return texts.stepNames[step.key].wait;
  const isDownload = step.key === "stored" && step.state === "now" && origin !== "upload" && recording !== null;
  return isDownload ? texts.stepDownloading : texts.stepNames[step.key][step.state];
}

function Detail({ locale, progress, step }: { locale: Locale; progress: CallProgress; step: ProgressStep }) {
  const texts = textsIn(locale);
  const { key, state, count } = step;
  if (state === "done") {
    const text = resultText(locale, progress, step);
    return text === "" ? null : <p class="step-detail">{text}</p>;
  }
  if (count === null) return state === "stopped" ? null : <p class="step-detail">{texts.stepAbout[key]}</p>;
  const text = countText(locale, key, count);
  return (
    <div class="step-detail">
      {count.total !== null && count.total > 0 && state === "now" && (
        <progress value={Math.min(count.done, count.total)} max={count.total} aria-label={texts.progressLabels[key]}>
          {text}
        </progress>
      )}
      {text}
    </div>
  );
}

/** What a finished step came to. */
function resultText(locale: Locale, { recording }: CallProgress, { key }: ProgressStep): string {
  const texts = textsIn(locale);
  if (!recording) return "";
  const { sizeBytes, durationMs, layout, pieces, piecesMs } = recording;
  if (key === "stored") return sizeBytes === null ? "" : texts.megabytes(sizeBytes);
  if (key === "prepared") {
    const facts = [durationMs === null ? null : formatPosition(durationMs), layout && texts.layouts[layout]];
    return [...facts, pieces === 0 ? texts.noSpeech : null].filter(Boolean).join(", ");
  }
  return key === "transcribed" && piecesMs ? texts.speechOf(formatPosition(piecesMs)) : "";
}

function countText(locale: Locale, key: ProgressStep["key"], { done, total, unit }: StepCount): string {
  const texts = textsIn(locale);
  if (unit === "bytes") return texts.countBytes(done, total);
  const text = texts.countMs(formatPosition(done), total === null ? null : formatPosition(total));
  return key === "transcribed" ? texts.speechOf(text) : text;
}
