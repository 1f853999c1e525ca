import { asksIn, readAnswers } from "./answers.ts";
import { type CallReading, mentions, says, type Turn } from "./call-reading.ts";

/** Signs of how a call goes that hold in every trade. */
export const SIGNS = [
  "asks_early",
  "echo",
  "reflects",
  "sums_up",
  "customer_asks",
  "asks_terms",
  "tells",
  "still_asks",
  "repeats",
  "evaded",
  "figures",
  "vague",
  "filler",
  "terse",
  "contact",
  "step_time",
  "warmth",
  "cold",
  "pushes",
  "contempt",
  "boasts",
  "benefit",
  "agreement",
  "commits",
  "liking",
  "pleased",
  "pleased_end",
  "exclaims",
  "thanks",
  "sour",
  "sour_end",
  "parts_sour",
  "denies",
  "cancel",
  "leaving",
  "elsewhere",
  "irony",
  "displeasure",
  "confusion",
  "asked_again",
  "no_need",
  "words_customer",
  "words_customer_end",
  "words_customer_low",
] as const;
/** The name of a sign. */
export type Sign = (typeof SIGNS)[number];
/** How much of each sign a call shows, in the order of `SIGNS`: from 0 (nothing of it) to 1 (as much as counts). */
export type Signs = readonly number[];

const PLACES = new Map<Sign, number>(SIGNS.map((sign, place) => [sign, place]));

/** Where a sign stands among all. */
export function placeOfSign(sign: Sign): number {
  return PLACES.get(sign) ?? 0;
}

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

/** A sign that counts the turns of one side which say something. */
interface Counted {
  sign: Sign;
  place: number;
  role: Turn["role"];
  /** Only the end of the call counts. */
  atEnd: boolean;
  /** So many turns are as much as counts; with `share`, so large a share of the side's turns. */
  most: number;
  share: boolean;
  /** Words count that are negated too. */
  evenNegated: boolean;
  concepts: string[];
}

const counted = (role: Turn["role"], sign: Sign, most: number, ...concepts: string[]): Counted => ({
  sign,
  place: placeOfSign(sign),
  role,
  atEnd: false,
  most,
  share: false,
  evenNegated: false,
  concepts,
});
const atEnd = (one: Counted): Counted => ({ ...one, atEnd: true });
const shared = (one: Counted): Counted => ({ ...one, share: true });
const evenNegated = (one: Counted): Counted => ({ ...one, evenNegated: true });

const COUNTED: Counted[] = [
  evenNegated(shared(counted("manager", "figures", 0.6, "money", "when_exact"))),
  evenNegated(shared(counted("manager", "filler", 0.3, "filler"))),
  evenNegated(shared(counted("manager", "vague", 0.5, "vague"))),
  atEnd(counted("manager", "contact", 2, "step_contact")),
  atEnd(counted("manager", "step_time", 3, "when_clock", "when_exact")),
  atEnd(counted("manager", "warmth", 2, "warm_wish")),
  counted("manager", "cold", 2, "curt", "impatience", "blame", "talk_down", "insult", "threat", "scare"),
  evenNegated(counted("manager", "contempt", 3, "contempt")),
  evenNegated(shared(counted("manager", "boasts", 0.3, "boasts"))),
  counted("manager", "benefit", 4, "benefit_link"),
  counted("manager", "pushes", 1, "push"),
  atEnd(counted("customer", "agreement", 3, "agreed")),
  counted("customer", "liking", 4, "liked", "softening"),
  atEnd(counted("customer", "thanks", 2, "thanks", "thanks_strong", "satisfied")),
  atEnd(counted("customer", "cancel", 1, "cancel")),
  atEnd(counted("customer", "leaving", 1, "leaves", "uninterest")),
  evenNegated(atEnd(shared(counted("customer", "elsewhere", 0.5, "elsewhere")))),
  evenNegated(counted("customer", "irony", 3, "irony")),
  counted("customer", "displeasure", 2, "dissatisfied", "tone_complaint", "distrust"),
  counted("customer", "confusion", 3, "confused"),
  counted("customer", "asked_again", 2, "told_again"),
  counted("customer", "no_need", 1, "obj_no_need"),
  evenNegated(atEnd(shared(counted("customer", "denies", 1, "says_no")))),
  evenNegated(shared(counted("customer", "sour", 0.6, "sour"))),
  evenNegated(atEnd(shared(counted("customer", "sour_end", 1, "sour")))),
  shared(counted("customer", "pleased", 0.6, "pleased")),
  atEnd(shared(counted("customer", "pleased_end", 1, "pleased"))),
  atEnd(counted("customer", "commits", 3, "ready", "purchase", "own_promise")),
];

/** How the customer's words lean, from what counts for nothing to what is as much as counts, in hundredths. */
interface Leaning {
  sign: Sign;
  /** The mean of the turns, of those at the end, or of the worst quarter. */
  of: "all" | "end" | "low";
  from: number;
  to: number;
}

const LEANINGS: Leaning[] = [
  { sign: "words_customer", of: "all", from: 53, to: 70 },
  { sign: "words_customer_end", of: "end", from: 48, to: 75 },
  { sign: "words_customer_low", of: "low", from: 33, to: 57 },
];
/** Share of the turns that are the worst. */
const LOW_SHARE = 0.25;

