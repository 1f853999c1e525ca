import type { ReasonKey } from "../report-text/reason-key.ts";
import type { CallReading, Turn } from "./call-reading.ts";
import { COURSE_POINTS } from "./course-points.ts";
import { cite, type Detector, type Finding } from "./finding.ts";
import { placeOfSign, SIGNS, type Sign, signsOf } from "./signs.ts";
import {
  commitments,
  goodWords,
  hints,
  settledDoubts,
  settledSteps,
  type Traces,
  takenUp,
  toldNeeds,
  wishes,
} from "./traces.ts";

/** How a criterion's own signs and the course of the whole call are weighed against each other. */
interface Weighing {
  /** Share of the criterion's own finding, from 0 to 1; the rest is the course's. */
  own: number;
  /** Below this the whole is `not_met`; where none is given, below `NOT_MET_BELOW`. */
  below?: number;
  /** A `met` of its own stays one above this; where none is given, above `MET_ABOVE`. */
  above?: number;
  /** Met unless a fault is found: below this, and not sooner, the course makes it `not_met` without one. */
  fails?: number;
  /** Above this the course makes it `met` where its own signs say less (where none is given it cannot), or no fault. */
  lifts?: number;
  /** It is only lifted where turns show it, if faintly; they are what is cited. */
  traces?: Traces;
}

/** Values of a verdict; below `NOT_MET_BELOW` the whole is `not_met`, above `MET_ABOVE` a `met` of its own stays one. */
const VALUES: Partial<Record<Finding["verdict"], number>> = { met: 1, partial: 0.5, not_met: 0 };
const NOT_MET_BELOW = 0.46;
const MET_ABOVE = 0.52;
/** Where a criterion that is met unless a fault is found shows none, this is enough for a `met`. */
const FAULTLESS_ABOVE = 0.55;
/** How the manager speaks: a sale that goes well proves less of it. */
const MET_IN_SPEECH_ABOVE = 0.66;
const NEVER_MET = Number.POSITIVE_INFINITY;
/** Gross rudeness caps the total: it needs words of its own, however badly the call goes. */
const NEVER_FAILS = Number.NEGATIVE_INFINITY;

const WEIGHINGS: Record<string, Weighing> = {
  greeting_intro: { own: 0.6, below: 0.32, lifts: FAULTLESS_ABOVE },
  need_discovery: { own: 0.3 },
  active_listening: { own: 0.35, below: 0.5, lifts: 0.66, traces: takenUp },
  product_presentation: { own: 0.3 },
  objection_handling: { own: 0.2 },
  next_step: { own: 0.3, lifts: 0.85, traces: settledSteps },
  tone_politeness: { own: 0.35, fails: NEVER_FAILS, lifts: MET_IN_SPEECH_ABOVE },
  speech_clarity: { own: 0.3, fails: 0.46, lifts: MET_IN_SPEECH_ABOVE },
  script_compliance: { own: 0.3, fails: 0.36, lifts: FAULTLESS_ABOVE },
  closing: { own: 0.4, below: 0.3, lifts: 0.72 },
  interest: { own: 0.2, below: 0.48, above: 0.65, lifts: 0.87, traces: wishes },
  trust: { own: 0.2, below: 0.44, above: 0.62, lifts: 0.7, traces: goodWords },
  readiness_to_buy: { own: 0.3, below: 0.4, above: 0.55, lifts: 0.66, traces: commitments },
  satisfaction: { own: 0.2, below: 0.45, above: 0.62 },
  objections_raised: { own: 0.5, below: 0.34, lifts: 0.78, traces: hints },
  mutual_understanding: { own: 0.15, below: 0.41, above: 0.56, lifts: 0.64, traces: takenUp },
  need_uncovered: { own: 0.15, below: 0.5, above: 0.5, lifts: 0.82, traces: toldNeeds },
  value_fit: { own: 0.2, below: 0.42, above: 0.48 },
  objections_resolved: { own: 0.2, below: 0.43, above: 0.48, lifts: 0.72, traces: settledDoubts },
  tone_both_sides: { own: 0.35, fails: NEVER_FAILS, lifts: MET_IN_SPEECH_ABOVE },
  clarity: { own: 0.2, fails: 0.3, lifts: FAULTLESS_ABOVE },
  agreed_outcome: { own: 0.3, below: 0.43, above: 0.48, lifts: 0.85, traces: settledSteps },
};

/** Findings that no course of the call makes up for. */
const GRAVE: ReadonlySet<ReasonKey> = new Set<ReasonKey>([
  "tone.curt",
  "tone.customer",
  "clarity.lost",
  "compliance.unverified",
  "compliance.asked_again",
]);

/** The points of each criterion: the base, then those of the signs in the order of `SIGNS`. */
const POINTS = readPoints();

function readPoints(): Map<string, number[]> {
  const [head = "", ...rows] = COURSE_POINTS.trim().split("\n");
  const columns = head.split(" ").slice(2);
  return new Map(
    rows.map((row) => {
      const [name = "", base = "0", ...points] = row.split(" ");
      const bySign = new Map(columns.map((sign, at) => [sign, Number(points[at])]));
      return [name, [Number(base), ...SIGNS.map((sign) => bySign.get(sign) ?? 0)]];
    }),
  );
}

