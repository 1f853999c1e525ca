import type { Call } from "../../../src/calls/call.ts";
import type { ShownRecording } from "../../../src/history/show-recording.ts";
import type { Spent } from "../../../src/history/spend/spend.ts";
import { formatDateTime, formatDollars, formatPosition, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { sourceTitle } from "../source/proof.tsx";

/** What its sender told of a call, of its file and of what was paid. */
export interface CallFactsProps {
  locale: Locale;
  call: Call;
  /** Display name of the manager; null when not told. */
  managerName: string | null;
  /** What people call its source; null or absent: by its key. */
  sourceName?: string | null;
  /** Null for a text, and before there is one. */
  recording: ShownRecording | null;
  /** What it paid in all stages; absent: not known. */
  spent?: Spent;
  /** IANA name. */
  timeZone: string;
}

/** What is known of a call beside its words: numbers, people, times, file, cost. */
export function CallFacts(props: CallFactsProps) {
  const { locale, call, managerName, timeZone, recording } = props;
  const texts = textsIn(locale);
  const names = texts.callFacts;
  const facts: [string, string | null][] = [
    [names.manager, managerName ?? call.managerId],
    [names.startedAt, call.startedAt && formatDateTime(locale, timeZone, call.startedAt)],
    [names.receivedAt, formatDateTime(locale, timeZone, call.createdAt)],
    [names.direction, call.direction && texts.directions[call.direction]],
    [names.source, sourceTitle(locale, { key: call.source, name: props.sourceName })],
    [names.origin, texts.origins[call.origin]],
    [names.tags, call.tags.join(", ") || null],
    ...(recording ? recordingFacts(locale, recording) : []),
    [texts.spendOfCall, props.spent ? costOf(locale, props.spent) : null],
    [names.externalId, call.externalId],
    [names.id, call.id],
  ];
  return (
    <section class="section" aria-labelledby="call-title">
      <div class="section-head">
        <h2 id="call-title">{texts.callFactsTitle}</h2>
      </div>
      <div class="section-body">
        <dl class="facts">
          {facts.map(
            ([name, value]) =>
              value !== null && (
                <>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </>
              ),
          )}
        </dl>
      </div>
    </section>
  );
}

/** All that was paid for the call, what nobody knows apart. */
function costOf(locale: Locale, { requests, paidUsd, unknownUsd }: Spent): string {
  const texts = textsIn(locale);
  if (requests === 0) return texts.free;
  const unknown = unknownUsd > 0 ? texts.spendOfCallUnknown(formatDollars(locale, unknownUsd)) : "";
  return texts.spendOfCallLine(formatDollars(locale, paidUsd), requests) + unknown;
}

function recordingFacts(locale: Locale, recording: ShownRecording): [string, string | null][] {
  const texts = textsIn(locale);
  const names = texts.recordingFacts;
  const { fileName, durationMs, sizeBytes, sanity, engine } = recording;
  const format = sanity?.format;
  return [
    [names.file, fileName],
    [names.length, durationMs === null ? null : formatPosition(durationMs)],
    [names.size, sizeBytes === null ? null : texts.megabytes(sizeBytes)],
    [names.sound, format ? texts.soundOf(format.codec.toUpperCase(), format.channels, format.sampleRate / 1000) : null],
    [names.engine, engine?.version ?? null],
  ];
}
