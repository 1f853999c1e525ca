import type { AppError, ErrorCode } from "../errors.ts";
import { NO_WORDS_DETAIL } from "../transcripts/text/parse-dialogue.ts";

/** What carries the conversation that is sent by the form; one of the three. */
export type FormSource = "text" | "audio" | "url";

/** A field of the form by its name. */
export type FormField = "dialog_text" | "audio" | "file_url" | "content_mode";

/** What can be wrong with a form that was sent; texts stand in `views/i18n`. */
export type FormFaultCode =
  | "text_empty"
  | "text_too_long"
  | "too_many_utterances"
  | "text_unreadable"
  | "mode_unknown"
  | "judge_failed"
  | "judge_timeout"
  | "call_too_long_for_model"
  | "unavailable"
  | "budget_exhausted"
  | "source_missing"
  | "source_ambiguous"
  | "audio_empty"
  | "audio_too_large"
  | "audio_too_long"
  | "audio_broken"
  | "not_audio"
  | "upload_cut"
  | "url_bad"
  | "url_unreachable"
  | "storage_full";

/** One fault; `field` null when it is of no field (the judge failed). */
export interface FormFault {
  field: FormField | null;
  code: FormFaultCode;
}

/** What was sent; a field that stayed empty is an empty text, a file input that stayed empty null. */
export interface SentForm {
  text: string;
  url: string;
  file: { sizeBytes: number } | null;
}

/** Which of the three the form brings; null when none or more than one. A file is one even when it is empty. */
export function sourceOf(sent: SentForm): FormSource | null {
  const [source, ...others] = sourcesOf(sent);
  return source !== undefined && others.length === 0 ? source : null;
}

/** What is wrong with what was sent, by looking at it alone; empty when it can be taken. */
export function formFaults(sent: SentForm, { dialogueCharactersMax }: { dialogueCharactersMax: number }): FormFault[] {
  const [source, ...others] = sourcesOf(sent);
  if (others.length > 0) return [{ field: FIELDS[others.at(-1) ?? "text"], code: "source_ambiguous" }];
  if (source === undefined) return [{ field: "dialog_text", code: "source_missing" }];
  const code = {
    text: () => textFault(sent.text, dialogueCharactersMax),
    audio: () => (sent.file?.sizeBytes === 0 ? ("audio_empty" as const) : null),
    url: () => urlFault(sent.url),
  }[source]();
  return code === null ? [] : [{ field: FIELDS[source], code }];
}

/** The fault of a form whose work failed, by what it brought; null for a failure that no field can mend. */
export function faultOfError(
  { code, faults }: Pick<AppError, "code" | "faults">,
  source: FormSource,
): FormFault | null {
  // A model that cannot read so much says so of the call; a field that is at fault, what was written into it.
  if (source === "text" && code === "too_large" && faults.length > 0)
    return { field: "dialog_text", code: "too_many_utterances" };
  if (source === "text" && code === "invalid_input" && faults.some(({ detail }) => detail !== NO_WORDS_DETAIL))
    return { field: "dialog_text", code: "text_unreadable" };
  return FAULTS[source][code] ?? FAULTS_OF_ALL[code] ?? null;
}

/** The fault of a form that was not received whole; null for a failure that no field can mend. */
export function faultOfUpload({ code, faults }: Pick<AppError, "code" | "faults">): FormFault | null {
  const at = faults[0]?.pointer;
  if (code === "too_large" && at !== "/audio") return { field: "dialog_text", code: "text_too_long" };
  if (code === "invalid_input") return at === "/dialog_text" ? { field: "dialog_text", code: "text_unreadable" } : null;
  return code === "unsupported_media_type" ? null : faultOfError({ code, faults }, "audio");
}

const FIELDS = { text: "dialog_text", audio: "audio", url: "file_url" } as const;

const FAULTS_OF_ALL: Partial<Record<ErrorCode, FormFault>> = {
  out_of_storage: { field: null, code: "storage_full" },
  unavailable: { field: null, code: "unavailable" },
  budget_exhausted: { field: null, code: "budget_exhausted" },
};

const FAULTS: Record<FormSource, Partial<Record<ErrorCode, FormFault>>> = {
  text: {
    invalid_input: { field: "dialog_text", code: "text_empty" },
    too_large: { field: "dialog_text", code: "call_too_long_for_model" },
    upstream_failed: { field: null, code: "judge_failed" },
    timeout: { field: null, code: "judge_timeout" },
  },
  audio: {
    too_large: { field: "audio", code: "audio_too_large" },
    unsupported_media_type: { field: "audio", code: "not_audio" },
    invalid_input: { field: "audio", code: "audio_broken" },
    malformed: { field: "audio", code: "upload_cut" },
    request_timeout: { field: "audio", code: "upload_cut" },
  },
  url: {
    invalid_input: { field: "file_url", code: "url_bad" },
    upstream_failed: { field: "file_url", code: "url_unreachable" },
    timeout: { field: "file_url", code: "url_unreachable" },
  },
};

function sourcesOf({ text, url, file }: SentForm): FormSource[] {
  const given = { text: text.trim() !== "", audio: file !== null, url: url.trim() !== "" };
  return (["text", "audio", "url"] as const).filter((source) => given[source]);
}

function textFault(text: string, charactersMax: number): FormFaultCode | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return "text_empty";
  if (text.length > charactersMax) return "text_too_long";
  return text.includes("\0") || !text.isWellFormed() ? "text_unreadable" : null;
}

function urlFault(url: string): FormFaultCode | null {
  const address = url.trim();
  return /^https?:\/\/[^/]/i.test(address) && URL.canParse(address) ? null : "url_bad";
}
