/**
 * Who speaks when nobody is named: people take turns, answer questions, and now and then go on speaking. A hidden Markov
 * chain over two states (Rabiner 1989, forward-backward): how much each utterance speaks for one side, and how likely
 * the same person goes on.
 */

/**
 * How often a line goes on with the speaker of the line before it: from written dialogues, where that is rare, to raw
 * output of a recogniser, cut at every pause. Log-odds, and how likely each is before the text is looked at (log).
 */
const HABITS: { same: number; prior: number }[] = [
  { same: -4, prior: -0.3 },
  { same: -2.5, prior: -1.9 },
  { same: -1.2, prior: -2.7 },
  { same: 0, prior: -3.5 },
];

const ENDS_SENTENCE = /[.!?…]["»”)]?$/;
const ENDS_ASKING = /\?["»”)]?$/;
const QUESTION_WORD =
  /(?<![\p{L}])(?:кто|что|сколько|когда|где|куда|какой|какая|какое|какие|почему|зачем|можно|удобно|ли|who|what|how|when|where|why|which|could|would|do you|are you|can i)(?![\p{L}])/iu;
const STARTS_LOWER = /^\p{Ll}/u;
const GOES_ON =
  /^(?:он|она|они|его|её|ее|их|ему|ей|им|и|ещё|еще|плюс|причём|причем|потому|или|просто|зато|кроме того|к тому же|также|тоже|he|she|they|it|and|also|plus|because|or|besides)(?![\p{L}])/iu;
const REACTS =
  /^(?:да|нет|не|ага|угу|ну|понял|поняла|понятно|хорошо|ясно|ой|ох|о|а|спасибо|конечно|ладно|так|тогда|верно|точно|алло|здравствуйте|добрый|yes|yeah|yep|no|nope|right|okay|ok|sure|oh|uh|um|well|thanks|thank|fine|great|perfect|hello|hi|got it|exactly|then)(?![\p{L}])/iu;

/**
 * The probability that each utterance is the manager's. `evidence[i]` is the log-odds of utterance `i` by itself;
 * `texts` are looked at for how one leads to the next. How often people go on speaking is averaged over, by how well
 * each habit explains the call.
 */
export function alternatingSpeakers(texts: string[], evidence: number[]): number[] {
  const isWritten = texts.filter((text) => ENDS_SENTENCE.test(text)).length > texts.length / 2;
  const link = isWritten ? linkOfSentences : linkOfBareWords;
  const links = texts.map((text, at) => (at === 0 ? 0 : link(texts[at - 1] ?? "", text)));
  const likelihood = evidence.map(probability);
  const runs = HABITS.map(({ same, prior }) => {
    const run = forwardBackward(likelihood, probability(same), links.map(Math.exp));
    return { ...run, weight: run.logLikelihood + prior };
  });
  const best = Math.max(...runs.map(({ weight }) => weight));
  const weights = runs.map(({ weight }) => Math.exp(weight - best));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return texts.map(
    (_, at) => runs.reduce((sum, run, of) => sum + (run.manager[at] ?? 0.5) * (weights[of] ?? 0), 0) / total,
  );
}

/**
 * `same`: how often a line is the speaker's of the one before it. `links[i]`: how many times likelier lines `i - 1` and
 * `i` are as one person's than as two's.
 */
function forwardBackward(likelihood: number[], same: number, links: number[]) {
  const forward: number[] = [];
  let logLikelihood = 0;
  for (const [at, manager] of likelihood.entries()) {
    const before = forward[at - 1] ?? 0.5;
    const stays = same * (links[at] ?? 1);
    const fromManager = before * stays + (1 - before) * (1 - same);
    const fromCustomer = before * (1 - same) + (1 - before) * stays;
    const here = at === 0 ? manager : fromManager * manager;
    const total = here + (at === 0 ? 1 - manager : fromCustomer * (1 - manager));
    logLikelihood += Math.log(total);
    forward.push(here / total);
  }
  const manager = [...forward];
  let backward = 0.5;
  for (let at = forward.length - 2; at >= 0; at -= 1) {
    const next = likelihood[at + 1] ?? 0.5;
    const stays = same * (links[at + 1] ?? 1);
    const fromManager = stays * next * backward + (1 - same) * (1 - next) * (1 - backward);
    const fromCustomer = (1 - same) * next * backward + stays * (1 - next) * (1 - backward);
    backward = fromManager / (fromManager + fromCustomer);
    const here = forward[at] ?? 0.5;
    manager[at] = (here * backward) / (here * backward + (1 - here) * (1 - backward));
  }
  return { manager, logLikelihood };
}

/**
 * Logarithm of how many times likelier two lines are as one person's than as two people's. The weights are about those
 * counted between sentences of one turn and between turns.
 */
function linkOfSentences(before: string, text: string): number {
  const asks = text.includes("?");
  let odds = ENDS_ASKING.test(before) ? (asks ? -0.7 : -1.2) : 0.2;
  odds += REACTS.test(text) ? -0.7 : 0.3;
  if (!ENDS_SENTENCE.test(before)) odds += 1.5;
  if (STARTS_LOWER.test(text)) odds += 2;
  if (!before.includes("?") && !asks && GOES_ON.test(text)) odds += 1.3;
  if (before.endsWith("!") && text.endsWith("!")) odds += 0.8;
  return odds;
}

/** As `linkOfSentences`, for texts without punctuation: only words tell. */
function linkOfBareWords(before: string, text: string): number {
  const asked = QUESTION_WORD.test(before);
  return (asked ? -0.8 : 0.1) + (REACTS.test(text) ? -0.7 : 0.2) + (!asked && GOES_ON.test(text) ? 0.8 : 0);
}

function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
