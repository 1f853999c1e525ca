import { enCalls } from "./en-calls.ts";
import { enEndpoints } from "./en-endpoints.ts";
import { enImports } from "./en-imports.ts";
import { enProgress } from "./en-progress.ts";
import { enRecording } from "./en-recording.ts";
import { enReport } from "./en-report.ts";
import { enSetAside } from "./en-set-aside.ts";
import { enSettings } from "./en-settings.ts";
import { enSources } from "./en-sources.ts";
import { enSpend } from "./en-spend.ts";
import { formatCount } from "./format.ts";
import type { Texts } from "./ru.ts";

const count = (value: number, one: string, other: string) => formatCount("en", value, { one, other });

/** English texts of the pages. */
export const en: Texts = {
  ...enReport,
  ...enCalls,
  ...enProgress,
  ...enRecording,
  ...enSettings,
  ...enSources,
  ...enSpend,
  ...enEndpoints,
  ...enSetAside,
  ...enImports,

  // Frame
  product: "Razbor",
  skipToContent: "Skip to content",
  navLabel: "Sections",
  navForm: "Check",
  navCalls: "Calls",
  navSettings: "Settings",
  navApi: "API",
  languageLabel: "Language",
  languageNames: { ru: "RU, русский", en: "EN, English" },
  footerApi: "API documentation",
  footerZone: (zone) => `Time zone: ${zone}`,
  footerUse: "The score is there to learn from, not to decide about people's jobs.",
  openCalls: "Open calls",
  errorPrefix: "Error",

  // Form
  formTitle: "Check a conversation",
  sourceTitle: "Conversation",
  textLabel: "Text",
  textPlaceholder: "Manager: Good afternoon…\nCustomer: Hello…",
  textHint: (max) =>
    `One utterance a line. Label and time if there are any: “Manager:”, “C -”, “[01:20] Anna:”. Up to ${count(max, "character", "characters")}.`,
  examplesTitle: "No conversation at hand?",
  examples: {
    good: { title: "A fitting booked", about: "Dressmaker. A good call: see what for" },
    middling: { title: "Carpet cleaning", about: "Polite, but half the job is not done" },
    bad: { title: "New windows", about: "Price first, then an argument: what to change" },
  },
  modeTitle: "What to look at",
  modeLabel: "Mode",
  modeNames: { "Manager+": "Manager+", "Client+": "Client+", Диалог: "Dialogue" },
  modeAbout: {
    "Manager+": "How the manager worked: need, objections, next step, script",
    "Client+": "What the customer left with: interest, trust, readiness to buy",
    Диалог: "How the call went: did they understand each other, what was agreed",
  },
  submit: "Score the conversation",
  submitBusy: "Scoring…",
  submitBusyHint: "The answer opens on this page. Please keep it open.",
  againTitle: "Check again",
  againNote: "Text and mode are kept: change them and compare.",

  // Form faults
  faultsTitle: (value) => `Not sent: ${count(value, "thing", "things")} to correct`,
  faultsTitleWhole: "That did not work",
  formFaults: {
    text_empty: "Paste the text of a conversation: it is empty.",
    text_too_long: "The text is longer than allowed. Split it into parts.",
    too_many_utterances: "The text has more utterances than allowed. Split it into parts.",
    text_unreadable:
      "The text holds characters that cannot be read: a NUL or half of a character. Copy it again as plain text.",
    mode_unknown: "Choose one of the three modes.",
    judge_failed: "The model did not answer, so there is no score. Your text is kept below: send it again.",
    judge_timeout: "The model took too long. Your text is kept below: send it again.",
    call_too_long_for_model: "The conversation is longer than the model can read at once. Shorten the text.",
    unavailable: "The service cannot take a conversation right now. Your text is kept below: try again in a minute.",
    budget_exhausted: "Today's budget is used up, so there is no score. Your text is kept below: send it tomorrow.",
  },

  // Judges
  judgeNames: { rules: "rules", openai: "model", person: "person" },
  judgedBy: (judge) => `judge: ${judge}`,
  rulesJudges: "The built-in rules judge does the scoring:",
  rulesJudged: "Scored by the built-in rules judge, without a model.",
  keyMissing: "no model key is set.",
  keyUnused: "the model is switched off by a setting.",
  rulesAbout: "It costs nothing, but in subtle places it errs more often than a model.",
  rulesHow: "To have a model judge, set OPENAI_API_KEY and restart the service.",
  rulesHowLater: "Whoever runs the service can connect a model: settings OPENAI_API_KEY and JUDGE.",
  judgeTitle: "Who judged",

  // Head of a result
  untitledCall: "Debrief of a call",
  pathCalls: "Calls",
  pathCall: "call",
  textOfCall: "debrief of a text",
  utteranceCount: (value) => count(value, "utterance", "utterances"),
  superseded: "This is an earlier evaluation: there is a newer one for this scorecard.",
  openCall: "Open the call",
  directions: { inbound: "inbound", outbound: "outbound" },

  // Call
  callFactsTitle: "Call",
  callFacts: {
    id: "Id",
    externalId: "Sender's id",
    source: "Source",
    origin: "Came as",
    startedAt: "Began",
    receivedAt: "Received",
    direction: "Direction",
    manager: "Manager",
    tags: "Tags",
  },
  origins: { text: "text", upload: "file", url: "link", webhook: "webhook", telephony: "telephony" },
  evaluationsTitle: "Evaluations",
  failedEvaluationsTitle: "Not filled in",
  evaluationsNote: "For each scorecard the current evaluation counts; the others are kept.",
  evaluationsHead: { scorecard: "Scorecard", score: "Score of 100", judge: "Judge", when: "When" },
  current: "current",
  earlier: "earlier",
  openEvaluation: (scorecard) => `Open the evaluation by scorecard ${scorecard}`,
  noEvaluations: "No evaluations yet.",
  refreshLater: "The call is at work: the score comes here by itself. You may close the page, nothing is lost.",
  refresh: "Refresh",
  sendAgain: "Send the conversation again",
  noTranscript: "There is no text of this call.",
  noTranscriptYet: "Its text stands here once it is transcribed.",

  // Calls
  callsTitle: "Calls",
  seekLabel: "Id of a call",
  seekSubmit: "Find",
  seekNone: "No call has this id. The sender's or ours will do, as a whole.",
  callsCaption: "Calls, newest first",
  callsHead: { manager: "Manager", when: "When", why: "Main point", score: "Score of 100", band: "In words" },
  callsRuler: "Scale from 0 to 100",
  noManager: "No name",
  callStates: {
    received: "At work: received",
    stored: "At work: stored",
    prepared: "At work: prepared",
    transcribed: "At work: transcribed",
    scored: "Scored",
    not_scorable: "No score",
    needs_review: "Waits for review",
    failed: "Failed",
    skipped: "Skipped",
  },
  statusReasons: {
    work_crashed: "preparing broke off",
    recording_not_ready: "the source has it not ready yet",
    interrupted: "the work was interrupted, send it again",
    judge_failed: "the model gave no score",
    cancelled: "the sender cancelled it, send it again",
    timeout: "the model did not answer in time",
    too_large: "the call is longer than the model can read",
    unavailable: "the service was not available, send it again",
    conflict: "the same request was under way, send it again",
    out_of_storage: "the disk was full",
    internal: "a fault on our side, the log has it",
    quarantined: "the recording brought the work down, a person decides",
    speech_not_configured: "no speech engine is set",
    not_audio: "this is no recording of a call",
    audio_broken: "the recording is damaged",
    audio_too_large: "the file is larger than allowed",
    audio_too_long: "the recording is longer than allowed",
    download_failed: "the recording could not be fetched",
    speech_failed: "the speech service could not do it",
    judge_timeout: "the model did not answer in time",
    call_too_long_for_model: "the call is longer than the model can read",
    storage_full: "the disk was full",
    budget_exhausted: "the budget of the day is used up",
    provider_paused: "the model's service asks to wait",
    provider_down: "the model's service does not work",
    quota_exhausted: "the account at the model's service has no money left",
    key_refused: "the model's service refused the key",
    model_missing: "the model's service does not know the model that is set",
    too_many_requests: "the service asks to wait",
    upstream_failed: "the service does not answer",
  },
  callsShown: (value) => `${count(value, "call", "calls")} on this page`,
  older: "Older",
  newest: "Newest",
  emptyTitle: "No calls yet",
  emptyLead:
    "Every accepted conversation will stand here: with its score, with the reason why there is none, or with an error. To start:",
  emptyForm: "Check one conversation",
  emptyFormAbout: "Paste the text; there is nothing to set up.",
  emptyApi: "Send conversations through the API",
  emptyApiAbout: "One request per conversation, the score comes in the answer.",

  // Faults
  faults: {
    malformed: {
      title: "The request cannot be read",
      lead: "The page sent something unexpected. Open it afresh and try again.",
    },
    invalid_input: { title: "Something is filled in wrongly", lead: "Go back and check the fields." },
    unauthorized: { title: "An access key is needed", lead: "Enter the key and open the page again." },
    forbidden: {
      title: "No access here",
      lead: "The request came from another site, or you have no right to this page.",
    },
    not_found: {
      title: "There is no such page",
      lead: "The address has a mistake in it, or the call is no longer here. If the link came from the CRM, look for the call in the list.",
    },
    method_not_allowed: {
      title: "This page does not open that way",
      lead: "Open it by a link instead of sending a form.",
    },
    conflict: {
      title: "This has changed meanwhile",
      lead: "The data changed while you were looking. Open the page afresh.",
    },
    too_large: { title: "Too much at once", lead: "Shorten the text or split it into parts." },
    range_not_satisfiable: {
      title: "There is no such place in the recording",
      lead: "A part behind its end was asked for. Open the recording from its start.",
    },
    unsupported_media_type: { title: "This format cannot be read", lead: "Send plain text through the form." },
    misdirected: {
      title: "A foreign address",
      lead: "This service answers at its own address only. Check the address bar.",
    },
    request_timeout: {
      title: "The request broke off",
      lead: "It did not arrive in time. Check the connection and send it again.",
    },
    too_many_requests: { title: "Too many tries", lead: "Wait a few minutes, then try again." },
    timeout: {
      title: "Out of time",
      lead: "The answer took too long. What was accepted is not lost: try again in a minute.",
    },
    upstream_failed: {
      title: "The model did not answer",
      lead: "The call is kept, there is no score yet. Try again later.",
    },
    unavailable: { title: "Not possible right now", lead: "The service is busy or restarting. Try again in a minute." },
    budget_exhausted: {
      title: "Today's budget is used up",
      lead: "Paid requests begin again tomorrow. What was accepted is not lost.",
    },
    out_of_storage: {
      title: "The disk is full",
      lead: "Nothing new can be taken right now. Give the request id to your administrator.",
    },
    internal: {
      title: "An error on our side",
      lead: "Accepted calls are safe. Try again; if that does not help, give the request id to your administrator.",
    },
  },
  requestId: "Request id",
  faultAt: "When",
  retry: "Try again",
  openPage: "Open the page anew",

  // Access
  accessTitle: "Access key",
  accessLead: "This service is not open to everyone. The key is in the setting ACCESS_KEY; ask the person who runs it.",
  accessLabel: "Key",
  accessSubmit: "Enter",
  accessWrong: "That key does not fit. Check for a stray space.",
  accessHint: "The key will be remembered in this browser.",
};
