import { type Context, Hono } from "hono";
import { FormPage, type FormValues } from "../../views/form-page.tsx";
import { exampleDialogue } from "../../views/parts/form/examples.ts";
import { findCall } from "../calls/store.ts";
import { AppError } from "../errors.ts";
import { ContentModeWire } from "../evaluations/content-mode-wire.ts";
import { CONTENT_MODES } from "../evaluations/scorecard.ts";
import { findScorecardRevision } from "../evaluations/store.ts";
import { chosenLocale } from "../http/locale.ts";
import { type PageEnv, pageProps } from "../http/page-props.ts";
import { statusOf } from "../http/problem.ts";
import { newId } from "../new-id.ts";
import { findTranscript } from "../transcripts/store.ts";
import { type AcceptAudioDeps, acceptFile, acceptUrl } from "./accept-audio.ts";
import { type AuditDeps, type AuditedCall, analyzeCall } from "./analyze-call.ts";
import { AnsweredForms } from "./answered-forms.ts";
import { type FormFault, faultOfError, faultOfUpload, formFaults, sourceOf } from "./form-faults.ts";
import { isUpload, readWebForm, type SentWebForm } from "./web-form.ts";

/** What the form needs; `judge` says who will judge, `timeZone` is an IANA name. */
export interface AuditPagesDeps extends AuditDeps, AcceptAudioDeps {
  timeZone: string;
  dialogueCharactersMax: number;
  /** Setting `AUDIO_BYTES_MAX`. */
  fileBytesMax: number;
  /** Setting `AUDIO_DURATION_MAX_S` in milliseconds. */
  durationMsMax: number;
  /** Whether recordings can be transcribed. */
  speechReady: boolean;
  /** Throws `invalid_input` for an address whose text already says that nothing is fetched from there. */
  checkUrl(url: string): void;
  /** Whether the rules judge judges because no key is set. */
  keyMissing: boolean;
}

/** A form that nobody has filled in, or of which nothing arrived. */
const NOTHING: FormValues = { text: "", mode: CONTENT_MODES[0], url: "", fileName: null };

/** `GET /` and `POST /web/analyze`: the form, with the result of a text on the same page and of a recording on its own. */
export function auditPages(deps: AuditPagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();
  const forms = new AnsweredForms();

  pages.get("/", (c) => {
    const props = pageProps(c);
    const mode = ContentModeWire.safeParse(c.req.query("content_mode"));
    const text = exampleDialogue(props.locale, Number(c.req.query("example"))) ?? "";
    return c.html(formPage(deps, c, { ...NOTHING, text, mode: mode.data ?? CONTENT_MODES[0] }, []));
  });

  pages.post("/web/analyze", async (c) => {
    const sent = await readWebForm(c, { ...deps, dir: deps.files.incomingDir }).catch((error) => {
      const fault = isUpload(c) && error instanceof AppError ? faultOfUpload(error) : null;
      return formOfFailure(deps, c, NOTHING, { error, fault });
    });
    if (sent instanceof Response) return sent;
    try {
      return await takeForm({ ...deps, forms }, c, sent);
    } finally {
      if (sent.file) await deps.files.removePart(sent.file.path);
    }
  });

  return pages;
}

