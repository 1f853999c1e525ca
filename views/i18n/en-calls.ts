import { formatCount } from "./format.ts";
import type { ruCalls } from "./ru-calls.ts";

/** English texts of calls that came from elsewhere. */
export const enCalls: typeof ruCalls = {
  callsSource: "From",
  sourceNames: { api: "Direct", default: "Common webhook" },
  callWaits: "Waits",
  callWaitsFor: {
    awaiting_recording: "Waiting for the recording",
    awaiting_details: "Waiting for details",
  },
  callWaitsAbout: {
    awaiting_recording:
      "We were told of the call, and its recording has not come yet. It is waited for a day and worked on as soon as it is there; after that the call is marked as skipped.",
    awaiting_details:
      "A rule of the source asks for more than was told of the call so far. It goes on when the source sends the rest.",
  },
  skipReasons: {
    no_recording: "the recording never came",
    too_short: "shorter than the rule wants",
    direction: "calls of this direction are left out",
    internal: "internal call",
    voicemail: "voicemail",
    manager: "this manager is left out",
    tag: "by its tag",
  },
  skippedAbout: {
    no_recording:
      "The source told of the call, but sent no recording within a day. Should it come later, the call will be worked on.",
    other: "A rule of the source says so. It can be changed; new calls will follow it.",
  },
  includeCall: "Audit it all the same",
  includeLookAgain: "Look for the recording again",
  includeNote:
    "This call will be audited whatever the rule says, and no later message of its source leaves it out again.",
  includeForgotten:
    "The address of a skipped call's recording is kept for a day, and is gone. Upload the file on the page “Check” to audit it.",
  includeNothing: "It has no recording, so it cannot be audited all the same.",
  openSourceRules: "Rules of the source",
  furtherEvaluations: (value: number) =>
    formatCount("en", value, { one: "more evaluation", other: "more evaluations" }),
  shownAbove: "shown above",
  earlierShown: {
    skipped: "Below is the earlier evaluation: the call was skipped after it.",
    ended: "Below is the earlier evaluation: newer work on the call came to no end.",
    atWork: "Below is the earlier evaluation: a new one is at work.",
  },
};
