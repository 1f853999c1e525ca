import { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import busboy, { type Busboy } from "busboy";
import type { Context } from "hono";
import { AppError } from "../../errors.ts";
import { invalidInput } from "../faults.ts";
import { wholeBodyFault } from "./body.ts";
import type { HashedFile } from "./hashed-file.ts";
import { type PourLimits, pourBody } from "./pour-body.ts";
import { UploadParts } from "./upload-parts.ts";

/** Where a file goes and how much may come; the times are for tests. */
export interface UploadOptions {
  /** An existing folder; the file gets a name of its own there, ending in `.part`. */
  dir: string;
  /** The form's field that holds the file; `audio` unless given. */
  field?: string;
  fileBytesMax: number;
  /** All other fields together; 256 KiB unless given. */
  fieldsBytesMax?: number;
  /** Ends the upload from this side, for example when the service stops. */
  signal?: AbortSignal;
  pauseMaxMs?: number;
  graceMs?: number;
  bytesPerSecondMin?: number;
}

/** A file that is on the disk, flushed. Whoever gets it moves or removes it. */
export interface UploadedFile extends HashedFile {
  path: string;
  /** As the sender called it, as text to show; null without a usable name. */
  name: string | null;
  /** What the sender says it is, for example `audio/mpeg`; not checked. */
  mimeType: string;
}

/** A form with its file. A name appears once in `fields`: a form that repeats one is refused. */
export interface Upload {
  fields: Map<string, string>;
  file: UploadedFile;
}

/** Longest time between two pieces of the body. */
const PAUSE_MAX_MS = 30_000;
/** A sender must be this fast on the average, the first minute aside: 200 MB may take three and a half hours. */
const BYTES_PER_SECOND_MIN = 16_384;
const GRACE_MS = 60_000;
const FIELDS_BYTES_MAX = 256 * 1024;
/** Boundaries and headers of the parts. */
const ENVELOPE_BYTES_MAX = 256 * 1024;
const FIELDS_MAX = 40;
/** Of a boundary (RFC 2046, section 5.1.1). */
const BOUNDARY_CHARACTERS_MAX = 70;

/**
 * Receives a form with exactly one file, streamed to the disk. Throws `unsupported_media_type`, `malformed`, `too_large`
 * (at once when the announced length already says so), `request_timeout`, `invalid_input` with pointers to the fields,
 * `out_of_storage` or `unavailable`; after any of them no file is left.
 */
export async function receiveUpload(c: Context, options: UploadOptions): Promise<Upload> {
  const { fields, file } = await receiveOptionalUpload(c, options);
  if (file === null) throw invalidInput([{ pointer: `/${fieldOf(options)}`, detail: "is required" }]);
  return { fields, file };
}

/** As `receiveUpload`, for a form whose file may be left out: `file` is null then, as when the file input stayed empty. */
export async function receiveOptionalUpload(
  c: Context,
  options: UploadOptions,
): Promise<{ fields: Map<string, string>; file: UploadedFile | null }> {
  const contentType = requireMultipart(c);
  const { fileBytesMax, fieldsBytesMax = FIELDS_BYTES_MAX } = options;
  const bodyBytesMax = fileBytesMax + fieldsBytesMax + ENVELOPE_BYTES_MAX;
  if (Number(c.req.header("content-length") ?? 0) > bodyBytesMax) throw fileTooLarge(options);
  const parser = openParser(contentType, fieldsBytesMax);
  const parts = new UploadParts(parser, {
    dir: options.dir,
    field: fieldOf(options),
    fieldsBytesMax,
    onPiece: (sizeBytes) => {
      if (sizeBytes > fileBytesMax) throw fileTooLarge(options);
    },
  });
  try {
    await pourBody(bodyOf(c), parser, limitsOf(options, bodyBytesMax));
    return await parts.finish();
  } catch (error) {
    await parts.discard();
    throw parts.fault ?? error;
  }
}

function fieldOf({ field = "audio" }: UploadOptions): string {
  return field;
}

function limitsOf(options: UploadOptions, bytesMax: number): PourLimits {
  const { pauseMaxMs = PAUSE_MAX_MS, graceMs = GRACE_MS, bytesPerSecondMin = BYTES_PER_SECOND_MIN, signal } = options;
  return { bytesMax, pauseMaxMs, graceMs, bytesPerSecondMin, ...(signal ? { signal } : {}) };
}

/** Node's own stream where there is one: the standard one around it costs several times as much. */
function bodyOf(c: Context): Readable {
  const incoming: unknown = c.env?.incoming;
  if (incoming instanceof IncomingMessage) return incoming;
  const { body } = c.req.raw;
  return body === null ? Readable.from([]) : Readable.fromWeb(body as never);
}

function requireMultipart(c: Context): string {
  const contentType = c.req.header("content-type") ?? "";
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType))
    throw wholeBodyFault("unsupported_media_type", "Send a form with the content type multipart/form-data.");
  const encoding = (c.req.header("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity") throw wholeBodyFault("unsupported_media_type", "Send the body without compression.");
  return contentType;
}

function openParser(contentType: string, fieldsBytesMax: number): Busboy {
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare ?? "";
  if (boundary === "" || boundary.length > BOUNDARY_CHARACTERS_MAX)
    throw wholeBodyFault("malformed", "The content type names no usable boundary between the parts of the form.");
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      preservePath: true,
      // One more than allowed, so that what breaks a limit can be told from what just keeps it.
      limits: { fieldSize: fieldsBytesMax + 1, fields: FIELDS_MAX, files: 1, parts: FIELDS_MAX + 2 },
    });
  } catch (cause) {
    throw wholeBodyFault("malformed", "The content type of the form cannot be read.", cause);
  }
}

function fileTooLarge(options: UploadOptions): AppError {
  const detail = `The file is longer than ${options.fileBytesMax} bytes.`;
  return new AppError("too_large", detail, { faults: [{ pointer: `/${fieldOf(options)}`, detail }] });
}
