import { en } from "./en.ts";
import { bindShortWords, type Locale } from "./format.ts";
import { ru, type Texts } from "./ru.ts";

const bound: Record<Locale, Texts> = { ru: bind(ru), en: bind(en) };

/** Every text of the pages in one language, short words bound to their neighbours. */
export function textsIn(locale: Locale): Texts {
  return bound[locale];
}

function bind(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, bindValue(value)])) as Texts;
}

function bindValue(value: unknown): unknown {
  if (typeof value === "string") return bindShortWords(value);
  if (typeof value === "function") return (...args: unknown[]) => bindShortWords(value(...args));
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, bindValue(inner)]));
}
