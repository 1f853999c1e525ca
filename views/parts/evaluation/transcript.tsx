import type { ShownRecording } from "../../../src/history/show-recording.ts";
import type { Role, Transcript, Utterance } from "../../../src/transcripts/transcript.ts";
import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Player, Sanity, SoundTime, Waveform } from "../call/recording.tsx";
import { Icon } from "../sprite.tsx";
import type { TranscriptMark } from "./citations.ts";
import { type MarkedSpan, MarkedText } from "./marked-text.tsx";
import { VERDICT_STYLE } from "./verdict.tsx";

/** Transcripts longer than this get arrows from one quote to the next. */
const SHORT_UTTERANCES_MAX = 24;

/** One conversation as a page shows it. */
export interface TranscriptProps {
  locale: Locale;
  transcript: Transcript;
  /** The role of every utterance, by position. */
  roles: Role[];
  /** Quotes that lead here; empty for a conversation without an evaluation. */
  marks: TranscriptMark[];
  /** Numbers of the utterances that spoke to the judge. */
  withheld: number[];
  /** Name of the manager for the head of the side; null when not told. */
  managerName: string | null;
  /** Language of the words (BCP 47); null when unknown. */
  language: string | null;
  /** The page on which the quotes stand, empty for this one. */
  quotesPage?: string;
  /** What was heard; null or absent for a text. */
  recording?: ShownRecording | null;
}

/** The conversation in two sides; what verdicts stand on is marked, numbers lead back to the quotes. */
export function TranscriptSection(props: TranscriptProps) {
  const { locale, transcript, roles, marks } = props;
  const texts = textsIn(locale);
  const twoSides = roles.some(isSide);
  return (
    <section class="section conversation" aria-labelledby="transcript-title">
      <div class="section-head section-head--stays">
        <h2 id="transcript-title">{texts.transcriptTitle}</h2>
        {marks.some(({ about }) => about) && <p class="note">{texts.transcriptNote}</p>}
        {props.recording && (
          <Player locale={locale} recording={props.recording} hasWords={transcript.utterances.length > 0} />
        )}
        {marks.length > 1 && (
          <>
            <label class="toggle">
              <input type="checkbox" id="only-evidence" autocomplete="off" />
              {texts.onlyEvidence}
            </label>
            <JumpList locale={locale} marks={marks} />
          </>
        )}
      </div>
      <div class="section-body">
        {props.recording && (
          <>
            <Waveform locale={locale} recording={props.recording} />
            <Sanity locale={locale} recording={props.recording} />
          </>
        )}
        {twoSides && (
          <div class="transcript-sides" aria-hidden="true">
            <span>{sideName(locale, roles, "manager", props.managerName)}</span>
            <span>{sideName(locale, roles, "customer", null)}</span>
          </div>
        )}
        {transcript.utterances.length > 0 && (
          <ol
            class={twoSides ? "transcript" : "transcript transcript--one"}
            {...(props.language ? { lang: props.language } : {})}
          >
            <Turns {...props} utterances={transcript.utterances} />
          </ol>
        )}
      </div>
    </section>
  );
}

