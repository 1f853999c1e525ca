import { open, stat } from "node:fs/promises";
import { gsmWaveBytes, readGsmWave } from "../audio/gsm-wave.ts";
import { AppError } from "../errors.ts";
import { type ByteRange, parseByteRange } from "./byte-range.ts";
import { contentDisposition, plainFileName } from "./disposition.ts";

/** A recording's file and what is known of it; `sha256` of its bytes makes the ETag. */
export interface AudioFile {
  path: string;
  sha256: string;
  mediaType: string | null;
  fileName: string | null;
  /** As `AudioFormat.codec`; null until it was looked at. */
  codec: string | null;
  /** Stands in for the name where the sender gave none. */
  callId: string;
}

/** The headers that decide what is sent. */
export interface AudioRequest {
  method: string;
  range: string | undefined;
  ifRange: string | undefined;
  ifNoneMatch: string | undefined;
  /** To be saved instead of played. */
  download: boolean;
  /** `wav`: GSM, which no browser plays, as a WAV; other sound as it is. */
  as: "wav" | undefined;
}

const CHUNK_BYTES = 64 * 1024;

/** Usual ends of file names by media type, the first for names that have none of them. */
const EXTENSIONS: Record<string, string[]> = {
  "audio/mpeg": ["mp3"],
  "audio/wav": ["wav"],
  "audio/ogg": ["ogg", "oga", "opus"],
  "audio/webm": ["webm", "weba"],
  "audio/mp4": ["m4a", "mp4"],
  "audio/flac": ["flac"],
  "audio/aac": ["aac"],
  "audio/amr": ["amr"],
  "audio/aiff": ["aiff", "aif"],
  "audio/x-ms-wma": ["wma"],
  "video/mp4": ["mp4", "m4v", "mov"],
  "video/webm": ["webm"],
};

/** What is sent of a file: its bytes, or its sound in another form. */
interface SentForm {
  sizeBytes: number;
  etag: string;
  mediaType: string | null;
  read(range: ByteRange): ReadableStream<Uint8Array>;
}

/**
 * Answers with a file or the one range of it that was asked for, straight from the disk; the file is open only while
 * somebody reads. Throws `not_found` when the file is gone and `range_not_satisfiable`; `setHeader` then has the size.
 */
export async function sendAudio(
  file: AudioFile,
  request: AudioRequest,
  setHeader: (name: string, value: string) => void,
): Promise<Response> {
  const form = await (request.as === "wav" && file.codec === "gsm" ? gsmAsWave(file) : asItIs(file));
  const { sizeBytes, etag } = form;
  const headers: Record<string, string> = {
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-disposition": contentDisposition(request.download ? "attachment" : "inline", nameOf(file, form)),
    "content-type": typeOf(form),
    etag,
  };
  if (names(request.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  const isAsked = request.ifRange === undefined || request.ifRange.trim() === etag;
  const range = isAsked ? parseByteRange(request.range, sizeBytes) : null;
  if (range === "unsatisfiable") {
    setHeader("content-range", `bytes */${sizeBytes}`);
    throw new AppError("range_not_satisfiable", `Ask for one range within the ${sizeBytes} bytes of the recording.`);
  }
  const { first, last } = range ?? { first: 0, last: sizeBytes - 1 };
  headers["content-length"] = String(last - first + 1);
  if (range) headers["content-range"] = `bytes ${first}-${last}/${sizeBytes}`;
  const body = request.method === "HEAD" ? null : form.read({ first, last });
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** The bytes of a range as they are asked for. Opens the file at the first read; closes it at the end, on a fault and on abort. */
export function readRange(path: string, { first, last }: ByteRange): ReadableStream<Uint8Array> {
  let file: Awaited<ReturnType<typeof open>> | null = null;
  let at = first;
  const close = async () => {
    const opened = file;
    file = null;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (at > last) return await close().then(() => controller.close());
          file ??= await open(path, "r");
          const chunk = new Uint8Array(Math.min(CHUNK_BYTES, last - at + 1));
          const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
          if (bytesRead === 0) throw new Error("the file is shorter than it was");
          at += bytesRead;
          controller.enqueue(chunk.subarray(0, bytesRead));
        } catch (error) {
          await close();
          throw error;
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

async function asItIs({ path, sha256, mediaType }: AudioFile): Promise<SentForm> {
  const { size } = await orGone(stat(path));
  return { sizeBytes: size, etag: `"${sha256}"`, mediaType, read: (range) => readRange(path, range) };
}

async function gsmAsWave({ path, sha256 }: AudioFile): Promise<SentForm> {
  const sizeBytes = await orGone(gsmWaveBytes(path));
  const read = (range: ByteRange) => ReadableStream.from(readGsmWave(path, range));
  return { sizeBytes, etag: `"${sha256}-wav"`, mediaType: "audio/wav", read };
}

async function orGone<T>(look: Promise<T>): Promise<T> {
  try {
    return await look;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new AppError("not_found", "The recording is no longer here.", { cause });
  }
}

/** Nothing but sound is ever named so, whatever stands in the database. */
function typeOf({ mediaType }: SentForm): string {
  return mediaType !== null && /^(?:audio|video)\/[\w.+-]+$/.test(mediaType) ? mediaType : "application/octet-stream";
}

/** The sender's name with an end that fits what the file is, so that no system takes it for something else. */
function nameOf({ fileName, callId }: AudioFile, { mediaType }: SentForm): string {
  const name = plainFileName(fileName, `call-${callId}`);
  const extensions = EXTENSIONS[mediaType ?? ""] ?? ["audio"];
  const isFitting = extensions.some((one) => name.toLowerCase().endsWith(`.${one}`));
  return isFitting ? name : `${name}.${extensions[0]}`;
}

function names(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}
