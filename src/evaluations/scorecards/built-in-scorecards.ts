import { Scorecard } from "../scorecard.ts";
import clientPlus from "./client-plus.json" with { type: "json" };
import dialog from "./dialog.json" with { type: "json" };
import managerPlus from "./manager-plus.json" with { type: "json" };

/** The scorecards every installation has, one per content mode, Manager+ first. A changed text needs a new revision. */
export const BUILT_IN_SCORECARDS: readonly Scorecard[] = [managerPlus, clientPlus, dialog].map((document) =>
  Scorecard.parse(document),
);
