/** How a source names a recording. */
export interface RecordingReference {
  /** Key of the source. */
  source: string;
  /** The sender's id of the call; null when it gave none. */
  callExternalId: string | null;
  /** The address that was told; null when none was. */
  url: string | null;
  /** The sender's own id of the recording; null when none was told. */
  sourceKey: string | null;
}

/**
 * Where a recording is to be had. `request`: at this address; `headers` hold credentials of the source and may go only
 * to the hosts among `credentialHosts` (`host` or `host:port`, in lower case). `not_ready`: the source knows it and asks to come later.
 * `gone`: there is none, or it was removed.
 */
export type RecordingPlace =
  | { kind: "request"; url: string; headers: Record<string, string>; credentialHosts: readonly string[] }
  | { kind: "not_ready" }
  | { kind: "gone" };

/**
 * Finds out where a recording is. A source that only tells an id is asked for the address here. Throws `upstream_failed`
 * (retryable when another try may help) and the signal's reason.
 */
export type LocateRecording = (reference: RecordingReference, signal: AbortSignal) => Promise<RecordingPlace>;

/**
 * The headers that may go to this address: credentials of a source are for its own hosts only. A host without a port
 * means the usual one of the scheme.
 */
export function headersFor(place: RecordingPlace & { kind: "request" }): Record<string, string> {
  return place.credentialHosts.includes(new URL(place.url).host) ? place.headers : {};
}
