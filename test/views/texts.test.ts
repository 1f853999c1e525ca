import { expect, it } from "vitest";
import {
  REASON_AWAITING_DETAILS,
  REASON_AWAITING_RECORDING,
  REASON_NO_ENGINE,
  REASON_NO_RECORDING,
  REASON_QUARANTINED,
} from "../../src/calls/progress.ts";
import { SKIP_REASONS } from "../../src/crm/sources/source-rules.ts";
import { enCalls } from "../../views/i18n/en-calls.ts";
import { enProgress } from "../../views/i18n/en-progress.ts";
import { enRecording } from "../../views/i18n/en-recording.ts";
import { enReport } from "../../views/i18n/en-report.ts";
import { enSources } from "../../views/i18n/en-sources.ts";
import { ru } from "../../views/i18n/ru.ts";
import { ruCalls } from "../../views/i18n/ru-calls.ts";
import { ruProgress } from "../../views/i18n/ru-progress.ts";
import { ruRecording } from "../../views/i18n/ru-recording.ts";
import { ruReport } from "../../views/i18n/ru-report.ts";
import { ruSources } from "../../views/i18n/ru-sources.ts";
import { textsIn } from "../../views/i18n/texts.ts";
import { reasonOf } from "../../views/parts/call/state.tsx";
import { evaluationOf, stored } from "./material.ts";

it.each([
  ["ru", [ruReport, ruProgress, ruRecording, ruCalls, ruSources]],
  ["en", [enReport, enProgress, enRecording, enCalls, enSources]],
] as const)("no text of one part hides that of another (%s)", (_, parts) => {
  const keys = parts.flatMap((part) => Object.keys(part));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

it("no text of a part is hidden by the whole", () => {
  const parts: Record<string, unknown> = { ...ruReport, ...ruProgress, ...ruRecording, ...ruCalls, ...ruSources };
  expect(Object.keys(parts).filter((key) => ru[key as keyof typeof ru] !== parts[key])).toEqual([]);
});

it.each(["ru", "en"] as const)(
  "what a page explains of a recording that failed has words in the list of calls (%s)",
  (locale) => {
    const { failedWhy, statusReasons } = textsIn(locale);
    const codes = Object.keys(failedWhy).filter((code) => code !== "other");
    expect(codes.filter((code) => !(code in statusReasons))).toEqual([]);
    expect(statusReasons).toHaveProperty([REASON_NO_ENGINE]);
    expect(statusReasons).toHaveProperty([REASON_QUARANTINED]);
  },
);

it.each(["ru", "en"] as const)("why a call of a source is left out or waits has words (%s)", (locale) => {
  const { skipReasons, skippedAbout, callWaitsFor, callWaitsAbout } = textsIn(locale);
  expect(Object.keys(skipReasons).sort()).toEqual([...SKIP_REASONS, REASON_NO_RECORDING].sort());
  expect(skippedAbout).toHaveProperty([REASON_NO_RECORDING]);
  for (const words of [callWaitsFor, callWaitsAbout])
    expect(Object.keys(words).sort()).toEqual([REASON_AWAITING_DETAILS, REASON_AWAITING_RECORDING]);
});

it("a skipped call that is internal is no trouble of ours, as a failed one is", () => {
  const { skipReasons, statusReasons } = textsIn("en");
  expect(reasonOf("en", { status: "skipped", statusReason: "internal" }, null)).toBe(skipReasons.internal);
  expect(reasonOf("en", { status: "failed", statusReason: "internal" }, null)).toBe(statusReasons.internal);
});

it("why a call failed is not what an earlier evaluation of it found", () => {
  const { statusReasons, notScorableReasons } = textsIn("en");
  const talk = { transcript: { utterances: [], removedCharacters: 0 }, roles: [] };
  const silent = evaluationOf(talk, "en", { status: "not_scorable", notScorableReason: "voicemail" });
  const reason = (status: "failed" | "not_scorable", statusReason: string) =>
    reasonOf("en", { status, statusReason }, stored(silent));
  expect(reason("failed", "speech_failed")).toBe(statusReasons.speech_failed);
  expect(reason("not_scorable", "voicemail")).toBe(notScorableReasons.voicemail);
});
