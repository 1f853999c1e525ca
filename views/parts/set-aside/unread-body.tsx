import type { Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";

/** Of a body that nobody could read so much is shown. */
const CHARACTERS_SHOWN = 2_000;

/** What nobody could read, folded, cut where it is long, and below it what its sender was told (null: not known). */
export function UnreadBody({
  locale,
  detail,
  body,
  bodyCharacters,
}: {
  locale: Locale;
  detail: string | null;
  body: string;
  /** How much of it is kept. */
  bodyCharacters: number;
}) {
  const texts = textsIn(locale);
  return (
    <details>
      <summary>{texts.deliveryBody}</summary>
      {body === "" ? (
        <p class="note">{texts.deliveryBodyEmpty}</p>
      ) : (
        <pre class="sample">
          <code dir="auto">{body.slice(0, CHARACTERS_SHOWN)}</code>
        </pre>
      )}
      {bodyCharacters > CHARACTERS_SHOWN && <p class="note">{texts.deliveryBodyCut(bodyCharacters)}</p>}
      {detail !== null && (
        <p class="note">
          {texts.deliveryAnswered} <span lang="en">{detail}</span>
        </p>
      )}
    </details>
  );
}
