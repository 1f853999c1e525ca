import { type CallReading, countMatches, mentions, says, type Turn, turnsOf } from "./call-reading.ts";
import { notApplicable } from "./contact.ts";
import { cite, citeConcept, type Detector, finding } from "./finding.ts";

/** Kinds of objection, as concepts of the lexicon. */
export const OBJECTION_KINDS = [
  "obj_price",
  "obj_think",
  "obj_ask_other",
  "obj_competitor",
  "obj_no_need",
  "obj_timing",
  "obj_trust",
  "obj_other",
] as const;

/** Kinds that are plain on their own; the others only hint. */
const PLAIN_KINDS = ["obj_price", "obj_think", "obj_ask_other", "obj_no_need"] as const;

/** An objection, the manager's words after it and what the customer then said. */
export interface Objection {
  turn: Turn;
  kind: string;
  /** 0 to 1: how plain an objection it is. */
  weight: number;
  replies: Turn[];
  after: Turn | null;
}

/** The objections of the call in order. */
export function objectionsOf(call: CallReading): Objection[] {
  const found: Objection[] = [];
  for (const [at, turn] of call.turns.entries()) {
    if (turn.role !== "customer") continue;
    const kind = OBJECTION_KINDS.find((concept) => mentions(turn, concept));
    if (!kind) continue;
    const replies: Turn[] = [];
    let next = at + 1;
    while (call.turns[next]?.role === "customer") next += 1;
    for (; call.turns[next]?.role === "manager"; next++) {
      const reply = call.turns[next];
      if (reply) replies.push(reply);
    }
    const after = call.turns[next] ?? null;
    found.push({ turn, kind, weight: weightOf(turn), replies, after });
  }
  return found;
}

function weightOf(turn: Turn): number {
  const plain = PLAIN_KINDS.some((concept) => mentions(turn, concept));
  const kinds = OBJECTION_KINDS.filter((concept) => mentions(turn, concept)).length;
  const asksOnly = turn.text.sentences.every(({ asked }) => asked);
  return (plain ? 1 : 0.4) + (kinds > 1 ? 0.3 : 0) - (asksOnly ? 0.3 : 0);
}

/** Objections this plain make the criterion apply. */
const PLAIN_MIN = 0.7;

/** How good the reply to an objection is: above 2 answered on its merits, around 1 in general words, 0 and below not. */
export function replyQuality({ replies, after, kind }: Objection): number {
  if (replies.length === 0) return 0;
  const words = replies.reduce((sum, { wordCount }) => sum + wordCount, 0);
  const has = (...concepts: string[]) => replies.some((turn) => says(turn, ...concepts));
  const count = (...concepts: string[]) => replies.reduce((sum, turn) => sum + countMatches(turn, ...concepts), 0);
  if (has("insult")) return -3;
  let quality = Math.min(count("argue_value"), 4) * 0.5;
  if (has("ack", "empathy")) quality += 0.75;
  if (has("ask_back", "deep_need")) quality += 0.75;
  if (has("benefit_link")) quality += 0.25;
  if (words >= 14) quality += 0.5;
  if (words >= 28) quality += 0.5;
  if (words < 6) quality -= 0.5;
  quality -= count("dismiss") * 1 + count("blame", "curt", "impatience") * 1;
  quality -= Math.min(count("push", "pressure"), 2) * 0.75;
  quality -= Math.min(count("hedge"), 3) * 0.35;
  if (kind === "obj_think" && has("agreed", "ack") && has("step_contact", "step_action")) quality += 0.5;
  if (after) {
    if (says(after, "softening", "liked", "ready", "ready_step", "satisfied", "thanks_strong", "trust"))
      quality += 0.75;
    else if (mentions(after, "refuse", "dissatisfied", "distrust", "obj_no_need")) quality -= 0.75;
  }
  return quality;
}

/** Were doubts taken seriously and answered? */
export const objectionHandling: Detector = (call) => {
  const plain = objectionsOf(call).filter(({ weight, replies }) => weight >= PLAIN_MIN && replies.length > 0);
  if (plain.length === 0 || turnsOf(call, "manager").length === 0) return notApplicable("objections.na");
  const judged = plain.map((objection) => ({ objection, quality: replyQuality(objection) }));
  const total = judged.reduce((sum, { objection }) => sum + objection.weight, 0);
  const mean = judged.reduce((sum, { objection, quality }) => sum + objection.weight * quality, 0) / total;
  const best = [...judged].sort((a, b) => b.quality - a.quality);
  const worst = [...judged].sort((a, b) => a.quality - b.quality);
  const citeReply = ({ objection }: (typeof judged)[number]) =>
    objection.replies.slice(0, 1).map((turn) => citeConcept(turn, "argue_value", "ask_back", "ack"));
  const worstQuality = worst[0]?.quality ?? 0;
  if (worstQuality <= -1.5 || mean <= 0.35)
    return finding(
      "not_met",
      "objections.brushed_off",
      worst.flatMap(({ objection }) => objection.replies.slice(0, 1).map((turn) => cite(turn))),
    );
  if (mean >= 1.6 || ((best[0]?.quality ?? 0) >= 2.5 && mean >= 1.2))
    return finding("met", "objections.answered", best.flatMap(citeReply));
  return finding("partial", "objections.general", best.flatMap(citeReply));
};
