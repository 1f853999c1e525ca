import type { Child } from "hono/jsx";
import type { FormFault } from "../../src/audit/form-faults.ts";
import type { Call } from "../../src/calls/call.ts";
import { progressOf } from "../../src/calls/progress.ts";
import { AccessPage } from "../../views/access-page.tsx";
import { CallPage } from "../../views/call-page.tsx";
import { type CallRow, CallsPage } from "../../views/calls-page.tsx";
import { EvaluationPage } from "../../views/evaluation-page.tsx";
import { FaultPage } from "../../views/fault-page.tsx";
import { FormPage, type FormPageProps } from "../../views/form-page.tsx";
import type { EvaluationView } from "../../views/parts/evaluation/evaluation-body.tsx";
import { exampleDialogue } from "../../views/parts/form/examples.ts";
import type { PageProps } from "../../views/parts/layout.tsx";
import { ENDPOINT_SCENES, WRITE_BACK_LOG } from "./endpoint-scenes.tsx";
import { call } from "./material.ts";
import { bareView, hostileView, longView, openView, rolesInDoubtView, voicemailView } from "./odd-results.ts";
import { RECORDING_SCENES } from "./recording-scenes.tsx";
import { bittenView, cappedView, clientView, dialogView, strongView } from "./results.ts";
import { SOURCE_SCENES } from "./source-scenes.tsx";
import { SPEND_SCENES } from "./spend-scenes.tsx";
import { WORKLIST_SCENES } from "./worklist-scenes.tsx";

/** A page with hand-made content, drawn as the service would draw it. */
export type Scene = (page: PageProps) => Child;

const timeZone = "Europe/Moscow";

const VALUES: FormPageProps["values"] = { text: "", mode: "Manager+", url: "", fileName: null };

function form(parts: Partial<FormPageProps> = {}): Scene {
  return (page) => (
    <FormPage
      {...page}
      formId="019a0000-0000-7000-8000-000000000000"
      values={VALUES}
      faults={[]}
      judge={{ name: "rules", keyMissing: true }}
      textCharactersMax={400_000}
      recordings={{ bytesMax: 200_000_000, durationMsMax: 7_200_000, speechReady: true }}
      result={null}
      {...parts}
    />
  );
}

function failedForm(faults: FormFault[]): Scene {
  return (page) =>
    form({
      faults,
      values: { ...VALUES, text: exampleDialogue(page.locale, 2) ?? "", mode: "Client+" },
      judge: { name: "openai", keyMissing: false },
    })(page);
}

function evaluation(view: (locale: PageProps["locale"]) => EvaluationView): Scene {
  return (page) => <EvaluationPage {...page} call={call()} timeZone={timeZone} view={view(page.locale)} />;
}

function calls(page: PageProps): Child {
  const row = (view: EvaluationView, index: number): CallRow => ({
    call: call({
      status: view.stored.evaluation.status,
      createdAt: new Date(Date.UTC(2026, 10, 24, 9, 60 - index)),
      startedAt: null,
    }),
    managerName: view.managerName,
    stored: view.stored,
  });
  const views = [cappedView, strongView, clientView, voicemailView, openView, longView, hostileView, bareView];
  const rows = views.map((view, index) => row(view(page.locale), index));
  const unjudged = (status: "received" | "stored" | "failed" | "skipped", statusReason: string | null): CallRow => ({
    call: call({ status, statusReason, managerId: null, source: "telephony", origin: "webhook" }),
    managerName: null,
    sourceName: "Телефония",
    stored: null,
  });
  const skipped = ["no_recording", "too_short", "direction", "internal", "voicemail", "manager", "tag", null];
  const all = [
    unjudged("received", null),
    ...rows,
    unjudged("failed", "interrupted"),
    unjudged("failed", "code_without_words"),
    unjudged("received", "awaiting_recording"),
    unjudged("received", "awaiting_details"),
    unjudged("stored", "speech_not_configured"),
    unjudged("stored", "quarantined"),
    ...skipped.map((reason) => unjudged("skipped", reason)),
  ];
  return <CallsPage {...page} rows={all} nextCursor="2026&x" older timeZone={timeZone} />;
}

function callWithAll(page: PageProps): Child {
  const manager = bittenView(page.locale);
  const earlier = { ...cappedView(page.locale).stored, id: "e0", current: false };
  const client = { ...clientView(page.locale).stored, id: "e2" };
  const open = { ...openView(page.locale).stored, id: "e3", scorecard: { key: "dialog", revision: 1 } };
  open.evaluation = { ...open.evaluation, mode: "Диалог" };
  return (
    <CallPage
      {...page}
      call={call({
        tags: ["осень", "повторный"],
        handling: { scorecards: ["manager-plus", "client-plus"], managerChannel: null },
      })}
      managerName={manager.managerName}
      evaluations={[manager.stored, earlier, client, open]}
      shown={manager}
      standing={null}
      transcript={manager.transcript}
      roles={manager.roles}
      recording={null}
      sentBack={WRITE_BACK_LOG}
      swappable={null}
      timeZone={timeZone}
    />
  );
}

