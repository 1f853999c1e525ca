import type { FormFault } from "../src/audit/form-faults.ts";
import type { Call } from "../src/calls/call.ts";
import type { ContentMode } from "../src/evaluations/scorecard.ts";
import { EvaluationHead, evaluationTitle } from "./evaluation-page.tsx";
import type { Locale } from "./i18n/format.ts";
import { textsIn } from "./i18n/texts.ts";
import { EvaluationBody, type EvaluationView } from "./parts/evaluation/evaluation-body.tsx";
import { FieldError, faultText } from "./parts/field-error.tsx";
import { EXAMPLES } from "./parts/form/examples.ts";
import { RecordingFields, type RecordingsTaken, UploadState } from "./parts/form/recording-fields.tsx";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { type JudgeAtWork, JudgeNotice, SpeechNotice } from "./parts/notice.tsx";
import { Icon } from "./parts/sprite.tsx";

/** What the person typed and chose, or an example; shown again whatever happens. */
export interface FormValues {
  text: string;
  mode: ContentMode;
  /** Address of a recording; empty when none. */
  url: string;
  /** Name of the file that was sent in vain, since a browser does not keep it; null when none was. */
  fileName: string | null;
}

/** `GET /` and the answer of `POST /web/analyze`. */
export interface FormPageProps extends PageProps {
  /** Tells the form from every other one, so that it is answered once. */
  formId: string;
  values: FormValues;
  /** Empty when nothing was sent or nothing was wrong. */
  faults: FormFault[];
  judge: JudgeAtWork;
  /** The limit of the text in characters. */
  textCharactersMax: number;
  recordings: RecordingsTaken;
  /** The result of what was sent, shown above the form; null before. */
  result: { call: Call; view: EvaluationView; timeZone: string } | null;
}

const MODES: ContentMode[] = ["Manager+", "Client+", "Диалог"];
const FIELD_IDS = { dialog_text: "dialog-text", audio: "audio", file_url: "file-url", content_mode: "mode-0" } as const;

/**
 * The form; with a result the result first and the form below it, with errors their summary first. A result has its own
 * address, so the language links lead there and not to the form that was posted.
 */
export function FormPage(props: FormPageProps) {
  const { locale, result, faults } = props;
  const texts = textsIn(locale);
  if (result)
    return (
      <Layout
        {...props}
        path={resultPath(result)}
        timeZone={result.timeZone}
        title={evaluationTitle(locale, result.view, result.call)}
        section="form"
        scripts={["form"]}
      >
        <EvaluationHead locale={locale} {...result} />
        <EvaluationBody locale={locale} timeZone={result.timeZone} view={result.view} />
        <Form {...props} title={texts.againTitle} note={texts.againNote} />
      </Layout>
    );
  const title = faults.length > 0 ? `${texts.errorPrefix}: ${texts.formTitle}` : texts.formTitle;
  return (
    <Layout {...props} title={title} section="form" scripts={["form"]}>
      <header class="page-head">
        <h1>{texts.formTitle}</h1>
        <ErrorSummary locale={locale} faults={faults} />
        <p class="page-lead">{texts.formLead}</p>
        <JudgeNotice locale={locale} judge={props.judge} />
        <SpeechNotice locale={locale} isReady={props.recordings.speechReady} />
      </header>
      <Form {...props} title={texts.sourceTitle} note={texts.sourceNote} />
    </Layout>
  );
}

function resultPath({ view }: { view: EvaluationView }): string {
  return `/evaluations/${view.stored.id}`;
}

function ErrorSummary({ locale, faults }: Pick<FormPageProps, "locale" | "faults">) {
  const texts = textsIn(locale);
  if (faults.length === 0) return null;
  const ofFields = faults.filter(({ field }) => field !== null).length;
  return (
    <div class="error-summary" role="alert" tabindex={-1}>
      <h2>
        <Icon name="not-met" />
        {ofFields > 0 ? texts.faultsTitle(ofFields) : texts.faultsTitleWhole}
      </h2>
      <ul>
        {faults.map(({ field, code }) => (
          <li>{field ? <a href={`#${FIELD_IDS[field]}`}>{faultText(locale, code)}</a> : faultText(locale, code)}</li>
        ))}
      </ul>
    </div>
  );
}

