/** So many answers are kept in memory; the oldest goes for a new one. */
const KEPT_MAX = 256;

/**
 * Answers whose rows are still intents, by the id of the row: when storing what was made of one failed, whoever asks
 * again gets it from here.
 */
export class UnsettledAnswers<Answer> {
  readonly #answers = new Map<string, Answer>();

  /** Remembers one. */
  keep(id: string, answer: Answer): void {
    this.#answers.set(id, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= KEPT_MAX) break;
      this.#answers.delete(oldest);
    }
  }

  /** The one of this row, if it is still remembered. */
  find(id: string): Answer | undefined {
    return this.#answers.get(id);
  }
}
