/** Alphabets by letters that Russian lacks, the rarest first: a text is in the first one it uses often enough. */
const ALPHABETS: [language: string, letters: RegExp][] = [
  ["ba", /[ҙҫҡ]/g],
  ["tg", /[ҷӣӯ]/g],
  ["kk", /[ұқғ]/g],
  ["tt", /[җә]/g],
  ["ky", /ң/g],
  ["mn", /[өү]/g],
  ["mk", /[ѓќѕ]/g],
  ["sr", /[ђљњћџј]/g],
  ["be", /ў/g],
  ["uk", /[їєґі]/g],
];
/** A name or a quoted word in a Russian call stays below this share of letters, speech in the language above it. */
const SHARE_MIN = 0.012;
/** Letters outside the Russian alphabet from which on a text is not Russian, whatever else it is. */
const FOREIGN_SHARE_MAX = 0.03;

/** The language of a text written in Cyrillic, by its alphabet; null when it is none of those known here. */
export function cyrillicLanguage(text: string): string | null {
  const small = text.toLowerCase();
  for (const [language, letters] of ALPHABETS)
    if ((small.match(letters)?.length ?? 0) > small.length * SHARE_MIN) return language;
  const foreign = small.match(/[^а-яё\s]/g)?.length ?? 0;
  return foreign > small.length * FOREIGN_SHARE_MAX ? null : "ru";
}
