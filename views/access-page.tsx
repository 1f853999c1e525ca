import { textsIn } from "./i18n/texts.ts";
import { Layout, type PageProps } from "./parts/layout.tsx";
import { Icon } from "./parts/sprite.tsx";

/** The page that asks for the static access key. */
export interface AccessPageProps extends PageProps {
  /** Where the form posts to. */
  action: string;
  /** Path to open after the right key, sent along as `next`. */
  next: string;
  /** True after a key that did not fit. */
  wrong: boolean;
}

/** One field, one button. The field is `access_key`. */
export function AccessPage(props: AccessPageProps) {
  const { locale, action, next, wrong } = props;
  const texts = textsIn(locale);
  const describedBy = wrong ? "access-key-error access-key-hint" : "access-key-hint";
  return (
    <Layout {...props} title={wrong ? `${texts.errorPrefix}: ${texts.accessTitle}` : texts.accessTitle}>
      <header class="page-head">
        <h1>{texts.accessTitle}</h1>
        <p class="page-lead">{texts.accessLead}</p>
      </header>
      <form class="access" method="post" action={action}>
        <input type="hidden" name="next" value={next} />
        <div class="field">
          <label for="access-key">{texts.accessLabel}</label>
          {wrong && (
            <p class="field-error" id="access-key-error" role="alert">
              <Icon name="not-met" />
              <span>
                <span class="visually-hidden">{texts.errorPrefix}: </span>
                {texts.accessWrong}
              </span>
            </p>
          )}
          <input
            class="control"
            id="access-key"
            name="access_key"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby={describedBy}
            {...(wrong ? { "aria-invalid": "true" } : {})}
          />
          <p class="field-hint" id="access-key-hint">
            {texts.accessHint}
          </p>
        </div>
        <p class="actions">
          <button class="button" type="submit">
            {texts.accessSubmit}
          </button>
        </p>
      </form>
    </Layout>
  );
}
