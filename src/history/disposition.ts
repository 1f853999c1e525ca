/** Separators, controls, characters that turn or hide text, and what Windows refuses in names. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"*/:<>?\\|]/gu;
const NAME_MAX = 120;

/** A sender's file name as a plain name: no folders, no hidden characters, not longer than 120 characters; `fallback` when nothing is left. */
export function plainFileName(name: string | null, fallback: string): string {
  const last = (name ?? "").normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(UNSAFE, "_").replace(/\s+/g, " ").trim().replace(/^\.+/, "");
  const characters = Array.from(plain);
  const short = characters.length > NAME_MAX ? characters.slice(-NAME_MAX).join("").trim() : plain;
  return /[\p{L}\p{N}]/u.test(short) ? short : fallback;
}

/**
 * `Content-Disposition` (RFC 6266) with the name in UTF-8 (RFC 8187) and an ASCII form of it for old clients. The name
 * must be plain; per cent signs leave the ASCII form, because some clients decode them.
 */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
