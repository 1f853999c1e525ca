import type { LocateRecording, RecordingPlace, RecordingReference } from "../calls/recording-locator.ts";
import type { CallEvent } from "./sources/call-event.ts";

/** A kind of sender: proves that a request is one's, reads it, and finds the recordings it tells of. */
export interface SourceKind {
  /** Stands in `sources.kind`, such as `webhook`. */
  kind: string;
  /**
   * What is kept, sealed, of what a person gives for a source; `held` is what was kept before, null at first. Throws
   * `invalid_input`, which repeats nothing secret.
   */
  enrol(given: GivenSecrets, held: string | null): string;
  /** Tells what secrets there are without telling them. */
  describe(credentials: string | null): { signingSecrets: number; tokens: number; recordingHeaders: string[] };
  /** Whether the sender is who it says; `open`: nothing was ever agreed on by which it could prove it. */
  authenticate(received: ReceivedWebhook, credentials: string | null, now: Date): "proven" | "refused" | "open";
  /**
   * What it tells, in the order of the body; none when it is about nothing of ours. Throws `malformed`, `invalid_input` or
   * `unsupported_media_type` for what nobody can read.
   */
  parse(received: ReceivedWebhook): CallEvent[];
  /** See `LocateRecording`; `credentials` as sealed by `enrol`, null without any. */
  locate(
    reference: RecordingReference,
    source: { credentials: string | null; credentialHosts: readonly string[] },
    signal: AbortSignal,
  ): ReturnType<LocateRecording> | RecordingPlace;
}

/** A request as it came. */
export interface ReceivedWebhook {
  /** A header by its lower-case name; null when there is none. */
  header(name: string): string | null;
  /** What stands in the path behind the source; null when nothing does. */
  pathToken: string | null;
  body: Uint8Array;
}

/** What a person changes of the secrets of a source; absent: stays as it is. */
export interface GivenSecrets {
  /** A new signing secret beside the newest one, which holds on until the next; an empty list removes all. */
  signingSecrets?: string[];
  /** Likewise, for senders that cannot sign. */
  tokens?: string[];
  /** Headers by which recordings are fetched, such as `Authorization`. */
  recordingHeaders?: Record<string, string>;
}
