import { z } from "@hono/zod-openapi";
import { AudioCallFields } from "../audio-schemas.ts";
import { CallFields } from "../schemas.ts";
import { IMPORT_COLUMNS } from "./import.ts";
import type { ShownImport } from "./show-import.ts";

/** Texts that come with the file. */
export const ImportFields = z.object({
  content_mode: CallFields.content_mode,
  scorecard: CallFields.scorecard,
  report_language: CallFields.report_language,
  language: CallFields.language,
  manager_channel: AudioCallFields.shape.manager_channel,
  source: z.string().max(64).default("api"),
  start: z.enum(["true", "false"]).default("false"),
});

/** The multipart form, as the API's description shows it. */
export const IMPORT_FORM = {
  type: "object" as const,
  required: ["file"],
  properties: {
    file: {
      type: "string" as const,
      contentMediaType: "application/octet-stream",
      description: `XLSX or CSV, 20 MB and 100,000 rows at most, with the columns ${IMPORT_COLUMNS.join(", ")}; only the first is required.`,
    },
    content_mode: {
      type: "string" as const,
      enum: ["Manager+", "Client+", "Диалог"],
      description: "Absent: as the source's rules say.",
    },
    scorecard: { type: "string" as const },
    language: { type: "string" as const },
    report_language: { type: "string" as const, enum: ["ru", "en"] },
    manager_channel: { type: "string" as const, enum: ["left", "right"] },
    source: {
      type: "string" as const,
      description: "Key of the source whose calls these are; its rules count where neither form nor row say otherwise.",
      default: "api",
    },
    start: { type: "string" as const, enum: ["true", "false"], description: "Begin at once.", default: "false" },
  },
};

/** How a list goes over the wire. */
export const ImportWire = z
  .object({
    id: z.uuid(),
    source: z.string(),
    file_name: z.string().nullable(),
    status: z.enum(["checked", "running", "stopped", "done"]),
    rows: z.int().openapi({ description: "Rows that are taken." }),
    repeated: z.int().openapi({ description: "Rows that name the call of an earlier row; left out." }),
    faulty: z.int().openapi({ description: "Rows that are wrong; left out." }),
    faults: z
      .array(z.object({ row: z.int(), column: z.enum(IMPORT_COLUMNS), fault: z.string(), value: z.string() }))
      .openapi({ description: "The first 200. Of an address `value` holds scheme and host at most." }),
    estimate: z.object({
      calls: z.int(),
      minutes_per_call: z.number(),
      skipped: z
        .record(z.string(), z.int())
        .openapi({ description: "Rows that the rules of the source leave out, by reason." }),
      basis: z.enum(["told", "average", "assumed"]),
      usd: z.number(),
    }),
    counts: z.object({
      waiting: z.int(),
      working: z.int(),
      done: z.int(),
      failed: z.int(),
      skipped: z.int(),
      known: z.int().openapi({ description: "Their call was here before." }),
      refused: z.int(),
    }),
    skipped_by: z.record(z.string(), z.int()).openapi({ description: "Calls that were skipped, by reason." }),
    refused_by: z.record(z.string(), z.int()).openapi({ description: "Rows that could not be taken, by reason." }),
    created_at: z.iso.datetime(),
    links: z.object({ self: z.string(), page: z.string() }),
  })
  .openapi("Import");

/** Lists, newest first. */
export const ImportList = z
  .object({ items: z.array(ImportWire), next_cursor: z.string().nullable() })
  .openapi("ImportList");

/** Which lists. */
export const ImportListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** Puts a list into its wire shape. */
export function importToWire(list: ShownImport): z.infer<typeof ImportWire> {
  const { calls, minutesPerCall, skipped, basis, usd } = list.estimate;
  return {
    ...{ id: list.id, source: list.source, file_name: list.fileName, status: list.status },
    ...{ rows: list.rows, repeated: list.repeated, faulty: list.faulty, faults: list.faults },
    estimate: { calls, minutes_per_call: minutesPerCall, skipped, basis, usd },
    counts: list.counts,
    skipped_by: list.skippedBy,
    refused_by: list.refusedBy,
    created_at: list.createdAt.toISOString(),
    links: { self: `/api/v1/imports/${list.id}`, page: `/imports/${list.id}` },
  };
}
