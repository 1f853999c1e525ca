/**
 * Who speaks when nobody is named: people take turns, answer questions, and now and then go on speaking. A hidden Markov
 * chain over two states (Rabiner 1989, forward-backward): how much each utterance speaks for one side, and how likely
 * the same person goes on.
 */

/** Log-odds that the next line is the same speaker's, before the lines are looked at: about one in twenty. */
const SAME_SPEAKER = -3;

const ENDS_OPEN = /[\p{L}\p{N},;:–—-]$/u;
const STARTS_LOWER = /^\p{Ll}/u;
const GOES_ON =
  /^(?:он|она|они|его|её|ее|их|ему|ей|им|и|ещё|еще|плюс|причём|причем|потому|или|просто|зато|кроме того|к тому же|также|тоже|he|she|they|it|and|also|plus|because|or|besides)(?![\p{L}])/iu;
const REACTS =
  /^(?:да|нет|не|ага|угу|ну|понял|поняла|понятно|хорошо|ясно|ой|ох|о|а|спасибо|конечно|ладно|так|тогда|верно|точно|алло|здравствуйте|добрый|yes|yeah|yep|no|nope|right|okay|ok|sure|oh|uh|um|well|thanks|thank|fine|great|perfect|hello|hi|got it|exactly|then)(?![\p{L}])/iu;

/**
 * The probability that each utterance is the manager's. `evidence[i]` is the log-odds of utterance `i` by itself;
 * `texts` are looked at for how one leads to the next.
 */
export function alternatingSpeakers(texts: string[], evidence: number[]): number[] {
  const isCased = texts.filter((text) => STARTS_LOWER.test(text)).length < texts.length / 2;
  const same = texts.map((text, at) => (at === 0 ? 0 : probability(continuation(texts[at - 1] ?? "", text, isCased))));
  const likelihood = evidence.map((odds) => probability(odds));
  const forward: number[] = [];
  for (const [at, manager] of likelihood.entries()) {
    const before = forward[at - 1] ?? 0.5;
    const stays = same[at] ?? 0;
    const prior = at === 0 ? 0.5 : before * stays + (1 - before) * (1 - stays);
    forward.push((prior * manager) / (prior * manager + (1 - prior) * (1 - manager)));
  }
  const posterior = [...forward];
  let backward = 0.5;
  for (let at = forward.length - 2; at >= 0; at -= 1) {
    const next = likelihood[at + 1] ?? 0.5;
    const stays = same[at + 1] ?? 0;
    const fromManager = stays * next * backward + (1 - stays) * (1 - next) * (1 - backward);
    const fromCustomer = (1 - stays) * next * backward + stays * (1 - next) * (1 - backward);
    backward = fromManager / (fromManager + fromCustomer);
    const here = forward[at] ?? 0.5;
    posterior[at] = (here * backward) / (here * backward + (1 - here) * (1 - backward));
  }
  return posterior;
}

/** Log-odds that `text` is said by whoever said `before`. */
function continuation(before: string, text: string, isCased: boolean): number {
  let odds = SAME_SPEAKER;
  const asked = before.includes("?");
  if (/\?["»)]?$/.test(before)) odds -= 1.5;
  if (isCased && ENDS_OPEN.test(before)) odds += 1.5;
  if (isCased && STARTS_LOWER.test(text)) odds += 2;
  if (!asked && !text.includes("?") && GOES_ON.test(text)) odds += 1.6;
  if (REACTS.test(text)) odds -= 1;
  return odds;
}

function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
