import type { ShownSource } from "../../../src/crm/sources/manage-sources.ts";
import { formatShortDateTime, type Locale } from "../../i18n/format.ts";
import { textsIn } from "../../i18n/texts.ts";
import { Icon } from "../sprite.tsx";

/**
 * Who can send to a source that asks for no proof: `house` people on this machine, `closed` nobody without the access key,
 * `anyone` whoever reaches the service.
 */
export type SourceReach = "house" | "closed" | "anyone";

/** What people call a source: by the name they gave it, ours in words where they gave none, else by its key. */
export function sourceTitle(locale: Locale, { key, name }: { key: string; name?: string | null | undefined }): string {
  return name ?? textsIn(locale).sourceNames[key] ?? key;
}

/** Where its deliveries go; with a token for a sender that can give it in the path only. */
export function deliveryAddress(origin: string, key: string, token: string | null = null): string {
  if (token !== null) return `${origin}/webhook/${key}/${token}`;
  return `${origin}/webhook/${key === "default" ? "new_call_recording" : key}`;
}

/** Whether nothing was agreed by which its sender could prove itself. */
export function isUnproven({ secrets }: ShownSource): boolean {
  return secrets !== null && secrets.signingSecrets === 0 && secrets.tokens === 0;
}

/** How a source proves itself, and a warning where it should. */
export function Proof({ locale, source, reach }: { locale: Locale; source: ShownSource; reach: SourceReach }) {
  const texts = textsIn(locale);
  const { secrets } = source;
  if (secrets === null) return <Warning text={texts.sourceSealed} />;
  if (!isUnproven(source))
    return (
      <>
        {[
          ...(secrets.signingSecrets > 0 ? [texts.sourceSigned(secrets.signingSecrets)] : []),
          ...(secrets.tokens > 0 ? [texts.sourceTokens(secrets.tokens)] : []),
        ].join(", ")}
      </>
    );
  return reach === "house" ? texts.sourceUnproven.house : <Warning text={texts.sourceUnproven[reach]} />;
}

function Warning({ text }: { text: string }) {
  return (
    <span class="call-state call-state--failed">
      <Icon name="not-met" />
      <b>{text}</b>
    </span>
  );
}

/** Whether it takes deliveries. */
export function SourceState({ locale, source, timeZone }: { locale: Locale; source: ShownSource; timeZone: string }) {
  const texts = textsIn(locale);
  const { disabledAt } = source;
  return (
    <>{disabledAt === null ? texts.sourceIsOn : texts.sourceIsOff(formatShortDateTime(locale, timeZone, disabledAt))}</>
  );
}
