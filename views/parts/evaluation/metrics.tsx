import type { ConversationMetrics } from "../../../src/transcripts/conversation-metrics.ts";
import type { Role, Transcript } from "../../../src/transcripts/transcript.ts";
import { formatNumber, formatShare, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Metric } from "../metric.tsx";

/** A picture with more bars than this would be a grey block; the figure stands alone then. */
const BARS_MAX = 240;
const PICTURE_HEIGHT = 62;
const AXIS = 32;

interface MetricsProps {
  locale: Locale;
  metrics: ConversationMetrics;
  transcript: Transcript | null;
  roles: Role[];
  /** Whether shares and monologues are told by time already, beside this. */
  timed: boolean;
}

/** Figures of the conversation, each with its picture and its definition; none of them touches the score. */
export function MetricsSection({ locale, metrics, transcript, roles, timed }: MetricsProps) {
  const texts = textsIn(locale);
  const { manager, customer } = metrics.sides;
  const words = Object.values(metrics.sides).reduce((sum, side) => sum + side.words, 0);
  const sides = metrics.talkRatio !== null;
  const turns = sides && transcript ? turnsOf(transcript, roles) : [];
  return (
    <section class="section" aria-labelledby="metrics-title">
      <div class="section-head">
        <h2 id="metrics-title">{texts.metricsTitle}</h2>
        <p class="note">{texts.metricsNote}</p>
      </div>
      <div class="section-body metrics">
        {!timed && (
          <Metric
            locale={locale}
            name={texts.talkName}
            about={texts.talkAbout}
            value={talkValue(locale, metrics)}
            note={sides ? "" : texts.rolesUnknown}
          >
            {metrics.talkRatio !== null && <TalkPicture locale={locale} ratio={metrics.talkRatio} />}
          </Metric>
        )}
        {sides && (
          <>
            {!timed && (
              <Metric
                locale={locale}
                name={texts.monologueName}
                about={texts.monologueAbout}
                value={texts.wordCount(manager.longestMonologueWords)}
                note={texts.monologueOther(customer.longestMonologueWords)}
              >
                <MonologuePicture locale={locale} turns={turns} />
              </Metric>
            )}
            <Metric
              locale={locale}
              name={texts.questionsName}
              about={texts.questionsAbout}
              value={formatNumber(locale, manager.questions)}
              note={texts.questionsOther(customer.questions)}
            >
              <QuestionsPicture locale={locale} turns={turns} />
            </Metric>
            {manager.fillers !== null && (
              <Metric
                locale={locale}
                name={texts.fillersName}
                about={texts.fillersAbout}
                value={formatNumber(locale, manager.fillers)}
                note={fillersNote(locale, manager.fillers, manager.words)}
              />
            )}
          </>
        )}
        <Metric
          locale={locale}
          name={texts.lengthName}
          about={texts.lengthAbout}
          value={texts.utteranceCount(metrics.utterances)}
          note={texts.wordCount(words)}
        />
      </div>
    </section>
  );
}

interface TurnFigures {
  side: "manager" | "customer" | null;
  words: number;
  asks: boolean;
}

/** For the pictures only: roughly as long as it looks; the exact figures are the evaluation's. */
function turnsOf(transcript: Transcript, roles: Role[]): TurnFigures[] {
  if (transcript.utterances.length > BARS_MAX) return [];
  return transcript.utterances.map(({ number, text }) => {
    const role = roles[number - 1];
    return {
      side: role === "manager" || role === "customer" ? role : null,
      words: text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
      asks: /[?？]/u.test(text),
    };
  });
}

function TalkPicture({ locale, ratio }: { locale: Locale; ratio: number }) {
  const label = textsIn(locale).talkPicture(formatShare(locale, ratio), formatShare(locale, 1 - ratio));
  return (
    <svg width="100%" height={PICTURE_HEIGHT} role="img" aria-label={label}>
      <rect class="bar-customer" y="24" width="100%" height="16" />
      <rect class="bar-manager" y="24" width={percent(ratio)} height="16" />
    </svg>
  );
}

function MonologuePicture({ locale, turns }: { locale: Locale; turns: TurnFigures[] }) {
  if (turns.length === 0) return null;
  const most = Math.max(1, ...turns.map(({ words }) => words));
  return (
    <svg width="100%" height={PICTURE_HEIGHT} role="img" aria-label={textsIn(locale).monologuePicture}>
      {turns.map(({ side, words }, index) => {
        const height = Math.max(1, (words / most) * (AXIS - 3));
        return (
          side && (
            <rect
              class={`bar-${side}`}
              x={percent(index / turns.length)}
              y={(side === "manager" ? AXIS - height : AXIS + 1).toFixed(1)}
              width={percent(0.7 / turns.length)}
              height={height.toFixed(1)}
            />
          )
        );
      })}
    </svg>
  );
}

function QuestionsPicture({ locale, turns }: { locale: Locale; turns: TurnFigures[] }) {
  if (turns.length === 0) return null;
  return (
    <svg width="100%" height={PICTURE_HEIGHT} role="img" aria-label={textsIn(locale).questionsPicture}>
      <line class="lane-axis" x1="0" x2="100%" y1={AXIS} y2={AXIS} />
      {turns.map(
        ({ side, asks }, index) =>
          side &&
          asks && (
            <circle
              class={`bar-${side}`}
              cx={percent((index + 0.5) / turns.length)}
              cy={side === "manager" ? AXIS - 7 : AXIS + 7}
              r={turns.length > 60 ? 2.5 : 4}
            />
          ),
      )}
    </svg>
  );
}

function talkValue(locale: Locale, { talkRatio }: ConversationMetrics): string {
  return talkRatio === null ? textsIn(locale).notKnown : formatShare(locale, talkRatio);
}

function fillersNote(locale: Locale, fillers: number, words: number): string {
  return words === 0 || fillers === 0 ? "" : textsIn(locale).fillersPer(formatNumber(locale, (fillers / words) * 100));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