/** How far the course of the call speaks for a criterion: around 0 against, around 1 for it. */
function courseOf(call: CallReading, name: string): number {
  const [base = 0, ...points] = POINTS.get(name) ?? [];
  return signsOf(call).reduce((sum, sign, at) => sum + sign * (points[at] ?? 0), base) / 100;
}

/**
 * The detector with the course of the whole call weighed in: its own signs are faint in the words of people it has never
 * heard, and good work is seldom good in one respect alone.
 */
export function weighed(name: string, detector: Detector): Detector {
  const weighing = WEIGHINGS[name];
  if (!weighing) return detector;
  return (call) => {
    const found = detector(call);
    const own = VALUES[found.verdict];
    if (own === undefined || found.breach || found.cited.length === 0) return found;
    if (call.isTrial && own < 1 && weighing.lifts === undefined) return found;
    const value = weighing.own * own + (1 - weighing.own) * courseOf(call, name);
    const traces = own < 1 ? tracesOf(call, weighing, value) : [];
    const verdict = verdictOf(value, found, weighing, traces !== null);
    if (verdict === found.verdict) return found;
    const shown = verdict === "met" ? (traces ?? []).map((turn) => cite(turn)) : [];
    const reason = reasonOf(call, name, verdict);
    return { ...found, cited: [...shown, ...found.cited], verdict, absence: verdict === "not_met", reason };
  };
}

/** So many turns can be cited; where more show it the criterion's own signs should. */
const TRACES_MAX = 3;

/** What a lifted `met` rests on; null where it rests on nothing that could be cited. */
function tracesOf(call: CallReading, { lifts, traces }: Weighing, value: number): Turn[] | null {
  if (!traces) return [];
  const found = value > (lifts ?? NEVER_MET) ? traces(call) : [];
  return found.length > 0 && found.length <= TRACES_MAX ? found : null;
}

function verdictOf(value: number, found: Finding, weighing: Weighing, isLiftable: boolean): Weighable {
  const { below, above = MET_ABOVE, fails } = weighing;
  const lifts = (isLiftable ? weighing.lifts : undefined) ?? NEVER_MET;
  if (value < (fails ?? below ?? NOT_MET_BELOW)) return "not_met";
  if (fails !== undefined && (found.verdict === "not_met" || GRAVE.has(found.reason)))
    return found.verdict as Weighable;
  return value > (found.verdict === "met" && fails === undefined ? above : lifts) ? "met" : "partial";
}

type Weighable = "met" | "partial" | "not_met";

/** Signs that say the same of a call, for the reason that is shown. */
const GROUPS = {
  asking: ["asks_early", "customer_asks", "asks_terms", "tells"],
  hearing: ["echo", "sums_up", "reflects", "benefit"],
  figures: ["figures"],
  step: ["contact", "step_time"],
  consent: [
    "agreement",
    "commits",
    "liking",
    "pleased",
    "pleased_end",
    "exclaims",
    "thanks",
    "words_customer",
    "words_customer_end",
  ],
  manners: ["warmth", "cold", "contempt", "boasts", "filler", "vague", "evaded", "pushes"],
} as const satisfies Record<string, readonly Sign[]>;
const HARM_GROUPS = {
  refusal: ["cancel", "denies", "no_need", "leaving", "elsewhere"],
  displeasure: [
    "displeasure",
    "asked_again",
    "confusion",
    "repeats",
    "sour",
    "sour_end",
    "parts_sour",
    "irony",
    "words_customer_low",
  ],
} as const satisfies Record<string, readonly Sign[]>;

/** Names what speaks most for a `met`, or what a weaker verdict lacks most. */
function reasonOf(call: CallReading, name: string, verdict: "met" | "partial" | "not_met"): ReasonKey {
  const [, ...points] = POINTS.get(name) ?? [];
  const signs = signsOf(call);
  const worth = (sign: Sign) => points[placeOfSign(sign)] ?? 0;
  const shown = (sign: Sign) => signs[placeOfSign(sign)] ?? 0;
  const gain = (sign: Sign) => Math.max(0, worth(sign)) * shown(sign);
  const loss = (sign: Sign) => (worth(sign) > 0 ? worth(sign) * (1 - shown(sign)) : -worth(sign) * shown(sign));
  if (verdict === "met") return `course.for.${most(GROUPS, gain)}`;
  return `course.against.${most({ ...GROUPS, ...HARM_GROUPS }, loss)}`;
}

function most<Group extends string>(groups: Record<Group, readonly Sign[]>, worth: (sign: Sign) => number): Group {
  const sums = (Object.entries(groups) as [Group, readonly Sign[]][]).map(([group, signs]) => ({
    group,
    sum: signs.reduce((sum, sign) => sum + worth(sign), 0),
  }));
  return sums.reduce((best, one) => (one.sum > best.sum ? one : best)).group;
}
