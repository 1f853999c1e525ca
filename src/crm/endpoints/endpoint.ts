/** Why nothing is sent to an endpoint: it asked for nothing more, failed too long, or a person said so. */
export type OffReason = "gone" | "failing" | "person";

/** Where results go, as people and programs may see it: nothing in it is secret. */
export interface Endpoint {
  /** UUIDv7. */
  id: string;
  name: string;
  /** Which target sends, such as `webhook`. */
  kind: string;
  /** Key of the source whose calls it hears of; null: all. */
  source: string | null;
  address: string;
  createdAt: Date;
  /** Null while results are sent. */
  off: { since: Date; reason: OffReason } | null;
  /** Since when every attempt failed; null when the last one did not. */
  failingSince: Date | null;
  /** Failed attempts in a row. */
  failures: number;
  /** Nothing is sent before; null when nothing holds it. */
  restsUntil: Date | null;
  /** Write-backs that wait to be sent. */
  pending: number;
  /** Write-backs whose whole schedule failed. */
  exhausted: number;
}

/** Longest name of an endpoint, in characters. */
export const ENDPOINT_NAME_CHARACTERS_MAX = 100;

/** Whose secret a sealed credential is, see `Sealer`. */
export function credentialsPlace(endpointId: string): string {
  return `endpoint:${endpointId}`;
}