/** So many late questions of the customer are as much as counts. */
const STILL_ASKS_MOST = 3;
/** A customer who says so many words a turn tells as much as counts. */
const TELLING_WORDS = 15;
/** The customer's last turns, in which a sour word stays in the ear. */
const PARTING_TURNS = 3;
/** A manager's turn of so few words is terse. */
const TERSE_WORDS = 5;

/** In `Turn.signBits`: a bit for each of `COUNTED`, and one more when it asks something. */
const ASKS_BIT = 1 << COUNTED.length;
const bitOf = (sign: Sign) => 1 << COUNTED.findIndex((one) => one.sign === sign);
const SOUR_BIT = bitOf("sour");
const PLEASED_BIT = bitOf("pleased");

function bitsOf(call: CallReading, turn: Turn): number {
  turn.signBits ??= readBits(call, turn);
  return turn.signBits;
}

function readBits(call: CallReading, turn: Turn): number {
  let bits = asksIn(call, turn) ? ASKS_BIT : 0;
  for (const [at, { role, evenNegated, concepts }] of COUNTED.entries())
    if (role === turn.role && (evenNegated ? mentions(turn, ...concepts) : says(turn, ...concepts))) bits |= 1 << at;
  return bits;
}

function readSigns(call: CallReading): Signs {
  const turns = call.turns.filter(({ role, wordCount }) => role === "customer" || wordCount >= MANAGER_WORDS_MIN);
  const from = Math.floor(turns.length * END_SHARE);
  const managers = byRole(turns, "manager");
  const customers = byRole(turns, "customer");
  const late = turns.slice(from);
  const sizes = { all: sidesOf(turns), end: sidesOf(late) };
  const asking = (some: Turn[]) => some.filter((turn) => bitsOf(call, turn) & ASKS_BIT).length;
  const answers = readAnswers(call);
  const parting = customers.slice(-PARTING_TURNS).filter((turn) => {
    const bits = bitsOf(call, turn);
    return bits & SOUR_BIT && !(bits & PLEASED_BIT);
  });
  const early = managers.slice(0, Math.ceil(managers.length / 2));
  const named: Partial<Record<Sign, number>> = {
    asks_early: asking(early) / Math.max(1, early.length),
    customer_asks: upTo(asking(customers) / sizes.all.customer, 0.6),
    asks_terms: upTo(answers.askedTerms, 3),
    tells: upTo(customers.reduce((sum, { wordCount }) => sum + wordCount, 0) / sizes.all.customer, TELLING_WORDS),
    still_asks: upTo(asking(late.filter(({ role }) => role === "customer")), STILL_ASKS_MOST),
    echo: upTo(answers.echoed / sizes.all.manager, 3),
    reflects: upTo(answers.reflected, 3),
    sums_up: upTo(answers.summedUp, 7),
    repeats: upTo(answers.askedAgain, 4),
    evaded: upTo(answers.evaded, 2),
    terse: managers.filter(({ wordCount }) => wordCount <= TERSE_WORDS).length / sizes.all.manager,
    exclaims: upTo(customers.filter(({ utterance }) => utterance.text.includes("!")).length / sizes.all.customer, 0.3),
    parts_sour: parting.length / PARTING_TURNS,
  };
  const signs = SIGNS.map((sign) => named[sign] ?? 0);
  const counts = countTurns(call, turns, from);
  for (const [at, { place, role, most, share, atEnd }] of COUNTED.entries())
    signs[place] = upTo((counts[at] ?? 0) / (share ? (atEnd ? sizes.end : sizes.all)[role] : 1), most);
  const spoken = { all: customers, end: byRole(late, "customer") };
  for (const { sign, of, from: nothing, to } of LEANINGS)
    signs[placeOfSign(sign)] = upTo(Math.max(0, leaning(spoken, of) - nothing), to - nothing);
  return signs;
}

function byRole(turns: Turn[], role: Turn["role"]): Turn[] {
  return turns.filter((turn) => turn.role === role);
}

/** Where nobody says anything, words lean neither way. */
const NEITHER = 50;

function leaning({ all, end }: { all: Turn[]; end: Turn[] }, of: Leaning["of"]): number {
  const counted = of !== "end" ? all : end.length > 0 ? end : all.slice(-1);
  const sorted = counted.map((turn) => turn.leaning);
  if (of === "low") sorted.sort((a, b) => a - b).splice(Math.max(1, Math.floor(sorted.length * LOW_SHARE)));
  return sorted.length === 0 ? NEITHER : sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
}

/** For each of `COUNTED`, the turns that count for it. */
function countTurns(call: CallReading, turns: Turn[], from: number): number[] {
  const counts = COUNTED.map(() => 0);
  for (const [place, turn] of turns.entries()) {
    const bits = bitsOf(call, turn);
    for (let at = 0; at < COUNTED.length; at++)
      if (bits & (1 << at) && (place >= from || !COUNTED[at]?.atEnd)) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function sidesOf(turns: Turn[]): Record<Turn["role"], number> {
  const managers = turns.filter(({ role }) => role === "manager").length;
  return { manager: Math.max(1, managers), customer: Math.max(1, turns.length - managers) };
}

/** The part of what counts at most, from 0 to 1. */
function upTo(count: number, most: number): number {
  return Math.min(count / most, 1);
}
