import { roleEvidence, shareByName } from "../roles/role-evidence.ts";
import type { HeardSpeech } from "./heard-speech.ts";

/** Two voices of a piece and two of the call are the same pair when both pairs are so far apart in what they say. */
const APART_MIN = 1.5;

/**
 * Names the voices of a call. An engine tells voices apart within one piece only (`A` of one may be `B` of the next);
 * those of the first piece become `A`, `B`, … in the order they are heard. In later pieces the two that speak most are
 * taken for the same two people when their words tell who sells and who buys; other voices get letters of their own.
 */
export function matchVoices(heard: readonly HeardSpeech[]): HeardSpeech[] {
  const texts = heard.map(({ text }) => text);
  const evidence = shareByName(texts, roleEvidence(heard).sides);
  const names = new Names();
  let pair: [Voice, Voice] | null = null;
  const named = new Map<string, string>();
  for (const voices of voicesByPiece(heard, evidence)) {
    const [first, second] = [...voices].sort((a, b) => b.utterances - a.utterances);
    if (pair && first && second && isApart(...pair) && isApart(first, second)) {
      const isSameOrder = pair[0].evidence > pair[1].evidence === first.evidence > second.evidence;
      for (const [known, found] of isSameOrder ? pairs(pair, [first, second]) : pairs(pair, [second, first])) {
        named.set(found.id, named.get(known.id) ?? "");
        known.evidence += found.evidence;
      }
    }
    for (const { id } of voices) if (!named.has(id)) named.set(id, names.next());
    if (!pair && first && second) pair = [first, second];
  }
  return heard.map((speech) => ({ ...speech, speaker: named.get(idOf(speech)) ?? null }));
}

interface Voice {
  /** Piece and the engine's own name for it. */
  id: string;
  utterances: number;
  evidence: number;
}

function idOf({ piece, speaker }: HeardSpeech): string {
  return speaker === null ? "" : `${piece} ${speaker}`;
}

/** The voices of each piece in the order they are heard, pieces in theirs. */
function voicesByPiece(heard: readonly HeardSpeech[], evidence: readonly number[]): Voice[][] {
  const pieces = new Map<number, Map<string, Voice>>();
  for (const [at, speech] of heard.entries()) {
    if (speech.speaker === null) continue;
    const voices = pieces.get(speech.piece) ?? new Map<string, Voice>();
    pieces.set(speech.piece, voices);
    const id = idOf(speech);
    const voice = voices.get(id) ?? { id, utterances: 0, evidence: 0 };
    voices.set(id, voice);
    voice.utterances += 1;
    voice.evidence += evidence[at] ?? 0;
  }
  return [...pieces].sort(([a], [b]) => a - b).map(([, voices]) => [...voices.values()]);
}

function isApart(a: Voice, b: Voice): boolean {
  return Math.abs(a.evidence - b.evidence) >= APART_MIN;
}

function pairs(known: [Voice, Voice], found: [Voice, Voice]): [Voice, Voice][] {
  return [
    [known[0], found[0]],
    [known[1], found[1]],
  ];
}

/** `A` to `Z`, then `A2`, … */
class Names {
  #count = 0;

  next(): string {
    const letter = String.fromCharCode(65 + (this.#count % 26));
    const round = Math.floor(this.#count / 26) + 1;
    this.#count += 1;
    return round === 1 ? letter : `${letter}${round}`;
  }
}
