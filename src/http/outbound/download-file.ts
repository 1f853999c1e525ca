import { AppError } from "../../errors.ts";
import { fileNameOfDisposition, fileNameOfUrl } from "../bodies/file-name.ts";
import { type HashedFile, writeHashedFile } from "../bodies/hashed-file.ts";
import { type FetchPolicy, withoutQuery } from "./check-url.ts";
import { FetchFault, publicFault } from "./fetch-fault.ts";
import { type FetchAnswer, type FetchTimes, followRedirects } from "./follow-redirects.ts";
import { type ConnectDeps, systemConnect } from "./guarded-connect.ts";

/** How connections come about and how long things may take; the system's ways and our limits unless given. */
export interface DownloadDeps {
  connect?: ConnectDeps;
  times?: Partial<DownloadTimes>;
}

/** All times of a download. After `graceMs` a body must have come at `bytesPerSecondMin` on the average. */
export interface DownloadTimes extends FetchTimes {
  totalMaxMs: number;
  graceMs: number;
  bytesPerSecondMin: number;
}

/** What to fetch and where to put it. `path` must not exist. `headers` (credentials) go to the first origin only. */
export interface Download extends FetchPolicy {
  url: string;
  path: string;
  bytesMax: number;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** `totalBytes` null when the sender did not announce it. */
  onProgress?: (bytes: number, totalBytes: number | null) => void;
}

/** A file that is on the disk, flushed. Name and type are what the sender says, null when it says nothing usable. */
export interface DownloadedFile extends HashedFile {
  fileName: string | null;
  mimeType: string | null;
}

const TIMES: DownloadTimes = {
  headersMaxMs: 10_000,
  idleMaxMs: 15_000,
  refusalMs: 50,
  totalMaxMs: 30 * 60_000,
  graceMs: 30_000,
  bytesPerSecondMin: 8_192,
};

/**
 * Downloads a file from an address that a user gave. No address inside is ever dialled but the listed ones. Throws
 * `upstream_failed` (retryable or final: see `publicFault`), `too_large`, `out_of_storage` (retryable), or the signal's
 * reason; after any of them no file is left. The private cause names the address without its query.
 */
export async function downloadFile(deps: DownloadDeps, download: Download): Promise<DownloadedFile> {
  const times = { ...TIMES, ...deps.times };
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new FetchFault("slow", "the whole download took too long")),
    times.totalMaxMs,
  );
  const signal = download.signal ? AbortSignal.any([download.signal, late.signal]) : late.signal;
  try {
    signal.throwIfAborted();
    const { url, ports, privateHosts, headers = {} } = download;
    const request = { url, headers, policy: { ports, privateHosts }, times, signal };
    const got = await followRedirects(deps.connect ?? systemConnect, request);
    try {
      return await keepBody(got, download, times);
    } finally {
      await got.close();
    }
  } catch (error) {
    if (download.signal?.aborted) throw download.signal.reason;
    const fault = late.signal.aborted ? late.signal.reason : error;
    throw fault instanceof FetchFault ? publicFault(fault) : fault;
  } finally {
    clearTimeout(timer);
  }
}

async function keepBody(
  { url, answer }: FetchAnswer,
  download: Download,
  times: DownloadTimes,
): Promise<DownloadedFile> {
  const address = withoutQuery(url);
  const { statusCode: status, headers } = answer;
  if (status !== 200) throw new FetchFault("status", `${address}: status ${status}`, { status });
  const codings = [headers["content-encoding"] ?? [], headers["transfer-encoding"] ?? []].flat().join(",").split(",");
  const coding = codings.find((one) => !/^(?:identity|chunked)?$/i.test(one.trim()));
  if (coding !== undefined) throw new FetchFault("encoded", `${address}: coded as ${coding.trim().slice(0, 100)}`);
  const totalBytes = announcedBytes(headers["content-length"]);
  if (totalBytes !== null && totalBytes > download.bytesMax) throw tooLarge(download.bytesMax);
  const pieces = metered(answer.body, download, times, totalBytes, address);
  const file = await writeHashedFile(download.path, pieces);
  const disposition = headers["content-disposition"];
  const named = typeof disposition === "string" ? fileNameOfDisposition(disposition) : null;
  return { ...file, fileName: named ?? fileNameOfUrl(url), mimeType: mediaType(headers["content-type"]) };
}

/** The body as it comes, until it is too long, too slow, or shorter than announced. */
async function* metered(
  body: AsyncIterable<Uint8Array>,
  { bytesMax, onProgress }: Download,
  { graceMs, bytesPerSecondMin }: DownloadTimes,
  totalBytes: number | null,
  address: string,
): AsyncGenerator<Uint8Array> {
  const from = performance.now();
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.byteLength;
      if (bytes > bytesMax) throw tooLarge(bytesMax);
      const elapsedMs = performance.now() - from;
      if (elapsedMs > graceMs && (bytes / elapsedMs) * 1000 < bytesPerSecondMin)
        throw new FetchFault("slow", `${address}: ${bytes} bytes in ${Math.round(elapsedMs)} ms`);
      onProgress?.(bytes, totalBytes);
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof AppError || cause instanceof FetchFault) throw cause;
    const isSlow = (cause as { code?: unknown } | null)?.code === "UND_ERR_BODY_TIMEOUT";
    throw new FetchFault(isSlow ? "slow" : "broken", `${address}: ended after ${bytes} bytes`, { cause });
  }
  if (bytes === 0) throw new FetchFault("empty", `${address}: no bytes`);
  if (totalBytes !== null && bytes !== totalBytes)
    throw new FetchFault("broken", `${address}: ${bytes} of ${totalBytes} bytes`);
}

function announcedBytes(header: string | string[] | undefined): number | null {
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function mediaType(header: string | string[] | undefined): string | null {
  const [type = ""] = (typeof header === "string" ? header : "").split(";");
  return /^[\w.+-]+\/[\w.+-]+$/.test(type.trim()) ? type.trim().toLowerCase() : null;
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("too_large", `The file is longer than ${bytesMax} bytes.`);
}
