import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/**
 * The labelled sets: `a` is the given one; of our own, rules are tuned on `tune`, `once-held` (the folder `held`, of which
 * only sums were looked at until its turn came) and `wide`, and `wide-held` is only measured. `wide` is one folder, of
 * which the dialogues from `HELD_FROM` on are held.
 */
export const LABELLED_SETS = ["a", "tune", "once-held", "wide", "wide-held"] as const;
export type LabelledSet = (typeof LABELLED_SETS)[number];

/** Whether nobody reads the dialogues of a set, so that only sums of it are shown. */
export function isHeld(set: LabelledSet): boolean {
  return set === "wide-held";
}

/** The number of the first dialogue of `wide` that nobody reads. */
const HELD_FROM = 189;

/** Keys of the built-in scorecards, in the order in which results are shown. */
export const BUILT_IN_KEYS = ["manager-plus", "client-plus", "dialog"] as const;
export type BuiltInKey = (typeof BUILT_IN_KEYS)[number];

/** What the rater says of one criterion. `turn` counts from 1 and is null where nothing is quoted (`na`). */
export interface CriterionLabel {
  status: "met" | "partial" | "not_met" | "na";
  quote: string | null;
  turn: number | null;
}

/** One dialogue with its labels. */
export interface LabelledDialogue {
  id: string;
  set: LabelledSet;
  /** The file as it lies there, decoded as UTF-8 (a byte order mark stays). */
  text: string;
  language: string;
  scorable: boolean;
  /** Why not, where the rater says so; null for scorable dialogues too. */
  unscorableReason: string | null;
  turnCount: number;
  /** One letter a turn: M manager, C customer, S machine, X another person. */
  turnRoles: string;
  flags: { complianceBreach: boolean; injection: boolean };
  /** Turns that hold what a flag names. */
  flagTurns: number[];
  /** Percent, both ends included; null where no score may be given. */
  expected: Record<BuiltInKey, [number, number] | null>;
  /** Labels by scorecard and criterion; empty where the set has none for a scorecard. */
  labels: Record<BuiltInKey, Record<string, CriterionLabel>>;
  /** 0 is the best group of managers of the set; null for dialogues that stand in none. */
  tier: number | null;
}

const Interval = z.tuple([z.number(), z.number()]).nullable();
const Label = z.object({
  status: z.enum(["met", "partial", "not_met", "na"]),
  quote: z.string().nullable(),
  turn: z.number().nullable(),
});
const LabelFile = z.object({
  manager_criteria: z.array(z.string()),
  client_criteria: z.array(z.string()),
  manager_rank_tiers: z.array(z.array(z.string())),
  dialogs: z.record(
    z.string(),
    z.object({
      file: z.string(),
      language: z.string(),
      scorable: z.boolean(),
      unscorable_reason: z.string().nullish(),
      turn_count: z.number(),
      turn_roles: z.string(),
      flags: z.object({ compliance_breach: z.boolean(), injection: z.boolean(), voicemail: z.boolean() }),
      flag_evidence: z.record(z.string(), z.object({ turn: z.number() })).nullish(),
      expected: z.object({ manager_plus: Interval, client_plus: Interval, dialog: Interval }),
      criteria: z.record(z.string(), Label).nullish(),
      dialog_criteria: z.record(z.string(), Label).nullish(),
    }),
  ),
});
type RawDialogue = z.infer<typeof LabelFile>["dialogs"][string];

/** The rater's words for our reason codes, where they differ. */
const REASONS: Record<string, string> = { not_a_sales_conversation: "not_sales" };

const FOLDERS: Record<LabelledSet, string> = {
  a: "",
  tune: "own/tune/",
  "once-held": "own/held/",
  wide: "own/wide/",
  "wide-held": "own/wide/",
};

/** Reads a set in the order of its label file; an empty list when the set is not in this checkout. */
export function readLabelledSet(set: LabelledSet): LabelledDialogue[] {
  const folder = fixture(FOLDERS[set]);
  const labels = new URL("labels.json", folder);
  if (!existsSync(labels)) return [];
  const file = LabelFile.parse(JSON.parse(readFileSync(labels, "utf8")));
  const dialogs = Object.entries(file.dialogs).filter(([id]) => standsIn(set, id));
  return dialogs.map(([id, raw]) => {
    const tier = file.manager_rank_tiers.findIndex((group) => group.includes(id));
    return {
      id,
      set,
      text: readFileSync(new URL(raw.file, folder), "utf8"),
      language: raw.language,
      scorable: raw.scorable,
      unscorableReason: raw.scorable ? null : reasonOf(raw),
      turnCount: raw.turn_count,
      turnRoles: raw.turn_roles,
      flags: { complianceBreach: raw.flags.compliance_breach, injection: raw.flags.injection },
      flagTurns: Object.values(raw.flag_evidence ?? {}).map(({ turn }) => turn),
      expected: {
        "manager-plus": raw.expected.manager_plus,
        "client-plus": raw.expected.client_plus,
        dialog: raw.expected.dialog,
      },
      labels: {
        "manager-plus": only(raw.criteria, file.manager_criteria),
        "client-plus": only(raw.criteria, file.client_criteria),
        dialog: raw.dialog_criteria ?? {},
      },
      tier: tier === -1 ? null : tier,
    };
  });
}

/** Whether a dialogue of a set's folder belongs to the set: `wide` is parted by number. */
function standsIn(set: LabelledSet, id: string): boolean {
  if (set !== "wide" && set !== "wide-held") return true;
  return Number(id.match(/\d+/)?.[0] ?? 0) >= HELD_FROM === isHeld(set);
}

/** The folder or file of the fixtures, from the sources and from the built files alike. */
export function fixture(path: string): URL {
  const root = import.meta.url.includes("/dist/test/") ? "../../../test/fixtures/" : "../fixtures/";
  return new URL(path, new URL(root, import.meta.url));
}

function reasonOf({ unscorable_reason: reason, flags }: RawDialogue): string | null {
  if (reason) return REASONS[reason] ?? reason;
  return flags.voicemail ? "voicemail" : null;
}

function only(labels: RawDialogue["criteria"], keys: string[]): Record<string, CriterionLabel> {
  return Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => keys.includes(key)));
}