function JumpList({ locale, marks }: { locale: Locale; marks: TranscriptMark[] }) {
  const texts = textsIn(locale);
  const along = marks.toSorted(
    (
      {
        citation: {
          evidence: [a],
        },
      },
      {
        citation: {
          evidence: [b],
        },
      },
    ) => a.utterance - b.utterance || a.start - b.start,
  );
  return (
    <nav class="jumps" aria-label={texts.jumpTitle}>
      <p class="jumps-title">{texts.jumpTitle}</p>
      <ol>
        {along.map(({ citation: { number, evidence }, about }) => (
          <li>
            <a
              href={`#u${evidence[0].utterance}`}
              class={about ? `jump verdict--${VERDICT_STYLE[about.verdict]}` : "jump"}
              aria-label={texts.jumpTo(number, evidence[0].utterance)}
            >
              <Icon name={about ? VERDICT_STYLE[about.verdict] : "info"} />
              {number}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Turns(props: TranscriptProps & { utterances: Utterance[] }) {
  const { locale, utterances } = props;
  const marksAt = marksByUtterance(props.marks);
  const cited = utterances.filter(({ number }) => marksAt.has(number)).map(({ number }) => number);
  const withArrows = utterances.length > SHORT_UTTERANCES_MAX;
  const turns = [];
  let skippedFrom: number | null = null;
  for (const utterance of utterances) {
    const marks = marksAt.get(utterance.number) ?? [];
    if (marks.length === 0) skippedFrom ??= utterance.number;
    else {
      if (skippedFrom !== null) turns.push(<Gap locale={locale} first={skippedFrom} last={utterance.number - 1} />);
      skippedFrom = null;
    }
    const place = cited.indexOf(utterance.number);
    const neighbours = withArrows && place >= 0 ? { previous: cited[place - 1], next: cited[place + 1] } : {};
    turns.push(<Turn {...props} utterance={utterance} marks={marks} {...neighbours} />);
  }
  const last = utterances.at(-1);
  if (cited.length > 0 && skippedFrom !== null && last)
    turns.push(<Gap locale={locale} first={skippedFrom} last={last.number} />);
  return <>{turns}</>;
}

/** Stands for the turns that "only turns with quotes" hides; shown only then. */
function Gap({ locale, first, last }: { locale: Locale; first: number; last: number }) {
  return (
    <li class="gap" lang={locale}>
      {textsIn(locale).skippedTurns(last - first + 1, first, last)}
    </li>
  );
}

interface TurnProps extends Omit<TranscriptProps, "marks"> {
  utterance: Utterance;
  marks: TranscriptMark[];
  /** Utterances with the neighbouring quotes; absent at the ends and in short conversations. */
  previous?: number | undefined;
  next?: number | undefined;
}

function Turn(props: TurnProps) {
  const { locale, utterance, marks, withheld } = props;
  const role = props.roles[utterance.number - 1] ?? "unknown";
  const kept = withheld.includes(utterance.number);
  const classes = [
    "utterance",
    `utterance--${role === "manager" ? "manager" : "customer"}`,
    marks.length > 0 && "utterance--cited",
    kept && "utterance--withheld",
  ];
  return (
    <li class={classes.filter(Boolean).join(" ")} id={`u${utterance.number}`} {...soundOf(props)}>
      <TurnMeta {...props} role={role} />
      <p class="utterance-text" dir="auto">
        {!isSide(role) && (
          <span class="utterance-voice" lang={locale} aria-hidden="true">
            {voiceOf(locale, utterance, role)}
          </span>
        )}
        <MarkedText text={utterance.text} spans={spansIn(utterance.number, marks)} />
      </p>
      {kept && (
        <p class="utterance-kept" lang={locale}>
          <Icon name="withheld" />
          {textsIn(locale).withheldMark}
        </p>
      )}
      {marks.length > 0 && <Refs locale={locale} marks={marks} quotesPage={props.quotesPage ?? ""} />}
    </li>
  );
}

/** Where the turn sounds, for the script that marks it; nothing where it cannot be heard. */
function soundOf({ recording, utterance: { startMs, endMs } }: TurnProps): Record<string, number> {
  if (!recording?.isHere || startMs === null || endMs === null) return {};
  return { "data-start": startMs / 1000, "data-end": endMs / 1000 };
}

function TurnMeta({ locale, utterance, role, previous, next, recording }: TurnProps & { role: Role }) {
  const texts = textsIn(locale);
  const { number, startMs } = utterance;
  return (
    <p class="utterance-meta" lang={locale}>
      <span class="utterance-speaker">{voiceOf(locale, utterance, role)}</span>
      <a href={`#u${number}`} aria-label={texts.utteranceLink(number)}>
        {number}
      </a>
      {startMs !== null && <SoundTime locale={locale} atMs={startMs} recording={recording ?? null} />}
      {previous !== undefined && (
        <a class="arrow" href={`#u${previous}`} aria-label={texts.previousEvidence(previous)}>
          <Icon name="previous" />
        </a>
      )}
      {next !== undefined && (
        <a class="arrow" href={`#u${next}`} aria-label={texts.nextEvidence(next)}>
          <Icon name="next" />
        </a>
      )}
    </p>
  );
}

function Refs({ locale, marks, quotesPage }: { locale: Locale; marks: TranscriptMark[]; quotesPage: string }) {
  const texts = textsIn(locale);
  return (
    <p class="utterance-refs" lang={locale}>
      {marks.map(({ citation: { number }, about }) => (
        <a
          class="evidence-number"
          href={`${quotesPage}#q${number}`}
          aria-label={
            about ? texts.quoteRef(number, about.criterion, texts.verdicts[about.verdict]) : texts.groundsRef(number)
          }
        >
          {number}
        </a>
      ))}
    </p>
  );
}

/** Marks of each utterance in the order of their words; an absence stands at every utterance of its stretch. */
function marksByUtterance(marks: TranscriptMark[]): Map<number, TranscriptMark[]> {
  const byUtterance = new Map<number, { start: number; mark: TranscriptMark }[]>();
  for (const mark of marks)
    for (const { utterance, start } of mark.citation.evidence) {
      const there = byUtterance.get(utterance) ?? [];
      there.push({ start: mark.citation.absence ? Number.POSITIVE_INFINITY : start, mark });
      byUtterance.set(utterance, there);
    }
  return new Map(
    Array.from(byUtterance, ([utterance, there]) => [
      utterance,
      there
        .sort((a, b) => a.start - b.start || a.mark.citation.number - b.mark.citation.number)
        .map(({ mark }) => mark),
    ]),
  );
}

/** An absence marks no words: there are none to mark. */
function spansIn(utterance: number, marks: TranscriptMark[]): MarkedSpan[] {
  return marks
    .filter(({ citation }) => !citation.absence)
    .flatMap(({ citation: { number, evidence }, about }) =>
      evidence
        .filter((one) => one.utterance === utterance)
        .map(({ start, end }) => ({ number, start, end, verdict: about?.verdict ?? null })),
    );
}

/** Who speaks: the side, or the label as it came when the speaker belongs to neither. */
function voiceOf(locale: Locale, { speaker }: Utterance, role: Role): string {
  const name = textsIn(locale).roles[role];
  return isSide(role) ? name : (speaker ?? name);
}

function isSide(role: Role): boolean {
  return role === "manager" || role === "customer";
}

function sideName(locale: Locale, roles: Role[], side: "manager" | "customer", name: string | null): string {
  const texts = textsIn(locale);
  if (side === "manager") return name ? `${texts.roles.manager}, ${name}` : texts.roles.manager;
  return roles.some((role) => role === "other" || role === "unknown") ? texts.otherSide : texts.roles.customer;
}
