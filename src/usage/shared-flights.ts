/**
 * Work that several callers want at once is done once: whoever comes second waits for the first. The work's own signal
 * aborts only when every caller has gone.
 */
export class SharedFlights<Result> {
  readonly #flights = new Map<string, Flight<Result>>();

  /**
   * Joins the work of this key or begins it. Rejects as the work does, or with the caller's own reason when it goes; the
   * last to go waits for the end of the work, so that what became of it is written down first. Whoever comes between
   * waits for that end too and begins anew: what others gave up is not what this one is told.
   */
  join(key: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const flight = this.#flights.get(key) ?? this.#start(key, begin);
    if (flight.controller.signal.aborted) {
      const ended = flight.result.then(
        () => {},
        () => {},
      );
      return ended.then(() => this.join(key, signal, begin));
    }
    flight.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.waiting -= 1;
        if (flight.waiting === 0) flight.controller.abort(signal.reason);
        else reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  #start(key: string, begin: (signal: AbortSignal) => Promise<Result>): Flight<Result> {
    const controller = new AbortController();
    const result = begin(controller.signal).finally(() => this.#flights.delete(key));
    const flight = { controller, result, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }
}

interface Flight<Result> {
  controller: AbortController;
  result: Promise<Result>;
  waiting: number;
}
