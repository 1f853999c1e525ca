/** A stretch of a file in bytes, both ends included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * The one range that a `Range` header asks for (RFC 9110, section 14.1.2), cut to the file's size. Null: no range of bytes
 * is asked for, so all is sent. `unsatisfiable`: nothing of the file lies in it, more than one range, or not well formed.
 */
export function parseByteRange(header: string | undefined, sizeBytes: number): ByteRange | null | "unsatisfiable" {
  const [, ranges] = /^\s*bytes\s*=(.*)$/is.exec(header ?? "") ?? [];
  if (ranges === undefined) return null;
  const [, from = "", to = ""] = /^\s*(\d*)-(\d*)\s*$/.exec(ranges) ?? [];
  if (from === "" && to === "") return "unsatisfiable";
  const first = from === "" ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const last = from === "" || to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  return first <= last ? { first, last } : "unsatisfiable";
}
