import { type Context, Hono } from "hono";
import { FormPage, type FormValues } from "../../views/form-page.tsx";
import { exampleDialogue } from "../../views/parts/examples.ts";
import { findCall } from "../calls/store.ts";
import { AppError } from "../errors.ts";
import { CONTENT_MODES } from "../evaluations/scorecard.ts";
import { findScorecardRevision } from "../evaluations/store.ts";
import { readForm } from "../http/form-body.ts";
import { chosenLocale } from "../http/locale.ts";
import { type PageEnv, pageProps } from "../http/page-props.ts";
import { statusOf } from "../http/problem.ts";
import { findTranscript } from "../transcripts/store.ts";
import { type AuditDeps, type AuditedCall, analyzeCall } from "./analyze-call.ts";
import { type FormFault, faultOfError, formFaults } from "./form-faults.ts";
import { ContentModeWire } from "./schemas.ts";

/** What the form needs; `judge` says who will judge, `timeZone` is an IANA name. */
export interface AuditPagesDeps extends AuditDeps {
  timeZone: string;
  dialogueCharactersMax: number;
  /** Whether the rules judge judges because no key is set. */
  keyMissing: boolean;
}

/** `GET /` and `POST /web/analyze`: the form, and the result on the same page. */
export function auditPages(deps: AuditPagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get("/", (c) => {
    const props = pageProps(c);
    const mode = ContentModeWire.safeParse(c.req.query("content_mode"));
    const text = exampleDialogue(props.locale, Number(c.req.query("example"))) ?? "";
    return c.html(formPage(deps, c, { text, mode: mode.data ?? CONTENT_MODES[0] }, []));
  });

  pages.post("/web/analyze", async (c) => {
    const form = await readForm(c, deps.dialogueCharactersMax * BYTES_PER_CHARACTER_MAX);
    const mode = ContentModeWire.safeParse(form.get("content_mode") ?? CONTENT_MODES[0]);
    const values: FormValues = { text: form.get("dialog_text") ?? "", mode: mode.data ?? CONTENT_MODES[0] };
    const sent = { text: values.text, url: "", file: null };
    const { dialogueCharactersMax } = deps;
    const faults = formFaults(sent, { dialogueCharactersMax, takesRecordings: false });
    if (!mode.success) faults.push({ field: "content_mode", code: "mode_unknown" });
    if (faults.length > 0) return c.html(formPage(deps, c, values, faults), statusOf("invalid_input"));
    try {
      const audited = await analyzeCall(deps, formInput(c, values));
      return c.html(await resultPage(deps, c, values, audited));
    } catch (error) {
      const fault = error instanceof AppError ? faultOfError(error, "text") : null;
      if (!fault) throw error;
      return c.html(formPage(deps, c, values, [fault]), statusOf((error as AppError).code));
    }
  });

  return pages;
}

/** A character of the text takes at most so many bytes in a form (three of UTF-8, each as %XX). */
const BYTES_PER_CHARACTER_MAX = 9;

function formInput(c: Context<PageEnv>, { text, mode }: FormValues) {
  return {
    dialogueText: text,
    contentMode: mode,
    scorecard: null,
    source: "default",
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
  };
  return <FormPage {...formProps(deps, c, values)} faults={[]} result={{ call, view, timeZone: deps.timeZone }} />;
}

/** After a post the address cannot be opened again by GET, so the language links lead to the empty form. */
function formProps(deps: AuditPagesDeps, c: Context<PageEnv>, values: FormValues) {
  const props = pageProps(c);
  return {
    ...props,
    path: c.req.method === "GET" ? props.path : "/",
    values,
    judge: { name: deps.judge.name, keyMissing: deps.keyMissing },
    textCharactersMax: deps.dialogueCharactersMax,
  };
}
