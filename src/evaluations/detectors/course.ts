import type { ReasonKey } from "../report-text/reason-key.ts";
import type { CallReading } from "./call-reading.ts";
import { COURSE_POINTS } from "./course-points.ts";
import type { Detector, Finding } from "./finding.ts";
import { SIGNS, type Sign, signsOf } from "./signs.ts";

/** How a criterion's own signs and the course of the whole call are weighed against each other. */
interface Weighing {
  /** Share of the criterion's own finding, from 0 to 1; the rest is the course's. */
  own: number;
  /** Below this the whole is `not_met`; where none is given, below `NOT_MET_BELOW`. */
  below?: number;
  /** Met unless a fault is found: below this, and not sooner, the course makes it `not_met` without one. */
  fails?: number;
  /** Above this the course makes it `met` where its own signs say less (where none is given it cannot), or no fault. */
  lifts?: number;
}

/** Values of a verdict; below `NOT_MET_BELOW` the whole is `not_met`, above `MET_ABOVE` a `met` of its own stays one. */
const VALUES: Partial<Record<Finding["verdict"], number>> = { met: 1, partial: 0.5, not_met: 0 };
const NOT_MET_BELOW = 0.53;
const MET_ABOVE = 0.55;
/** How the manager speaks: a sale that goes well proves less of it. */
const MET_IN_SPEECH_ABOVE = 0.66;
const NEVER = Number.NEGATIVE_INFINITY;
const NEVER_MET = Number.POSITIVE_INFINITY;

const WEIGHINGS: Record<string, Weighing> = {
  greeting_intro: { own: 0.6, below: 0.3, lifts: MET_ABOVE },
  need_discovery: { own: 0.3 },
  active_listening: { own: 0.35 },
  product_presentation: { own: 0.3 },
  objection_handling: { own: 0.2 },
  next_step: { own: 0.3 },
  tone_politeness: { own: 0.35, fails: NEVER, lifts: MET_IN_SPEECH_ABOVE },
  speech_clarity: { own: 0.3, fails: 0.36, lifts: MET_IN_SPEECH_ABOVE },
  script_compliance: { own: 0.3, fails: 0.36, lifts: MET_ABOVE },
  closing: { own: 0.4, below: 0.3, lifts: MET_ABOVE },
  interest: { own: 0.2 },
  trust: { own: 0.2, below: 0.45 },
  readiness_to_buy: { own: 0.3, below: 0.45 },
  satisfaction: { own: 0.2, below: 0.5 },
  objections_raised: { own: 0.5, lifts: MET_ABOVE },
  mutual_understanding: { own: 0.15 },
  need_uncovered: { own: 0.15 },
  value_fit: { own: 0.2 },
  objections_resolved: { own: 0.2 },
  tone_both_sides: { own: 0.35, fails: NEVER, lifts: MET_ABOVE },
  clarity: { own: 0.2, fails: 0.36, lifts: MET_ABOVE },
  agreed_outcome: { own: 0.3 },
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
  const signs = signsOf(call);
  return SIGNS.reduce((sum, sign, at) => sum + signs[sign] * (points[at] ?? 0), base) / 100;
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
    const verdict = verdictOf(value, found, weighing);
    if (verdict === found.verdict) return found;
    return { ...found, verdict, absence: verdict === "not_met", reason: reasonOf(call, name, verdict) };
  };
}

function verdictOf(value: number, { verdict, reason }: Finding, { below, fails, lifts }: Weighing): Weighable {
  if (value < (fails ?? below ?? NOT_MET_BELOW)) return "not_met";
  if (fails !== undefined && (verdict === "not_met" || GRAVE.has(reason))) return verdict as Weighable;
  return value > (verdict === "met" && fails === undefined ? MET_ABOVE : (lifts ?? NEVER_MET)) ? "met" : "partial";
}

type Weighable = "met" | "partial" | "not_met";

/** Signs that say the same of a call, for the reason that is shown. */
const GROUPS = {
  asking: ["asks_early", "asks_on"],
  hearing: ["echo", "sums_up", "recaps", "benefit"],
  figures: ["figures"],
  step: ["contact", "step_time"],
  consent: ["agreement", "acceptance", "liking", "trust", "thanks"],
  manners: ["warmth", "cold", "filler", "pushes"],
} as const satisfies Record<string, readonly Sign[]>;
const HARM_GROUPS = {
  refusal: ["cancel", "refusal", "no_need", "leaving"],
  displeasure: ["displeasure", "asked_again", "confusion"],
} as const satisfies Record<string, readonly Sign[]>;

/** Names what speaks most for a `met`, or what a weaker verdict lacks most. */
function reasonOf(call: CallReading, name: string, verdict: "met" | "partial" | "not_met"): ReasonKey {
  const [, ...points] = POINTS.get(name) ?? [];
  const signs = signsOf(call);
  const gain = (sign: Sign) => Math.max(0, points[SIGNS.indexOf(sign)] ?? 0) * signs[sign];
  const loss = (sign: Sign) => {
    const worth = points[SIGNS.indexOf(sign)] ?? 0;
    return worth > 0 ? worth * (1 - signs[sign]) : -worth * signs[sign];
  };
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
