import type { ShownRecording } from "../../../src/history/show-recording.ts";
import type { Role, Transcript } from "../../../src/transcripts/transcript.ts";
import { firstWords, type Locale, quoted } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { SoundTime } from "../call/recording.tsx";
import type { Citation } from "./citations.ts";

/** What a quote needs to say who spoke and where. */
export interface Spoken {
  locale: Locale;
  transcript: Transcript | null;
  roles: Role[];
  /** What was heard; null for a text. */
  recording: ShownRecording | null;
}

interface QuoteProps extends Spoken {
  citation: Citation;
}

/** Longer words are cut, where the conversation below has them whole. */
const WORDS_MAX = 320;
/** Of those so many characters stay. */
const WORDS_CUT = 240;

/** One numbered quote; its number leads to the place in the conversation. */
export function Quote({ citation, ...spoken }: QuoteProps) {
  const { locale } = spoken;
  const texts = textsIn(locale);
  const [first] = citation.evidence;
  const number = (
    <a class="evidence-number" href={`#u${first.utterance}`} aria-label={texts.toPlace(citation.number)}>
      {citation.number}
    </a>
  );
  if (citation.absence)
    return (
      <div class="quote quote--absence" id={`q${citation.number}`}>
        {number}
        <p>{texts.absence}</p>
        <footer>{placesOf(spoken, citation)}</footer>
      </div>
    );
  const isCut = spoken.transcript !== null && first.text.length > WORDS_MAX;
  return (
    <blockquote class="quote" id={`q${citation.number}`}>
      {number}
      <p dir="auto">{quoted(locale, isCut ? firstWords(first.text, WORDS_CUT) : first.text)}</p>
      <footer>
        {placesOf(spoken, citation)}
        {isCut && (
          <>
            {" · "}
            <a href={`#u${first.utterance}`}>{texts.quoteWhole}</a>
          </>
        )}
      </footer>
    </blockquote>
  );
}

/** The name of the role of an utterance by its number. */
export function roleName({ locale, roles }: Pick<Spoken, "locale" | "roles">, utterance: number): string {
  return textsIn(locale).roles[roles[utterance - 1] ?? "unknown"];
}

/** Numbers as a list with runs drawn together: `3, 17–19`. */
export function numberRuns(numbers: number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number <= last[1] + 1) last[1] = Math.max(last[1], number);
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

function placesOf(spoken: Spoken, { evidence, absence }: Citation) {
  const texts = textsIn(spoken.locale);
  const [first] = evidence;
  if (absence && evidence.length > 1)
    return capitalised(texts.utterances(numberRuns(evidence.map(({ utterance }) => utterance))));
  return (
    <>
      {roleName(spoken, first.utterance)},{" "}
      {first.startMs === null ? (
        texts.utterance(first.utterance)
      ) : (
        <SoundTime locale={spoken.locale} recording={spoken.recording} atMs={first.startMs} />
      )}
    </>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
