import { DETECTORS } from "./detectors/detectors.ts";
import type { Scorecard } from "./scorecard.ts";

/** What the rules judge cannot judge of a scorecard and why, one sentence each; none for a scorecard it knows whole. */
export function unjudgedCriteria({ key, criteria }: Scorecard): string[] {
  const blind = criteria.filter(({ detector }) => detector === undefined).map((criterion) => criterion.key);
  const misnamed = criteria.filter(({ detector }) => detector !== undefined && !DETECTORS.has(detector));
  return [
    ...(blind.length > 0 ? [`The rules judge cannot judge ${blind.join(", ")} of ${key}: no detector.`] : []),
    ...misnamed.map(
      (criterion) =>
        `The rules judge cannot judge ${criterion.key} of ${key}: there is no detector ${criterion.detector}, ` +
        `only ${[...DETECTORS.keys()].join(", ")}.`,
    ),
  ];
}
