import { type CallReading, mentions, overlap, says, type Turn } from "./call-reading.ts";

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
  "cold",
  "cancel",
  "refusal",
  "leaving",
  "displeasure",
  "asked_again",
  "confusion",
  "benefit",
  "recaps",
  "no_need",
  "still_asks",
  "pushes",
] as const;
/** The name of a sign. */
export type Sign = (typeof SIGNS)[number];
/** How much of each sign a call shows: from 0 (nothing of it) to 1 (as much as counts). */
export type Signs = Readonly<Record<Sign, number>>;

/** Share of the call after which words count as its end. */
const END_SHARE = 0.65;

/** A single word of the manager («yes», «hello») is no turn of the call's course. */
const MANAGER_WORDS_MIN = 2;

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

/** A sign that counts the turns of one side which say something. */
interface Counted {
  sign: Sign;
  role: Turn["role"];
  /** Only the end of the call counts. */
  atEnd: boolean;
  /** So many turns are as much as counts; with `share`, so large a share of the side's turns. */
  most: number;
  share: boolean;
  concepts: string[];
}

const counted = (role: Turn["role"], sign: Sign, most: number, ...concepts: string[]): Counted => ({
  sign,
  role,
  atEnd: false,
  most,
  share: false,
  concepts,
});
const atEnd = (one: Counted): Counted => ({ ...one, atEnd: true });
const shared = (one: Counted): Counted => ({ ...one, share: true });

const COUNTED: Counted[] = [
  shared(counted("manager", "figures", 0.6, "money", "when_exact")),
  shared(counted("manager", "filler", 0.3, "filler")),
  atEnd(counted("manager", "contact", 2, "step_contact")),
  atEnd(counted("manager", "step_time", 3, "when_clock", "when_exact")),
  atEnd(counted("manager", "warmth", 2, "warm_wish")),
  counted("manager", "cold", 2, "curt", "impatience", "blame", "talk_down", "insult", "threat", "scare"),
  counted("manager", "benefit", 4, "benefit_link"),
  atEnd(counted("customer", "agreement", 3, "agreed")),
  atEnd(counted("customer", "acceptance", 2, "accepted", "ready_step")),
  counted("customer", "liking", 4, "liked", "softening"),
  counted("customer", "trust", 2, "trust"),
  atEnd(counted("customer", "thanks", 2, "thanks", "thanks_strong", "satisfied")),
  atEnd(counted("customer", "cancel", 1, "cancel")),
  atEnd(counted("customer", "refusal", 1, "refuse")),
  atEnd(counted("customer", "leaving", 1, "leaves", "uninterest")),
  counted("customer", "displeasure", 2, "dissatisfied", "tone_complaint", "distrust"),
  counted("customer", "confusion", 3, "confused"),
  counted("customer", "asked_again", 2, "told_again"),
  counted("manager", "recaps", 1, "recap"),
  counted("customer", "no_need", 1, "obj_no_need"),
  counted("manager", "pushes", 1, "push"),
];

/** So many late questions of the customer are as much as counts. */
const STILL_ASKS_MOST = 3;

/** What each turn counts for, a bit for each of `COUNTED`, and one more when it asks something. */
const bitsOfTurns = new WeakMap<Turn, number>();
const ASKS_BIT = 1 << COUNTED.length;

function bitsOf(call: CallReading, turn: Turn): number {
  const read = bitsOfTurns.get(turn);
  if (read !== undefined) return read;
  let bits = asksIn(call, turn) ? ASKS_BIT : 0;
  for (const [at, { role, share, concepts }] of COUNTED.entries())
    if (role === turn.role && (share ? mentions(turn, ...concepts) : says(turn, ...concepts))) bits |= 1 << at;
  bitsOfTurns.set(turn, bits);
  return bits;
}

function readSigns(call: CallReading): Signs {
  const turns = call.turns.filter(({ role, wordCount }) => role === "customer" || wordCount >= MANAGER_WORDS_MIN);
  const from = Math.floor(turns.length * END_SHARE);
  const counts = COUNTED.map(() => 0);
  let stillAsking = 0;
  for (const [place, turn] of turns.entries()) {
    const bits = bitsOf(call, turn);
    if (place >= from && turn.role === "customer" && bits & ASKS_BIT) stillAsking += 1;
    for (let at = 0; at < COUNTED.length; at++)
      if (bits & (1 << at) && (place >= from || !COUNTED[at]?.atEnd)) counts[at] = (counts[at] ?? 0) + 1;
  }
  const managers = turns.filter(({ role }) => role === "manager");
  const sides = { manager: Math.max(1, managers.length), customer: Math.max(1, turns.length - managers.length) };
  const early = managers.slice(0, Math.ceil(managers.length / 2));
  const taken = takeUps(call);
  const signs: Partial<Record<Sign, number>> = {
    asks_early: early.filter((turn) => bitsOf(call, turn) & ASKS_BIT).length / Math.max(1, early.length),
    asks_on: Math.min(taken.askedOn / sides.manager / 0.4, 1),
    echo: Math.min(taken.echoed / sides.manager / 3, 1),
    sums_up: Math.min(taken.summedUp / 7, 1),
    still_asks: Math.min(stillAsking / STILL_ASKS_MOST, 1),
  };
  for (const [at, { sign, role, most, share }] of COUNTED.entries())
    signs[sign] = Math.min((counts[at] ?? 0) / (share ? sides[role] : 1) / most, 1);
  return signs as Signs;
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
    if (last.some(({ content }) => overlap(turn.content, content) > 0) && bitsOf(call, turn) & ASKS_BIT)
      found.askedOn += 1;
  }
  return found;
}
