/** Deterministic figures of a conversation; null where a figure needs what the transcript lacks. */
export interface ConversationMetrics {
  utterances: number;
  utterancesMerged: number;
  words: { manager: number; customer: number; other: number; unknown: number };
  wordsWithoutRemarks: { manager: number; customer: number; other: number; unknown: number };
  /** Manager words ÷ (manager + customer words), four decimals; null when neither spoke. */
  talkRatio: number | null;
  questions: { manager: number; customer: number; other: number; unknown: number };
  longestUtteranceWords: { manager: number; customer: number; other: number; unknown: number };
  longestMonologueWords: { manager: number; customer: number; other: number; unknown: number };
  fillers: { manager: number; customer: number; other: number; unknown: number };
}