/** How the work on a call without a recording stands. */
function standing({ status = "received", statusReason = null }: Partial<Pick<Call, "status" | "statusReason">>) {
  const { id, origin, createdAt } = call();
  const unknown = { progress: null, cancelRequestedAt: null, evaluationId: null, recording: null };
  return progressOf({ ...unknown, id, origin, createdAt, status, statusReason, primaryScorecard: "manager-plus" });
}

/** A call whose evaluation stands, while newer work on it failed. */
function callFailedAgain(page: PageProps): Child {
  const view = strongView(page.locale);
  const change = { status: "failed", statusReason: "judge_timeout" } as const;
  return (
    <CallPage
      {...page}
      {...view}
      call={call(change)}
      evaluations={[view.stored]}
      shown={view}
      standing={standing(change)}
      swappable={null}
      timeZone={timeZone}
    />
  );
}

/** A call of which there is nothing to show but what its sender told. */
function unheardCall(page: PageProps, change: Partial<Call>): Child {
  return (
    <CallPage
      {...page}
      call={call(change)}
      managerName={null}
      evaluations={[]}
      shown={null}
      standing={standing(change)}
      transcript={null}
      roles={[]}
      recording={null}
      swappable={null}
      timeZone={timeZone}
    />
  );
}

/** Every page in every state a person can meet, by name. */
export const SCENES: Record<string, Scene> = {
  form: form(),
  "form-example": (page) =>
    form({ values: { ...VALUES, text: exampleDialogue(page.locale, 1) ?? "", mode: "Диалог" } })(page),
  "form-error": failedForm([
    { field: "dialog_text", code: "text_too_long" },
    { field: "content_mode", code: "mode_unknown" },
  ]),
  "form-failed": failedForm([{ field: null, code: "judge_failed" }]),
  "form-result": (page) =>
    form({
      values: { ...VALUES, text: exampleDialogue(page.locale, 1) ?? "", mode: "Manager+" },
      result: { call: call(), view: strongView(page.locale), timeZone },
    })(page),
  "evaluation-capped": evaluation(cappedView),
  "evaluation-bitten": evaluation(bittenView),
  "evaluation-strong": evaluation(strongView),
  "evaluation-client": evaluation(clientView),
  "evaluation-dialog": evaluation(dialogView),
  "evaluation-long": evaluation(longView),
  "evaluation-hostile": evaluation(hostileView),
  "evaluation-bare": evaluation(bareView),
  "not-scorable": evaluation(voicemailView),
  "needs-review": evaluation(openView),
  "roles-in-doubt": evaluation(rolesInDoubtView),
  call: callWithAll,
  "call-failed": (page) =>
    unheardCall(page, {
      status: "failed",
      statusReason: "judge_failed",
      externalId: null,
      managerId: null,
      direction: null,
      startedAt: null,
    }),
  "call-failed-again": callFailedAgain,
  "call-at-work": (page) => unheardCall(page, { status: "received" }),
  "call-awaited": (page) => unheardCall(page, { status: "received", statusReason: "awaiting_recording" }),
  "call-skipped": (page) => unheardCall(page, { status: "skipped", statusReason: "internal" }),
  calls,
  "calls-of-import": (page) => {
    const of = { importId: "i1", nextCursor: null, older: false, timeZone };
    const waits = { call: call({ status: "received", origin: "url" }), managerName: null, stored: null };
    return <CallsPage {...page} {...of} rows={[waits]} />;
  },
  "calls-sought": (page) => (
    <CallsPage {...page} rows={[]} sought="crm-4472" nextCursor={null} older={false} timeZone={timeZone} />
  ),
  "calls-empty": (page) => <CallsPage {...page} rows={[]} nextCursor={null} older={false} timeZone={timeZone} />,
  "fault-404": (page) => (
    <FaultPage {...page} status={404} code="not_found" requestId={null} at={null} timeZone={timeZone} />
  ),
  "fault-409": (page) => (
    <FaultPage
      {...page}
      path="/calls/c7/replay"
      sentFrom="/calls/c7"
      status={409}
      code="conflict"
      requestId="0193-7d1f-88ab"
      at={null}
      timeZone={timeZone}
    />
  ),
  "fault-500": (page) => (
    <FaultPage
      {...page}
      status={500}
      code="internal"
      requestId="0193-7d1f-88aa"
      at={new Date("2026-11-24T09:09:41Z")}
      timeZone={timeZone}
    />
  ),
  ...RECORDING_SCENES,
  ...SOURCE_SCENES,
  ...WORKLIST_SCENES,
  ...ENDPOINT_SCENES,
  ...SPEND_SCENES,
  access: (page) => <AccessPage {...page} action="/access" next="/calls" wrong={false} />,
  "access-wrong": (page) => <AccessPage {...page} action="/access" next="/calls" wrong />,
};
