/** How many of the last requests are looked at. */
const WINDOW = 10;
/** So many failures among them mean that the provider does not work. */
const FAILURES_MAX = 5;

/** How the last requests to a provider went, in this process: says when to stop asking. */
export class CircuitBreaker {
  #failed: boolean[] = [];

  /** Notes how a request went; whether the provider counts as down by now. */
  note(isFailure: boolean): boolean {
    this.#failed = [...this.#failed, isFailure].slice(-WINDOW);
    return isFailure && this.#failed.filter((one) => one).length >= FAILURES_MAX;
  }

  /** What was before does not count any more: the gate is closed, or just opened. */
  forget(): void {
    this.#failed = [];
  }
}
