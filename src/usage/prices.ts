import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../errors.ts";
import type { TokenUsage } from "./paid-client.ts";

/** The day the built-in prices were read; the README shows it. */
export const PRICES_READ_ON = "2026-11-24";
/** Where they were read. */
export const PRICES_SOURCE =
  "https://developers.openai.com/api/docs/pricing, standard tier, as quoted by published price lists";

/** US dollars per million tokens. `cacheWrite`: tokens put into the prompt cache, where they cost more than `input`. */
const TokenPrice = z.strictObject({
  input: z.number().nonnegative(),
  cached: z.number().nonnegative(),
  output: z.number().nonnegative(),
  cacheWrite: z.number().nonnegative().optional(),
  /** Tokens of sound that go in; as `input` where it is not said. */
  audio: z.number().nonnegative().optional(),
  /** Above so many input tokens the whole request costs twice for what goes in and half more for what comes out. */
  longContextTokens: z.int().positive().optional(),
});
type TokenPrice = z.infer<typeof TokenPrice>;

/** US dollars per minute of sound. */
const MinutePrice = z.strictObject({ audioMinute: z.number().nonnegative() });

/** What a model costs: by tokens, or by the time of the sound it is given. */
const Price = z.union([TokenPrice, MinutePrice]);
export type Price = z.infer<typeof Price>;

const LONG = { longContextTokens: 272_000 };
const price = (input: number, cached: number, output: number, more: Partial<TokenPrice> = {}): TokenPrice => ({
  input,
  cached,
  output,
  ...more,
});

/**
 * Two sources disagreed on gpt-5.6-sol and on the sound of gpt-4o-transcribe and its smaller sister; the higher prices
 * stand. Models without a cached price pay the full one.
 */
const BUILT_IN: Record<string, Price> = {
  "gpt-6-astra": price(10, 1, 50, { ...LONG, cacheWrite: 12.5 }),
  "gpt-6.1-sol": price(2, 0.1, 10, { ...LONG, cacheWrite: 2.5 }),
  "gpt-6.1-terra": price(1, 0.05, 5, { ...LONG, cacheWrite: 1.25 }),
  "gpt-6-sol": price(2, 0.2, 10, { ...LONG, cacheWrite: 2.5 }),
  "gpt-6-luna": price(0.1, 0.01, 0.5, { ...LONG, cacheWrite: 0.125 }),
  "gpt-5.6-sol": price(5, 0.5, 30, { ...LONG, cacheWrite: 6.25 }),
  "gpt-5.6-terra": price(2, 0.2, 12, { ...LONG, cacheWrite: 2.5 }),
  "gpt-5.6-luna": price(0.2, 0.02, 1.2, { ...LONG, cacheWrite: 0.25 }),
  "gpt-5.5-pro": price(30, 30, 180, LONG),
  "gpt-5.5": price(5, 0.5, 30, LONG),
  "gpt-5.4": price(2.5, 0.25, 15, LONG),
  "gpt-5.4-mini": price(0.75, 0.075, 4.5, LONG),
  "gpt-5.4-nano": price(0.2, 0.02, 1.25, LONG),
  "gpt-5": price(1.25, 0.125, 10),
  "gpt-5-mini": price(0.25, 0.025, 2),
  "gpt-5-nano": price(0.05, 0.005, 0.4),
  "gpt-5.1": price(1.25, 0.125, 10),
  "gpt-4.1": price(2, 0.5, 8),
  "gpt-4.1-mini": price(0.4, 0.1, 1.6),
  "gpt-4.1-nano": price(0.1, 0.025, 0.4),
  "gpt-4o": price(2.5, 1.25, 10),
  "gpt-4o-mini": price(0.15, 0.075, 0.6),
  o3: price(2, 0.5, 8),
  "o4-mini": price(1.1, 0.275, 4.4),
  "gpt-transcribe": { audioMinute: 0.0045 },
  "whisper-1": { audioMinute: 0.006 },
  "gpt-4o-transcribe": price(2.5, 2.5, 10, { audio: 6 }),
  "gpt-4o-transcribe-diarize": price(2.5, 2.5, 10, { audio: 6 }),
  "gpt-4o-mini-transcribe": price(1.25, 1.25, 5, { audio: 3 }),
};

