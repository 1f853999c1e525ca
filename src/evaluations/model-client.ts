import type { PaidClient } from "../usage/paid-client.ts";

/** What is asked of a model: a static part that repeats from call to call, then what differs, and the form of the answer. */
export interface ModelRequest {
  model: string;
  /** The same for every call with this scorecard and report language, so that the provider can cache it. */
  instructions: string;
  input: string;
  /** JSON schema that the answer must follow strictly; the name is of lower-case letters and `_`. */
  schema: { name: string; document: Record<string, unknown> };
  /** 0 to 2; left out where the model takes none. */
  temperature: number;
  /** Ceiling of what the model may write, reasoning included. */
  outputTokensMax: number;
  /** Tells requests with the same instructions. */
  cacheKey: string;
}

/** A model of some vendor; throws `PaidRequestError`. */
export type ModelClient = PaidClient<ModelRequest>;
