import { formatCount } from "./format.ts";
import type { ruSetAside } from "./ru-set-aside.ts";

const count = (value: number, one: string, other: string) => formatCount("en", value, { one, other });
const missed = (left: number) =>
  left === 0 ? "" : ` ${count(left, "other needed", "others needed")} nothing: it is at work already, or gone.`;

/** English texts of the page of what failed. */
export const enSetAside: typeof ruSetAside = {
  setAsideTitle: "What failed",
  setAsideLead:
    "What will not go on by itself: why, which call, and what can be done. Starting again never pays anew for what is done.",
  setAsideEmpty: "Everything worked",
  setAsideEmptyAbout: "No work was set aside and no call failed. What fails will stand here with its reason.",
  setAsideNone: "Nothing in this group.",
  setAsideJobs: "Set aside by the queue",
  setAsideJobsAbout:
    "The work broke off in a way that is not repeated without a person. Given up, the call stays among those that failed.",
  setAsideCalls: "Calls that failed",
  setAsideCallsAbout:
    "The queue does not hold them any more. They can be started while there is a recording or a transcript.",
  setAsideArrivals: "Sent and not read",
  setAsideArrivalsAbout:
    "A PBX or CRM sent what cannot be understood, so no call came of it. Show it to whoever set the sender up. Kept for 30 days.",
  setAsideHead: { call: "Call", source: "Source", when: "When", reason: "Why", act: "What to do" },
  setAsideTries: (starts: number, crashes: number) =>
    `${count(starts, "try", "tries")}${crashes > 0 ? `, ${count(crashes, "crash", "crashes")}` : ""}`,
  setAsideDetails: "Details",
  setAsideActs: { replay: "Start again", discard: "Give up", forget: "Remove" },
  setAsideActAll: { replay: "start all", discard: "give all up", forget: "remove all" },
  setAsideOther: "a fault of ours",
  setAsideNothingLeft: "Nothing is left to start from: send the call again.",
  setAsideDone: {
    replay: (done: number, left: number) => `Started again: ${count(done, "call", "calls")}.${missed(left)}`,
    discard: (done: number, left: number) => `Given up: ${count(done, "job", "jobs")}.${missed(left)}`,
    forget: (done: number, _left: number) => `Removed: ${count(done, "arrival", "arrivals")}.`,
  },
};
