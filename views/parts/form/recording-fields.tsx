import type { FormFault } from "../../../src/audit/form-faults.ts";
import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { FieldError, faultText } from "../field-error.tsx";

/** What recordings the form takes. */
export interface RecordingsTaken {
  bytesMax: number;
  durationMsMax: number;
  /** False: they are kept and wait until a speech engine is set up. */
  speechReady: boolean;
}

interface RecordingFieldsProps {
  locale: Locale;
  recordings: RecordingsTaken;
  values: { url: string; fileName: string | null };
  faults: FormFault[];
}

/** The file and the link, beside each other; the script adds dropping, a button to take the file out, and checks before sending. */
export function RecordingFields(props: RecordingFieldsProps) {
  return (
    <div class="field-pair">
      <AudioField {...props} />
      <UrlField {...props} />
    </div>
  );
}

function AudioField({ locale, recordings, values, faults }: RecordingFieldsProps) {
  const texts = textsIn(locale);
  const fault = faults.find(({ field }) => field === "audio");
  const lost = values.fileName ? "audio-lost " : "";
  return (
    <div class="field">
      <label for="audio">{texts.audioLabel}</label>
      {fault && <FieldError locale={locale} id="audio-error" text={faultText(locale, fault.code)} />}
      {values.fileName && (
        <p class="field-lost" id="audio-lost">
          {texts.audioLost(values.fileName)}
        </p>
      )}
      <input
        class="drop"
        id="audio"
        name="audio"
        type="file"
        accept="audio/*,video/mp4,video/webm,.ogg,.oga,.opus,.m4a,.amr,.aac,.flac,.wav,.mp3"
        data-bytes-max={recordings.bytesMax}
        data-too-large={texts.recordingFaults.audio_too_large}
        data-only-one={texts.onlyOneFile}
        data-ambiguous={texts.recordingFaults.source_ambiguous}
        aria-describedby={`${fault ? "audio-error " : ""}${lost}audio-hint`}
        {...(fault ? { "aria-invalid": "true" } : {})}
      />
      <p class="field-hint" id="audio-hint">
        {texts.audioHint(recordings.bytesMax, recordings.durationMsMax)}
      </p>
      <button class="button button--quiet drop-remove" type="button" hidden>
        {texts.audioRemove}
      </button>
    </div>
  );
}

function UrlField({ locale, values, faults }: RecordingFieldsProps) {
  const texts = textsIn(locale);
  const fault = faults.find(({ field }) => field === "file_url");
  return (
    <div class="field">
      <label for="file-url">{texts.urlLabel}</label>
      {fault && <FieldError locale={locale} id="file-url-error" text={faultText(locale, fault.code)} />}
      <input
        class="control"
        id="file-url"
        name="file_url"
        type="url"
        inputmode="url"
        autocomplete="off"
        dir="ltr"
        placeholder="https://"
        value={values.url}
        aria-describedby={fault ? "file-url-error file-url-hint" : "file-url-hint"}
        {...(fault ? { "aria-invalid": "true" } : {})}
      />
      <p class="field-hint" id="file-url-hint">
        {texts.urlHint}
      </p>
    </div>
  );
}

/** How much of a file was sent, and the way to stop it; shown by the script while it sends. */
export function UploadState({ locale }: { locale: Locale }) {
  const texts = textsIn(locale);
  return (
    <>
      <div class="upload" hidden>
        <progress value={0} max={1} aria-label={texts.uploadLabel} />
        <p class="upload-count" data-template={texts.uploadCount("{done}", "{total}")} />
        <button class="button button--quiet upload-cancel" type="button">
          {texts.uploadCancel}
        </button>
      </div>
      <p
        class="note upload-told"
        role="status"
        data-sending={texts.uploadHint}
        data-storing={texts.uploadStoring}
        data-cancelled={texts.uploadCancelled}
        data-cut={texts.recordingFaults.upload_cut}
        data-busy={texts.uploadBusy}
      />
      <template class="fault">
        <FieldError locale={locale} id="fault-to-fill" text="" />
      </template>
    </>
  );
}
