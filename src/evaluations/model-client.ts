import type { PaidClient } from "../usage/paid-client.ts";

/** What is asked of a model: what repeats from call to call, which comes first, and what differs. */
export interface ModelRequest {
  form: ModelForm;
  input: string;
}

/**
 * The part that is the same for every call with a scorecard and report language, so that the provider can cache it; one
 * object for all of them, not to be changed, so that it is written out once.
 */
export interface ModelForm {
  model: string;
  instructions: string;
  /** JSON schema that the answer must follow strictly; the name is of lower-case letters and `_`. */
  schema: { name: string; document: Record<string, unknown> };
  /** 0 to 2; left out where the model takes none. */
  temperature: number;
  /** Ceiling of what the model may write, reasoning included. */
  outputTokensMax: number;
  /** Tells requests with the same instructions. */
  cacheKey: string;
  /** What instructions and schema come to, about; rather more than less. */
  tokens: number;
}

/** A model of some vendor; throws `PaidRequestError`. */
export type ModelClient = PaidClient<ModelRequest>;
