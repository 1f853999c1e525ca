/**
 * Words of this room. Transcript: the ordered utterances of one call, immutable. Utterance: one turn as written or
 * heard; neighbours of one speaker are not joined. Role: who speaks. Role assignment: the roles of a transcript's
 * utterances with where they come from; another assignment makes no other transcript.
 */

/** Who speaks. `other` is a machine (IVR, answering machine) or a third person; `unknown` could not be told. */
export type Role = "manager" | "customer" | "other" | "unknown";

/** One turn. Texts hold no label, time mark or markup; NFC, no-break spaces turned into plain ones. */
export interface Utterance {
  /** 1-based position in the transcript. */
  number: number;
  /** The label or channel as it came, for example `Менеджер` or `Speaker 1`; null when the input had none. */
  speaker: string | null;
  text: string;
  /** Milliseconds from the start of the call; null when unknown (a text without times). */
  startMs: number | null;
  /** Milliseconds from the start of the call; null when unknown. */
  endMs: number | null;
}

/** The utterances of one call in time order (1 to `UTTERANCES_MAX`) and what cleaning took away. */
export interface Transcript {
  utterances: Utterance[];
  /** Count of control, bidi, tag and zero-width characters removed from the input. */
  removedCharacters: number;
}

/** Where roles come from. */
export type RoleSource = "label" | "channel" | "content" | "person";

/** The role of every utterance, by position (`roles[i]` belongs to utterance number `i + 1`). */
export interface RoleAssignment {
  roles: Role[];
  madeBy: RoleSource;
  /** 0 to 1: how sure; 1 for a person or an unmistakable label. Below `ROLE_CONFIDENCE_MIN` roles count as in doubt. */
  confidence: number;
}

/** Most utterances one transcript may hold; more is refused as `too_large`. */
export const UTTERANCES_MAX = 5_000;

/** Role assignments less sure than this make Manager+ and Client+ `needs_review` (DESIGN §6.3). */
export const ROLE_CONFIDENCE_MIN = 0.6;
