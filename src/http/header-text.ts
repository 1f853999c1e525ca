/**
 * The text of a header's value. Clients of HTTP hand it over byte by byte as Latin-1, while nearly everybody who sends
 * more than ASCII means UTF-8; what is not UTF-8 stays as it is.
 */
export function headerText(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? value : text;
}
