import { formatCount } from "./format.ts";
import type { ruSpend } from "./ru-spend.ts";

const count = (value: number, one: string, other: string) => formatCount("en", value, { one, other });

/** English texts of the page of what is paid for, and of what stops paid requests. */
export const enSpend: typeof ruSpend = {
  spendAlerts: {
    budget_exhausted: "Today's budget is used up.",
    provider_paused: "The model's service asks to wait.",
    provider_down: "The model's service does not work.",
    quota_exhausted: "The account at the model's service has no money left or reached its limit.",
    key_refused: "The model's service refused the key.",
  },
  spendWaits: (stages) => `Waiting: ${stages.join(", ")}. Nothing is lost.`,
  spendUntil: (when) => `It goes on ${when}.`,
  spendAlertLink: "Spend",
  spendStages: { judge: "scoring", transcribe: "transcription" },

  spendTitle: "Spend",
  spendLead: (days) => `What requests to models cost in ${count(days, "day", "days")}: by day, source, model and call.`,
  spendEmpty: "There were no paid requests",
  spendEmptyAbout: "The rules judge costs nothing. Spend appears here once a model scores or transcribes.",
  spendTodayTitle: "Today",
  spendOfBudget: (begun, budget) => `${begun} of ${budget}`,
  spendNoBudget: (begun) => `${begun}, without a limit`,
  spendBudgetHow: "BUDGET_USD_PER_DAY sets the limit of a day. The next day begins:",
  spendBegunAbout: "What is on its way counts too, by an estimate while the price is not known.",
  spendBarLabel: "Which part of today's budget is taken",
  spendStopsTitle: "What is stopped",
  spendStopsAbout:
    "We try by ourselves: one request every few minutes. Once the cause is gone there is no need to wait.",
  spendSince: (when) => `since ${when}`,
  spendTry: "Try now",
  spendTried: "Trying: if the cause is gone, the work goes on by itself within a minute.",
  spendAllTitle: "In all",
  spendPaid: "Paid",
  spendRequests: "Requests",
  spendPerCall: "On average per call",
  spendUnusable: "Of that without use",
  spendUnusableAbout: "An answer came, but it was cut or not of the asked form.",
  spendUnknown: "Perhaps as much again as",
  spendUnknownAbout: "Requests of unknown outcome: the connection broke or the process stopped. By estimate.",
  spendDaysTitle: "By day",
  spendDay: "Day",
  spendSourcesTitle: "By source",
  spendSource: "Source",
  spendNoSource: "without a call",
  spendCalls: "Calls",
  spendModelsTitle: "By model",
  spendStage: "Step",
  spendModel: "Model",
  spendDearestTitle: "Dearest calls",
  spendCall: "Call",
  spendCallsNote: "The call that came first pays for the transcript of a recording that several calls share.",
  spendOfCall: "Cost of the call",
  spendOfCallLine: (paid, requests) => `${paid}, ${count(requests, "request", "requests")}, transcription included`,
  spendOfCallUnknown: (unknown) => `; perhaps ${unknown} more`,
};
