import { scriptCompliance } from "./compliance.ts";
import { speechClarity, tonePoliteness } from "./conduct.ts";
import { closing, greetingIntro } from "./contact.ts";
import { weighed } from "./course.ts";
import { interest, objectionsRaised, readinessToBuy, satisfaction, trust } from "./customer.ts";
import {
  agreedOutcome,
  clarity,
  mutualUnderstanding,
  needUncovered,
  objectionsResolved,
  toneBothSides,
  valueFit,
} from "./dialog.ts";
import type { Detector } from "./finding.ts";
import { activeListening } from "./listening.ts";
import { needDiscovery } from "./needs.ts";
import { nextStep } from "./next-step.ts";
import { objectionHandling } from "./objections.ts";
import { productPresentation } from "./presentation.ts";

/** The built-in detectors by the name a scorecard's criterion gives. */
export const DETECTORS: ReadonlyMap<string, Detector> = new Map(
  Object.entries({
    greeting_intro: greetingIntro,
    need_discovery: needDiscovery,
    active_listening: activeListening,
    product_presentation: productPresentation,
    objection_handling: objectionHandling,
    next_step: nextStep,
    tone_politeness: tonePoliteness,
    speech_clarity: speechClarity,
    script_compliance: scriptCompliance,
    closing,
    interest,
    trust,
    readiness_to_buy: readinessToBuy,
    satisfaction,
    objections_raised: objectionsRaised,
    mutual_understanding: mutualUnderstanding,
    need_uncovered: needUncovered,
    value_fit: valueFit,
    objections_resolved: objectionsResolved,
    tone_both_sides: toneBothSides,
    clarity,
    agreed_outcome: agreedOutcome,
  } satisfies Record<string, Detector>).map(([name, detector]) => [name, weighed(name, detector)]),
);

/** Detectors whose criterion is met unless a fault is found; their `met` rests on no single utterance. */
export const FAULT_FREE: ReadonlySet<string> = new Set([
  "tone_politeness",
  "speech_clarity",
  "script_compliance",
  "tone_both_sides",
  "clarity",
]);