function Form(props: FormPageProps & { title: string; note: string }) {
  const { locale, values, title, note } = props;
  const texts = textsIn(locale);
  return (
    <form
      class="analyze"
      method="post"
      action="/web/analyze"
      novalidate
      data-busy={texts.submitBusy}
      {...(props.result ? { "data-result": resultPath(props.result) } : {})}
      enctype="multipart/form-data"
    >
      <input type="hidden" name="form_id" value={props.formId} />
      <section class="section section--first" aria-labelledby="source-title">
        <div class="section-head">
          <h2 id="source-title">{title}</h2>
          <p class="note">{note}</p>
        </div>
        <div class="section-body">
          <TextField {...props} />
          <RecordingFields {...props} />
        </div>
        <Examples locale={locale} mode={values.mode} />
      </section>
      <section class="section" aria-labelledby="mode-title">
        <div class="section-head">
          <h2 id="mode-title">{texts.modeTitle}</h2>
        </div>
        <div class="section-body">
          <ModeField {...props} />
          <p class="actions">
            <button class="button" type="submit">
              {texts.submit}
            </button>
            <span class="note" data-busy-hint={texts.submitBusyHint} role="status">
              {texts.submitHint}
            </span>
          </p>
          <UploadState locale={locale} />
        </div>
      </section>
    </form>
  );
}

function TextField({ locale, values, faults, textCharactersMax }: FormPageProps) {
  const texts = textsIn(locale);
  const fault = faults.find(({ field }) => field === "dialog_text");
  return (
    <div class="field">
      <label for="dialog-text">{texts.textLabel}</label>
      {fault && <FieldError locale={locale} id="dialog-text-error" text={faultText(locale, fault.code)} />}
      <textarea
        class="control"
        id="dialog-text"
        name="dialog_text"
        rows={7}
        dir="auto"
        placeholder={texts.textPlaceholder}
        aria-describedby={fault ? "dialog-text-error dialog-text-hint" : "dialog-text-hint"}
        {...(fault ? { "aria-invalid": "true" } : {})}
      >
        {`\n${values.text}`}
      </textarea>
      <p class="field-hint" id="dialog-text-hint">
        {texts.textHint(textCharactersMax)}
      </p>
    </div>
  );
}

function ModeField({ locale, values, faults }: FormPageProps) {
  const texts = textsIn(locale);
  const fault = faults.find(({ field }) => field === "content_mode");
  return (
    <fieldset class="choices" {...(fault ? { "aria-describedby": "mode-error" } : {})}>
      <legend class="visually-hidden">{texts.modeLabel}</legend>
      {fault && <FieldError locale={locale} id="mode-error" text={faultText(locale, fault.code)} />}
      {MODES.map((mode, index) => (
        <label class="choice">
          <input type="radio" id={`mode-${index}`} name="content_mode" value={mode} checked={mode === values.mode} />
          <span class="choice-name">{texts.modeNames[mode]}</span>
          <span class="choice-about">{texts.modeAbout[mode]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Plain links that fill the form by GET; the chosen mode goes along. */
function Examples({ locale, mode }: { locale: Locale; mode: ContentMode }) {
  const texts = textsIn(locale);
  return (
    <aside class="section-aside" aria-labelledby="examples-title">
      <h3 class="examples-title" id="examples-title">
        {texts.examplesTitle}
      </h3>
      <ul class="examples">
        {EXAMPLES.map((name, index) => (
          <li>
            <a href={`/?example=${index + 1}${mode === "Manager+" ? "" : `&content_mode=${encodeURIComponent(mode)}`}`}>
              {texts.examples[name].title}
            </a>
            <p>{texts.examples[name].about}</p>
          </li>
        ))}
      </ul>
    </aside>
  );
}
