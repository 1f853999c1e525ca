import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { newId } from "../new-id.ts";
import type { CallHandling, CallOrigin, CallStatus, ToldCall } from "./call.ts";
import type { StoredFile } from "./recording.ts";
import { externalIdHash } from "./store.ts";

/** A recording to be accepted, whatever brought it; null where the sender said nothing. */
export interface NewRecording extends ToldCall {
  /** Fresh UUIDv7, the name of its file; used only if the same audio is not here for this call. */
  recordingId: string;
  origin: Exclude<CallOrigin, "text">;
  /** Its first scorecard is the one asked for. */
  handling: CallHandling;
  /** Revision of that scorecard. */
  revision: number;
  fileName: string | null;
  /** The file where it is here already, else where to fetch it. */
  content: { file: StoredFile } | { url: string };
}

/** A call that is new, or that the sender's id named. */
export interface KeptCall {
  id: string;
  status: CallStatus;
  statusReason: string | null;
  primaryScorecard: string;
  handling: CallHandling;
  round: number;
  isNew: boolean;
}

/** What came by URL is only received; a file that was handed over is stored. */
function firstStatus({ content }: NewRecording): "received" | "stored" {
  return "file" in content ? "stored" : "received";
}

/** The manager by the sender's id, made where it is new; null when nobody is named. */
export async function keepManager(db: Db, { source, managerId }: NewRecording): Promise<string | null> {
  if (managerId === null) return null;
  const { id } = await db
    .insertInto("managers")
    .values({ id: newId(), source, external_id: managerId })
    .onConflict((held) =>
      held.columns(["source", "external_id"]).doUpdateSet((eb) => ({ external_id: eb.ref("excluded.external_id") })),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Inserts the call, or locks the one that bears the sender's id and fills in what it did not know. */
export async function keepCall(db: Db, given: NewRecording, managerId: string | null): Promise<KeptCall> {
  const id = newId();
  const hash = given.externalId === null ? null : externalIdHash(given.externalId);
  const row = await db
    .insertInto("calls")
    .values({
      id,
      source: given.source,
      external_id: given.externalId,
      external_id_hash: hash,
      manager_id: managerId,
      origin: given.origin,
      status: firstStatus(given),
      direction: given.direction,
      started_at: given.startedAt,
      language: given.languageHint,
      tags: given.tags,
      metadata: JSON.stringify(given.metadata),
      handling: JSON.stringify(given.handling),
      primary_scorecard: given.handling.scorecards[0] ?? "",
    })
    .onConflict((held) =>
      held.columns(["external_id_hash", "source"]).doUpdateSet({
        external_id: sql`coalesce(calls.external_id, excluded.external_id)`,
        manager_id: sql`coalesce(excluded.manager_id, calls.manager_id)`,
        direction: sql`coalesce(excluded.direction, calls.direction)`,
        started_at: sql`coalesce(excluded.started_at, calls.started_at)`,
        language: sql`coalesce(excluded.language, calls.language)`,
      }),
    )
    .returning(["id", "status", "status_reason", "primary_scorecard", "handling", "round"])
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    status: row.status,
    statusReason: row.status_reason,
    primaryScorecard: row.primary_scorecard,
    handling: row.handling as CallHandling,
    round: row.round,
    isNew: row.id === id,
  };
}

/** The recording of this call that holds the same bytes; null when there is none. */
export async function findSameAudio(db: Db, callId: string, { sha256 }: StoredFile): Promise<string | null> {
  const row = await db
    .selectFrom("recordings")
    .select("id")
    .where("call_id", "=", callId)
    .where("sha256", "=", sha256)
    .where("removed_at", "is", null)
    .orderBy("created_at", "desc")
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The recording of this call that came last and was not removed; null when there is none. */
export async function findNewestRecording(db: Db, callId: string): Promise<string | null> {
  const row = await db
    .selectFrom("recordings")
    .select("id")
    .where("call_id", "=", callId)
    .where("removed_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whether the bytes of a row of `recordings` are here, or where they lie is known. */
export const IS_REACHABLE = sql<boolean>`(removed_at is null
  and (sha256 is not null or file_url is not null or source_key is not null))`;

/** The same, if its bytes are here or where they lie is known still; null for no recording that could be worked on. */
export async function findReachableRecording(db: Db, callId: string): Promise<string | null> {
  const row = await db
    .selectFrom("recordings")
    .select("id")
    .where("call_id", "=", callId)
    .where(IS_REACHABLE)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The recording that stands for this one: an older one where this one brought its bytes again, else itself. */
export async function findHeldRecording(db: Db, recordingId: string): Promise<string> {
  const row = await db.selectFrom("recordings").select("repeats").where("id", "=", recordingId).executeTakeFirst();
  return row?.repeats ?? recordingId;
}

/**
 * The newest evaluation of a recording, or of another one of its call with the same bytes, by the scorecard revision
 * asked for; null when there is none.
 */
export async function findStoredAnswer(db: Db, recordingId: string, given: NewRecording): Promise<string | null> {
  const row = await db
    .selectFrom("evaluations")
    .innerJoin("transcripts", "transcripts.id", "evaluations.transcript_id")
    .innerJoin("recordings as judged", "judged.id", "transcripts.recording_id")
    .innerJoin("recordings as given", (join) =>
      join.onRef("given.call_id", "=", "judged.call_id").onRef("given.sha256", "=", "judged.sha256"),
    )
    .select("evaluations.id")
    .where("given.id", "=", recordingId)
    .where("evaluations.scorecard_key", "=", given.handling.scorecards[0] ?? "")
    .where("evaluations.scorecard_revision", "=", given.revision)
    .where("evaluations.purpose", "=", "score")
    .orderBy("evaluations.input_sequence", "desc")
    .orderBy("evaluations.created_at", "desc")
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Adds the recording; gives its id. */
export async function addRecording(
  db: Db,
  callId: string,
  { recordingId, content, fileName }: NewRecording,
): Promise<string> {
  const file = "file" in content ? content.file : null;
  await db
    .insertInto("recordings")
    .values({
      id: recordingId,
      call_id: callId,
      sha256: file?.sha256 ?? null,
      size_bytes: file?.sizeBytes ?? null,
      file_name: fileName,
      file_url: "url" in content ? content.url : null,
    })
    .execute();
  return recordingId;
}

/** Whether there is a recording of this id. */
export async function isRecorded(db: Db, recordingId: string): Promise<boolean> {
  const row = await db.selectFrom("recordings").select("id").where("id", "=", recordingId).executeTakeFirst();
  return row !== undefined;
}

/**
 * A call that was done is at work again, for the scorecard asked last (DESIGN §2): it stands where the recording stands.
 * Asked for beside work on the same recording, the scorecards that are being filled in stay wanted too.
 */
export async function takeUpAgain(
  db: Db,
  { id, round, handling: held }: Pick<KeptCall, "id" | "round" | "handling">,
  { recordingId, isBeside, given }: { recordingId: string; isBeside: boolean; given: NewRecording },
): Promise<void> {
  const scorecards = new Set([...given.handling.scorecards, ...(isBeside ? held.scorecards : [])]);
  const handling: CallHandling = {
    ...given.handling,
    scorecards: [...scorecards],
    managerChannel: given.handling.managerChannel ?? held.managerChannel,
  };
  await db
    .updateTable("calls")
    .set({
      status: await statusOfRecording(db, recordingId),
      status_reason: null,
      total_score: null,
      primary_scorecard: given.handling.scorecards[0] ?? "",
      handling: JSON.stringify(handling),
      progress: null,
      cancel_requested_at: null,
      round,
    })
    .where("id", "=", id)
    .execute();
}

/** Where a call stands whose recording this is, by what is stored of it. */
export async function statusOfRecording(
  db: Db,
  recordingId: string,
): Promise<"received" | "stored" | "prepared" | "transcribed"> {
  const row = await db
    .selectFrom("recordings")
    .select(["sha256", "duration_ms"])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom("transcripts").select("id").whereRef("recording_id", "=", "recordings.id")).as("transcribed"),
    )
    .where("id", "=", recordingId)
    .executeTakeFirst();
  if (row?.transcribed) return "transcribed";
  if (row && row.duration_ms !== null) return "prepared";
  return row && row.sha256 !== null ? "stored" : "received";
}
