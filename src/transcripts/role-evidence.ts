import { weighCues } from "./role-cues.ts";
import { splitWords } from "./words.ts";

/** No single utterance decides: people quote, joke and repeat each other. */
const EVIDENCE_MAX = 3;

/** Utterances at the start of a call in which a company is named. */
const OPENING_UTTERANCES = 4;

const YOU =
  /(?<![\p{L}'’])(?:вы|вас|вам|вами|ваш|ваша|ваше|ваши|вашу|вашей|ваших|you|your|you're|you've)(?![\p{L}])/giu;
const ME = /(?<![\p{L}'’])(?:мне|меня|мной|мой|моя|моё|мое|мои|мою|моей|моих|me|my|mine|i'm|i've)(?![\p{L}])/giu;
const GREETS =
  /(?<![\p{L}])(?:здравствуйте|добрый|доброе|доброго|алло|hello|hi|hey|good (?:morning|afternoon|evening))(?![\p{L}])/iu;
const NAMES_COMPANY =
  /[«"“][^«»"“”]{2,40}[»"”]|(?:компани|фирм|салон|магазин|клиник|центр|студи|агентств|школ|банк|отдел|автосервис|ателье|бюро)[а-яё]*\s[«"“\p{Lu}]/u;
const INTRODUCES_COMPANY =
  /\b(?:this is|it's|it’s|i'm|i’m|my name is|my name's|name's)\s\p{Lu}[\p{L}'’]+(?:\s\p{Lu}[\p{L}'’]+)?,?\s(?:and i'm\s|i'm\s)?(?:calling\s|over\s|here\s)?(?:from|with|at|of)\s/iu;
/** `Bramble Yard Storage, Dev speaking`, `Вет-Плюс, слушаю`: a capitalised name, a comma, few words. */
const ANSWERS_AS_COMPANY =
  /^(?:(?:да|алло|yeah|yes|hello|hi)[,.]?\s)?(?:\p{Lu}[\p{L}\p{N}'’&-]+\s){1,3}\p{Lu}[\p{L}\p{N}'’&-]+,\s/u;
const FOLLOW_UP = /^(?:а|и|so|and|but)[ ,]/i;

/**
 * How much an utterance speaks for the manager (positive) or the customer (negative), about a natural logarithm of the
 * odds. `position` is its place in the call, from 0; the opening is where companies are named.
 */
export function roleEvidence(text: string, position: number): number {
  const words = splitWords(text);
  const asks = text.includes("?");
  let weight = weighCues(words, asks);
  const you = Math.min(3, text.match(YOU)?.length ?? 0);
  const me = Math.min(3, text.match(ME)?.length ?? 0);
  weight += 0.25 * (you - me);
  if (asks) weight += FOLLOW_UP.test(text) ? -0.4 : you > me ? 0.5 : 0.1;
  if (words.length <= 3 && !asks) weight -= 0.3;
  if (words.length > 25) weight += 0.3;
  if (position < OPENING_UTTERANCES) weight += openingEvidence(text, words.length);
  return Math.max(-EVIDENCE_MAX, Math.min(EVIDENCE_MAX, weight));
}

function openingEvidence(text: string, words: number): number {
  if (INTRODUCES_COMPANY.test(text)) return 2.5;
  if (NAMES_COMPANY.test(text) && (GREETS.test(text) || words <= 8)) return 2.5;
  return ANSWERS_AS_COMPANY.test(text) && words <= 10 ? 1.5 : 0;
}
