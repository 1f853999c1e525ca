import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";

/** The pages of the settings; each stands at its own name. */
const PAGES = ["sources", "endpoints", "spend", "set-aside", "imports"] as const;

/** One page of the settings. */
export type SettingsPage = (typeof PAGES)[number];

/** The ways between the pages of the settings; `page` is where one is. */
export function SettingsNav({ locale, page }: { locale: Locale; page: SettingsPage }) {
  const texts = textsIn(locale);
  return (
    <nav class="settings-nav" aria-label={texts.settingsLabel}>
      <ul>
        {PAGES.map((name) => (
          <li>
            <a href={`/${name}`} {...(name === page ? { "aria-current": "page" } : {})}>
              {texts.settingsNames[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
