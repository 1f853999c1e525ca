import { type CallReading, mentions, overlap, says, type Turn, turnsOf } from "./call-reading.ts";

/** Signs of how a call goes that hold in every trade. */
export const SIGNS = [
  "asks_early",
  "asks_on",
  "echo",
  "sums_up",
  "figures",
  "contact",
  "step_time",
  "agreement",
  "acceptance",
  "liking",
  "trust",
  "warmth",
  "thanks",
  "filler",
  "curt",
  "cancel",
  "refusal",
  "leaving",
  "displeasure",
  "asked_again",
  "confusion",
  "benefit",
] as const;
/** The name of a sign. */
export type Sign = (typeof SIGNS)[number];
/** How much of each sign a call shows: from 0 (nothing of it) to 1 (as much as counts). */
export type Signs = Readonly<Record<Sign, number>>;

/** Share of the call after which words count as its end. */
const END_SHARE = 0.65;

const known = new WeakMap<CallReading, Signs>();

/** The signs of a call; read once. */
export function signsOf(call: CallReading): Signs {
  let signs = known.get(call);
  if (!signs) {
    signs = readSigns(call);
    known.set(call, signs);
  }
  return signs;
}

/** Whether a turn asks something, with or without a question mark. */
export function asksIn(call: CallReading, turn: Turn): boolean {
  if (call.isPunctuated) return turn.text.sentences.some(({ asked }) => asked);
  return turn.role === "manager" ? mentions(turn, "interrogative", "deep_need", "tell_me") : says(turn, "asks");
}

function readSigns(call: CallReading): Signs {
  const managers = turnsOf(call, "manager");
  const customers = turnsOf(call, "customer");
  const end = call.turns.slice(Math.floor(call.turns.length * END_SHARE));
  const endM = end.filter(({ role }) => role === "manager");
  const endC = end.filter(({ role }) => role === "customer");
  const taken = takeUps(call);
  const early = managers.slice(0, Math.ceil(managers.length / 2));
  const share = (turns: Turn[], counts: (turn: Turn) => boolean) =>
    turns.length === 0 ? 0 : turns.filter(counts).length / turns.length;
  const some = (turns: Turn[], most: number, ...concepts: string[]) =>
    Math.min(turns.filter((turn) => says(turn, ...concepts)).length / most, 1);
  const dense = (turns: Turn[], most: number, ...concepts: string[]) =>
    Math.min(share(turns, (turn) => mentions(turn, ...concepts)) / most, 1);
  return {
    asks_early: share(early, (turn) => asksIn(call, turn)),
    asks_on: Math.min(taken.askedOn / Math.max(1, managers.length) / 0.4, 1),
    echo: Math.min(taken.echoed / Math.max(1, managers.length) / 3, 1),
    sums_up: Math.min(taken.summedUp / 7, 1),
    figures: dense(managers, 0.6, "money", "when_exact"),
    contact: some(endM, 2, "step_contact"),
    step_time: some(endM, 3, "when_clock", "when_exact"),
    agreement: some(endC, 3, "agreed"),
    acceptance: some(endC, 2, "accepted", "ready_step"),
    liking: some(customers, 4, "liked", "softening"),
    trust: some(customers, 2, "trust"),
    warmth: some(endM, 2, "warm_wish"),
    filler: dense(managers, 0.3, "filler"),
    curt: some(managers, 2, "curt"),
    cancel: some(endC, 1, "cancel"),
    refusal: some(endC, 1, "refuse"),
    leaving: some(endC, 1, "leaves", "uninterest"),
    displeasure: some(customers, 2, "dissatisfied", "tone_complaint", "distrust"),
    confusion: some(customers, 3, "confused"),
    asked_again: some(customers, 2, "told_again"),
    benefit: some(managers, 4, "benefit_link"),
    thanks: some(endC, 2, "thanks", "thanks_strong", "satisfied"),
  };
}

/** Customer turns back within which words taken up count as an echo, and a question as one that follows up. */
const ECHO_REACH = 4;
const FOLLOW_REACH = 2;

/** How often the manager's turns hold what the customer said shortly before. */
function takeUps(call: CallReading) {
  const recent: Turn[] = [];
  const found = { askedOn: 0, echoed: 0, summedUp: 0 };
  for (const turn of call.turns) {
    if (turn.role === "customer") {
      recent.push(turn);
      continue;
    }
    const near = recent.slice(-ECHO_REACH);
    let echoed = 0;
    for (const stem of turn.content) if (near.some(({ content }) => content.has(stem))) echoed += 1;
    found.echoed += echoed;
    found.summedUp = Math.max(found.summedUp, echoed);
    const last = near.slice(-FOLLOW_REACH);
    if (last.some(({ content }) => overlap(turn.content, content) > 0) && asksIn(call, turn)) found.askedOn += 1;
  }
  return found;
}
