import { AppError } from "../errors.ts";
import { CONTENT_MODES, type ContentMode, type Scorecard } from "./scorecard.ts";

/** The scorecard each content mode stands for. */
const SCORECARD_OF_MODE: Record<ContentMode, string> = {
  "Manager+": "manager-plus",
  "Client+": "client-plus",
  Диалог: "dialog",
};

/**
 * The scorecard that is asked for: `scorecard` wins over `content_mode`; both given and contradicting is a fault (DESIGN §2).
 * Throws `invalid_input`.
 */
export function chooseScorecard(
  scorecards: ReadonlyMap<string, Scorecard>,
  { scorecard: key, contentMode }: { scorecard: string | null; contentMode: ContentMode | null },
): Scorecard {
  const chosen = scorecards.get(key ?? SCORECARD_OF_MODE[contentMode ?? CONTENT_MODES[0]]);
  if (!chosen)
    throw new AppError("invalid_input", "There is no such scorecard.", {
      faults: [{ pointer: "/scorecard", detail: `one of ${[...scorecards.keys()].join(", ")}` }],
    });
  if (contentMode && chosen.mode !== contentMode)
    throw new AppError("invalid_input", "The scorecard and the content mode contradict each other.", {
      faults: [{ pointer: "/content_mode", detail: `the scorecard ${chosen.key} is of the mode ${chosen.mode}` }],
    });
  return chosen;
}
