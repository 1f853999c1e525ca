import type { Child } from "hono/jsx";
import type { SourceFault, SourceField } from "../../../src/crm/sources/source-forms.ts";
import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { FieldError } from "../field-error.tsx";
import { Icon } from "../sprite.tsx";

/** What every field of the forms of sources takes. */
export interface SourceFieldProps {
  locale: Locale;
  name: SourceField;
  label: string;
  hint: string;
  fault: SourceFault | null;
}

/** What binds a control to its label, its hint and its fault. */
export interface BoundControl {
  id: string;
  name: string;
  "aria-describedby": string;
  "aria-invalid"?: "true";
}

/** A label, the fault, the control that `children` draws, and a hint. */
export function SourceFieldBox(props: SourceFieldProps & { children: (bound: BoundControl) => Child }) {
  const { locale, name, label, hint, fault, children } = props;
  const id = `source-${name.replaceAll("_", "-")}`;
  const isWrong = fault?.field === name;
  const describedBy = isWrong ? `${id}-error ${id}-hint` : `${id}-hint`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {isWrong && <FieldError locale={locale} id={`${id}-error`} text={textsIn(locale).sourceFaults[fault.code]} />}
      {children({ id, name, "aria-describedby": describedBy, ...(isWrong ? { "aria-invalid": "true" } : {}) })}
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** A field of one line. */
export function SourceInput(props: SourceFieldProps & { value: string; type?: string; inputmode?: "numeric" }) {
  const { value, type = "text", inputmode } = props;
  return (
    <SourceFieldBox {...props}>
      {(bound) => (
        <input
          class="control"
          {...bound}
          type={type}
          value={value}
          autocomplete="off"
          {...(inputmode === undefined ? {} : { inputmode })}
        />
      )}
    </SourceFieldBox>
  );
}

/** A field of one entry a line. */
export function SourceLines(props: SourceFieldProps & { value: string }) {
  return (
    <SourceFieldBox {...props}>
      {(bound) => (
        <textarea class="control control--lines" {...bound} rows={3} dir="auto" autocomplete="off" spellcheck={false}>
          {`\n${props.value}`}
        </textarea>
      )}
    </SourceFieldBox>
  );
}

/** A field that offers choices. */
export function SourceSelect({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string;
  options: Readonly<Record<string, string>>;
}) {
  const id = `source-${name.replaceAll("_", "-")}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select class="control" id={id} name={name}>
        {Object.entries(options).map(([key, text]) => (
          <option value={key === "-" ? "" : key} selected={(key === "-" ? "" : key) === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What was wrong with the form that was sent, before everything else on the page. */
export function SourceFaultSummary({ locale, fault }: { locale: Locale; fault: SourceFault | null }) {
  const texts = textsIn(locale);
  if (fault === null) return null;
  const text = texts.sourceFaults[fault.code];
  return (
    <div class="error-summary" role="alert" tabindex={-1}>
      <h2>
        <Icon name="not-met" />
        {texts.faultsTitle(1)}
      </h2>
      <ul>
        <li>{fault.field === null ? text : <a href={`#source-${fault.field.replaceAll("_", "-")}`}>{text}</a>}</li>
      </ul>
    </div>
  );
}
