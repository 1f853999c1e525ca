/** One part of a form by hand; `head` replaces the usual headers. */
export interface Part {
  name?: string;
  fileName?: string;
  type?: string;
  head?: string;
  body?: string | Uint8Array;
}

/** The boundary of forms made here. */
export const BOUNDARY = "----razbor-test";

/** The content type of forms made here. */
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** A form as it goes over the wire; without an end when `isOpen`. */
export function formOf(parts: Part[], { isOpen = false } = {}): Buffer<ArrayBuffer> {
  const pieces = parts.flatMap(({ name, fileName, type, head, body = "" }) => {
    const named = name === undefined ? "" : `; name="${name}"`;
    const file = fileName === undefined ? "" : `; filename="${fileName}"`;
    const kind = type === undefined ? "" : `\r\nContent-Type: ${type}`;
    const headers = head ?? `Content-Disposition: form-data${named}${file}${kind}`;
    return [`--${BOUNDARY}\r\n${headers}\r\n\r\n`, body, "\r\n"];
  });
  if (!isOpen) pieces.push(`--${BOUNDARY}--\r\n`);
  return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
}