/** One of the three sources leads on; else the form comes back with what is wrong. */
async function takeForm(
  deps: AuditPagesDeps & { forms: AnsweredForms },
  c: Context<PageEnv>,
  sent: SentWebForm,
): Promise<Response> {
  const mode = ContentModeWire.safeParse(sent.mode ?? CONTENT_MODES[0]);
  const fileName = sent.file?.name ?? null;
  const values = { text: sent.text, mode: mode.data ?? CONTENT_MODES[0], url: sent.url, fileName };
  const { dialogueCharactersMax } = deps;
  const faults = formFaults(sent, { dialogueCharactersMax });
  if (!mode.success) faults.push({ field: "content_mode", code: "mode_unknown" });
  if (faults.length > 0) return c.html(formPage(deps, c, values, faults), statusOf("invalid_input"));
  const source = sourceOf(sent) ?? "text";
  try {
    if (source === "text") return await takeText(deps, c, values, sent.formId);
    const input = { ...formInput(c, values), managerChannel: null };
    if (source === "url") deps.checkUrl(sent.url);
    const accepted = sent.file ? await acceptFile(deps, input, sent.file) : await acceptUrl(deps, input, sent.url);
    return c.redirect(`/calls/${accepted.callId}`, 303);
  } catch (error) {
    const fault = error instanceof AppError ? faultOfError(error, source) : null;
    return formOfFailure(deps, c, values, { error, fault });
  }
}

/** The result on the same page; a form that was answered before leads to the page of its result. */
function takeText(
  deps: AuditPagesDeps & { forms: AnsweredForms },
  c: Context<PageEnv>,
  values: FormValues,
  formId: string | null,
): Promise<Response> {
  const input = formInput(c, values);
  return deps.forms.once<Response>(
    { formId, content: [values.text, values.mode, input.reportLanguage] },
    async () => {
      const audited = await analyzeCall(deps, input);
      return { evaluationId: audited.stored.id, answer: await c.html(await resultPage(deps, c, values, audited)) };
    },
    (evaluationId) => c.redirect(`/evaluations/${evaluationId}`, 303),
  );
}

/** The form with what the failure means to it. Throws the error on when it means nothing to the form. */
function formOfFailure(
  deps: AuditPagesDeps,
  c: Context<PageEnv>,
  values: FormValues,
  { error, fault }: { error: unknown; fault: FormFault | null },
): Response | Promise<Response> {
  if (!fault || !(error instanceof AppError)) throw error;
  return c.html(formPage(deps, c, values, [fault]), statusOf(error.code));
}

function formInput(c: Context<PageEnv>, { text, mode }: FormValues) {
  return {
    dialogueText: text,
    contentMode: mode,
    scorecard: null,
    source: "api",
    externalId: null,
    managerId: null,
    language: null,
    reportLanguage: chosenLocale(c),
    startedAt: null,
    direction: null,
    tags: [],
    metadata: {},
    signal: c.req.raw.signal,
  };
}

function formPage(deps: AuditPagesDeps, c: Context<PageEnv>, values: FormValues, faults: FormFault[]) {
  return <FormPage {...formProps(deps, c, values)} faults={faults} result={null} />;
}

async function resultPage(deps: AuditPagesDeps, c: Context<PageEnv>, values: FormValues, audited: AuditedCall) {
  const { stored } = audited;
  const [call, scorecard, transcript] = await Promise.all([
    findCall(deps.db, audited.call.id),
    findScorecardRevision(deps.db, stored.scorecard),
    findTranscript(deps.db, stored),
  ]);
  if (!call || !scorecard) throw new AppError("not_found", "The call was just removed.");
  const view = {
    stored,
    scorecard,
    transcript: transcript?.transcript ?? null,
    roles: transcript?.roles.roles ?? [],
    managerName: call.managerId,
    recording: null,
  };
  return <FormPage {...formProps(deps, c, values)} faults={[]} result={{ call, view, timeZone: deps.timeZone }} />;
}

/** After a post the address cannot be opened again by GET, so the language links lead to the empty form. */
function formProps(deps: AuditPagesDeps, c: Context<PageEnv>, values: FormValues) {
  const props = pageProps(c);
  return {
    ...props,
    formId: newId(),
    path: c.req.method === "GET" ? props.path : "/",
    values,
    judge: { name: deps.judge.name, keyMissing: deps.keyMissing },
    textCharactersMax: deps.dialogueCharactersMax,
    recordings: { bytesMax: deps.fileBytesMax, durationMsMax: deps.durationMsMax, speechReady: deps.speechReady },
  };
}