/**
 * Prices by model. A dated snapshot (`…-2026-03-17`) costs what its model costs unless it stands by itself. Of an unknown
 * model that takes sound the highest price of such models holds, else the highest of all.
 */
export interface PriceTable {
  /** Whether the model has a price of its own; without one it costs the highest known price. */
  knows(model: string): boolean;
  /** US dollars for what a request used. */
  costUsd(model: string, usage: TokenUsage): number;
}

/**
 * The built-in prices, overridden by `dataDir/prices.json` (an object of prices by model). Throws `invalid_input` that
 * names the file when it cannot be read as such.
 */
export async function loadPrices(dataDir: string): Promise<PriceTable> {
  const path = join(dataDir, "prices.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return priceTable();
    throw new AppError("invalid_input", `${path} cannot be read (${code}).`, { cause: error });
  }
  try {
    return priceTable(z.record(z.string().min(1), Price).parse(JSON.parse(text)));
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new AppError("invalid_input", `${path}: ${detail}`);
  }
}

/** The built-in prices with some of one's own in front. */
export function priceTable(own: Record<string, Price> = {}): PriceTable {
  const prices = new Map(Object.entries({ ...BUILT_IN, ...own }));
  const find = (model: string) => prices.get(model) ?? prices.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, ""));
  const all = [...prices.values()];
  const dearest = dearestOf(all.filter(isByTokens));
  const forSound = all.filter((one) => !isByTokens(one) || one.audio !== undefined);
  return {
    knows: (model) => find(model) !== undefined,
    costUsd: (model, usage) => {
      const known = find(model);
      if (usage.audioMs === undefined) return costOfTokens(known && isByTokens(known) ? known : dearest, usage);
      return Math.max(...(known ? [known] : forSound).map((one) => costOfSound(one, usage)));
    },
  };
}

function isByTokens(price: Price): price is TokenPrice {
  return "input" in price;
}

function dearestOf(prices: TokenPrice[]): TokenPrice {
  return {
    input: Math.max(...prices.map(({ input }) => input)),
    cached: Math.max(...prices.map(({ cached }) => cached)),
    output: Math.max(...prices.map(({ output }) => output)),
    cacheWrite: Math.max(...prices.map(({ input, cacheWrite }) => cacheWrite ?? input)),
    ...LONG,
  };
}

/** About what models count for sound; used where a server does not count and the price is by tokens. */
const AUDIO_TOKENS_PER_SECOND = 10;
/** Words that are said in a second, in tokens, from the quick speakers' end. */
const SPOKEN_TOKENS_PER_SECOND = 6;

function costOfSound(price: Price, usage: TokenUsage): number {
  const seconds = (usage.audioMs ?? 0) / 1000;
  if (!isByTokens(price)) return inDollars((seconds / 60) * price.audioMinute * 1e6);
  if (usage.inputTokens + usage.outputTokens > 0) return costOfTokens(price, usage);
  const audioTokens = Math.ceil(seconds * AUDIO_TOKENS_PER_SECOND);
  const outputTokens = Math.ceil(seconds * SPOKEN_TOKENS_PER_SECOND);
  return costOfTokens(price, { ...usage, inputTokens: audioTokens, audioTokens, outputTokens });
}

function costOfTokens(price: TokenPrice, usage: TokenUsage): number {
  const { inputTokens, cachedTokens, cacheWriteTokens, outputTokens, audioMs } = usage;
  const audioTokens = usage.audioTokens ?? (audioMs === undefined ? 0 : inputTokens);
  const isLong = price.longContextTokens !== undefined && inputTokens > price.longContextTokens;
  const plainTokens = Math.max(0, inputTokens - audioTokens - cachedTokens - cacheWriteTokens);
  const input =
    plainTokens * price.input +
    audioTokens * (price.audio ?? price.input) +
    cachedTokens * price.cached +
    cacheWriteTokens * (price.cacheWrite ?? price.input);
  return inDollars(input * (isLong ? 2 : 1) + outputTokens * price.output * (isLong ? 1.5 : 1));
}

/** From millionths of a dollar, with the eight decimals that the ledger keeps. */
function inDollars(micros: number): number {
  return Math.round(micros * 100) / 1e8;
}
