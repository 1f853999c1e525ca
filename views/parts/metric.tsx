import type { Child } from "hono/jsx";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";

interface MetricProps {
  locale: Locale;
  name: string;
  value: string;
  note: string;
  about: string;
  children?: Child;
}

/** One figure: its name, its value, perhaps a picture, and how it is counted. */
export function Metric({ locale, name, value, note, about, children }: MetricProps) {
  return (
    <div class="metric">
      <h3 class="metric-name">{name}</h3>
      <p class="metric-value">
        {value} {note && <small>{note}</small>}
      </p>
      {children}
      <details>
        <summary>
          {textsIn(locale).metricHow}
          <span class="visually-hidden">: {name}</span>
        </summary>
        <p>{about}</p>
      </details>
    </div>
  );
}
