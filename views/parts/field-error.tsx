import type { FormFault } from "../../src/audit/form-faults.ts";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { Icon } from "./sprite.tsx";

/** What is wrong, in a sentence. */
export function faultText(locale: Locale, code: FormFault["code"]): string {
  const { formFaults, recordingFaults } = textsIn(locale);
  return { ...formFaults, ...recordingFaults }[code];
}

/** A fault between the label and the control of its field. */
export function FieldError({ locale, id, text }: { locale: Locale; id: string; text: string }) {
  return (
    <p class="field-error" id={id}>
      <Icon name="not-met" />
      <span>
        <span class="visually-hidden">{textsIn(locale).errorPrefix}: </span>
        <span data-fault-text>{text}</span>
      </span>
    </p>
  );
}
