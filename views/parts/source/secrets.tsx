import { textsIn } from "../../i18n/texts.ts";
import type { SourcePageProps } from "../../source-page.tsx";
import { SourceInput } from "./field.tsx";
import { Proof } from "./proof.tsx";

/** How a source proves itself, a form that makes a new secret, and one that forgets all. */
export function SecretsSection({ locale, source, reach, fault }: SourcePageProps) {
  const texts = textsIn(locale);
  const holdsAny = source.secrets === null || source.secrets.signingSecrets + source.secrets.tokens > 0;
  return (
    <section class="section" id="secrets" aria-labelledby="secrets-title">
      <div class="section-head">
        <h2 id="secrets-title">{texts.sourceSecrets}</h2>
        <p class="note">{texts.sourceSecretsAbout}</p>
      </div>
      <div class="section-body">
        <p>
          {texts.sourceProofLabel}: <Proof locale={locale} source={source} reach={reach} />
        </p>
        <form method="post" action={`/sources/${source.key}/secrets`}>
          <input type="hidden" name="seen" value={source.secretsVersion} />
          <div class="field-pair">
            <div class="field">
              <label for="source-kind">{texts.sourceSecretKind}</label>
              <select class="control" id="source-kind" name="kind">
                {(["signing", "token"] as const).map((kind) => (
                  <option value={kind}>{texts.sourceProofNames[kind]}</option>
                ))}
              </select>
            </div>
            <SourceInput
              locale={locale}
              name="secret"
              label={texts.sourceOwnSecret}
              hint={texts.sourceOwnSecretHint}
              fault={fault}
              value=""
              type="password"
            />
          </div>
          <p class="actions">
            <button class="button button--quiet" type="submit">
              {texts.sourceMakeSecret}
            </button>
          </p>
        </form>
        {holdsAny && (
          <details class="section-aside">
            <summary>{texts.sourceDropSecrets}</summary>
            <p class="note">{source.secrets === null ? texts.sourceDropSealed : texts.sourceDropAbout}</p>
            <form class="actions" method="post" action={`/sources/${source.key}/drop-secrets`}>
              <button class="button button--quiet" type="submit">
                {texts.sourceDropSubmit}
              </button>
            </form>
          </details>
        )}
      </div>
    </section>
  );
}
