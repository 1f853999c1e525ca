import { describe, expect, it } from "vitest";
import { faultOfError, faultOfUpload, formFaults, type SentForm, sourceOf } from "../../src/audit/form-faults.ts";
import { readDialogue } from "../../src/audit/read-dialogue.ts";
import type { AppError } from "../../src/errors.ts";
import { NO_WORDS_DETAIL } from "../../src/transcripts/text/parse-dialogue.ts";
import { en } from "../../views/i18n/en.ts";
import { ru } from "../../views/i18n/ru.ts";

const LIMITS = { dialogueCharactersMax: 100 };
const sent = (change: Partial<SentForm> = {}): SentForm => ({ text: "", url: "", file: null, ...change });
const faults = (change: Partial<SentForm>) =>
  formFaults(sent(change), LIMITS).map(({ field, code }) => `${field}: ${code}`);

const TEXT = "Менеджер: Алло";
const URL_OK = "https://pbx.example/2026/11/24.mp3?key=1";

describe("a form that was sent", () => {
  it.each([
    [{ text: TEXT }, "text"],
    [{ url: ` ${URL_OK} ` }, "url"],
    [{ file: { sizeBytes: 5 } }, "audio"],
    [{ text: " \n", file: { sizeBytes: 5 } }, "audio"],
  ] satisfies [Partial<SentForm>, string][])("with one source is taken: %j", (change, source) => {
    expect(sourceOf(sent(change))).toBe(source);
    expect(faults(change)).toEqual([]);
  });

  it("without a source, or with more than one, is refused at the field to mend", () => {
    expect(faults({ text: " " })).toEqual(["dialog_text: source_missing"]);
    expect(faults({ text: TEXT, url: URL_OK })).toEqual(["file_url: source_ambiguous"]);
    expect(faults({ text: TEXT, file: { sizeBytes: 5 } })).toEqual(["audio: source_ambiguous"]);
    expect(sourceOf(sent({ text: TEXT, url: URL_OK }))).toBeNull();
    expect(sourceOf(sent())).toBeNull();
  });

  it.each([
    [{ text: "…" }, "dialog_text: text_empty"],
    [{ text: "а".repeat(101) }, "dialog_text: text_too_long"],
    [{ text: "а\0" }, "dialog_text: text_unreadable"],
    [{ text: "а\ud800" }, "dialog_text: text_unreadable"],
    [{ file: { sizeBytes: 0 } }, "audio: audio_empty"],
    [{ url: "pbx.example/1.mp3" }, "file_url: url_bad"],
    [{ url: "ftp://pbx.example/1.mp3" }, "file_url: url_bad"],
    [{ url: "https://" }, "file_url: url_bad"],
    [{ url: "https:///1.mp3" }, "file_url: url_bad"],
    [{ url: "javascript:alert(1)" }, "file_url: url_bad"],
  ] satisfies [Partial<SentForm>, string][])("%j is refused: %s", (change, fault) => {
    expect(faults(change)).toEqual([fault]);
  });

  it("says by what it brought what a failure means", () => {
    const fault = (code: Parameters<typeof faultOfError>[0]["code"], source: "text" | "audio" | "url") =>
      faultOfError({ code, faults: [] }, source);
    expect(fault("too_large", "text")).toEqual({ field: "dialog_text", code: "call_too_long_for_model" });
    const tooMany = { code: "too_large" as const, faults: [{ pointer: "/dialog_text", detail: "" }] };
    expect(faultOfError(tooMany, "text")).toEqual({ field: "dialog_text", code: "too_many_utterances" });
    const wordless = { code: "invalid_input" as const, faults: [{ pointer: "/dialog_text", detail: NO_WORDS_DETAIL }] };
    expect(faultOfError(wordless, "text")).toEqual({ field: "dialog_text", code: "text_empty" });
    expect(fault("too_large", "audio")).toEqual({ field: "audio", code: "audio_too_large" });
    expect(fault("invalid_input", "url")).toEqual({ field: "file_url", code: "url_bad" });
    expect(fault("out_of_storage", "audio")).toEqual({ field: null, code: "storage_full" });
    expect(fault("conflict", "audio")).toBeNull();
    expect(fault("upstream_failed", "audio")).toBeNull();
  });

  it("names a NUL that a JSON text escapes as one that stands in it, and never calls it empty", () => {
    const escaped = JSON.stringify([{ speaker: "Менеджер", text: "Добрый\0 день" }]);
    expect(faults({ text: escaped })).toEqual([]);
    const failure = (() => {
      try {
        return readDialogue(escaped);
      } catch (error) {
        return error as AppError;
      }
    })();
    expect(faultOfError(failure as AppError, "text")).toEqual({ field: "dialog_text", code: "text_unreadable" });
    expect([ru.formFaults.text_unreadable, en.formFaults.text_unreadable].join()).toMatch(/NUL.*NUL/);
  });

  it("that was not received whole says which field was too much", () => {
    const fault = (code: Parameters<typeof faultOfError>[0]["code"], pointer?: string) =>
      faultOfUpload({ code, faults: pointer === undefined ? [] : [{ pointer, detail: "" }] });
    expect(fault("too_large", "/audio")).toEqual({ field: "audio", code: "audio_too_large" });
    expect(fault("too_large", "")).toEqual({ field: "dialog_text", code: "text_too_long" });
    expect(fault("invalid_input", "/dialog_text")).toEqual({ field: "dialog_text", code: "text_unreadable" });
    expect(fault("invalid_input", "/other")).toBeNull();
    expect(fault("malformed", "")).toEqual({ field: "audio", code: "upload_cut" });
    expect(fault("unsupported_media_type", "")).toBeNull();
  });
});
