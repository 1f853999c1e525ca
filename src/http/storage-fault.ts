import { AppError } from "../errors.ts";

/** Node's codes, and PostgreSQL's. */
const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG", "53100"]);
const READ_ONLY = new Set(["EROFS"]);

/**
 * `out_of_storage` (retryable: room can be made) when something could not be written because the disk is full, a quota is
 * used up or the file system is read-only; anything else as it came.
 */
export function storageFault(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return error;
  if (FULL.has(code))
    return new AppError("out_of_storage", "There is no space left to store this.", { cause: error, retryable: true });
  if (READ_ONLY.has(code))
    return new AppError("out_of_storage", "The storage cannot be written to.", { cause: error, retryable: true });
  return error;
}
