import type { Citation } from "../judge.ts";
import type { PhraseMatch } from "../lexicon/phrases.ts";
import type { ReasonKey } from "../report-text/reason-key.ts";
import type { CallReading, Turn } from "./call-reading.ts";

/** Gross breaches that the rules judge can name; keys of the built-in scorecards' lists. */
export type Breach =
  | "payment_codes"
  | "guaranteed_result"
  | "threat_or_pressure"
  | "others_personal_data"
  | "sale_without_consent";

/** What a detector says of one criterion; `reason` is a key of the report texts, `cited` most telling first. */
export interface Finding {
  verdict: "met" | "partial" | "not_met" | "na" | "unclear";
  cited: Citation[];
  absence?: boolean;
  reason: ReasonKey;
  breach?: Breach;
}

/** Judges one criterion of a call. Pure: the same call gives the same finding. */
export type Detector = (call: CallReading) => Finding;

/** The detector, which reads a call once however many ask for its finding. */
export function remembered(detector: Detector): Detector {
  const findings = new WeakMap<CallReading, Finding>();
  return (call) => {
    const known = findings.get(call);
    if (known) return known;
    const found = detector(call);
    findings.set(call, found);
    return found;
  };
}

/** Words that a citation shows at least; a shorter sentence takes its neighbours in. */
const SHOWN_WORDS_MIN = 3;

/** Cites a turn: the sentence that holds the match, the whole turn without one. */
export function cite(turn: Turn, match?: PhraseMatch): Citation {
  const utterance = turn.utterance.number;
  const { sentences, words } = turn.text;
  const sentence = match && sentences.find(({ from, to }) => match.from >= from && match.from < to);
  if (!sentence || sentences.length < 2 || sentence.to - sentence.from < SHOWN_WORDS_MIN) return { utterance };
  const start = words[sentence.from]?.start;
  const end = words[sentence.to - 1]?.end;
  return start === undefined || end === undefined ? { utterance } : { utterance, span: { start, end } };
}

/** Cites the first match of the first concept that the turn holds. */
export function citeConcept(turn: Turn, ...concepts: string[]): Citation {
  for (const concept of concepts) {
    const [match] = turn.matches.get(concept) ?? [];
    if (match) return cite(turn, match);
  }
  return { utterance: turn.utterance.number };
}

/** A finding with its citations. */
export function finding(
  verdict: Finding["verdict"],
  reason: ReasonKey,
  cited: (Citation | null | undefined)[],
): Finding {
  return { verdict, reason, cited: cited.filter((citation) => citation != null) };
}

/** A `not_met` for something that is missing; the citations show where it should have stood. */
export function missing(reason: ReasonKey, cited: (Citation | null | undefined)[]): Finding {
  return { ...finding("not_met", reason, cited), absence: true };
}
