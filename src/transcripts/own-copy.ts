/** From so many characters on the engine lets a cut share those of the text it was cut from. */
const SHARED_FROM = 13;

/** The same characters, not shared with a longer text: they do not keep that in memory, and are read in half the time. */
export function ownCopy(cut: string): string {
  return cut.length < SHARED_FROM ? cut : Buffer.from(cut, "utf16le").toString("utf16le");
}
