/** What requests came to in US dollars, by what is known of it. */
export interface Spent {
  requests: number;
  /** What answers cost, unusable ones included. */
  paidUsd: number;
  /** The part of it that brought no usable answer. */
  unusableUsd: number;
  /** What requests of unknown outcome may have cost, by their estimates; not in `paidUsd`. */
  unknownUsd: number;
}

/** One day of the installation. */
export interface DaySpent extends Spent {
  /** As `2026-11-29`. */
  day: string;
}

/** What calls of one source cost; null: what is no call, or is gone. */
export interface SourceSpent extends Spent {
  source: string | null;
  /** As people name it; null when it has no name. */
  name: string | null;
  /** How many calls paid. */
  calls: number;
}

/** What one model was paid for one stage. */
export interface ModelSpent extends Spent {
  stage: string;
  model: string;
}

/** A call that paid, with what it cost in all stages. */
export interface CallSpent extends Spent {
  callId: string;
  externalId: string | null;
}

/** What was paid for in the last days. */
export interface SpendReport {
  /** Oldest first, days without a request included. */
  days: DaySpent[];
  /** Dearest first. */
  sources: SourceSpent[];
  models: ModelSpent[];
  dearest: CallSpent[];
  all: Spent;
  /** How many calls paid. */
  calls: number;
  /** What a call cost on average; null when none paid. */
  perCallUsd: number | null;
}
