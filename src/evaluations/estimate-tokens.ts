/** Characters to a token, low on purpose: ASCII, then European letters (Cyrillic, Greek), then everything else. */
const ASCII_CHARACTERS = 3;
const EUROPEAN_CHARACTERS = 2;
const OTHER_CHARACTERS = 0.7;

/** More tokens than common tokenizers make of a text: it must never be paid for and then turn out too long. */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let european = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) ascii += 1;
    else if (code < 0x530) european += 1;
  }
  const others = text.length - ascii - european;
  return Math.ceil(ascii / ASCII_CHARACTERS + european / EUROPEAN_CHARACTERS + others / OTHER_CHARACTERS);
}
