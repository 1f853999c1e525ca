import { textsIn } from "../../i18n/texts.ts";
import type { SourcePageProps } from "../../source-page.tsx";
import { deliveryAddress } from "./proof.tsx";

/** The least that a sender tells. */
const BODY = '{"call_id": "123", "manager_id": "7", "recording_url": "https://pbx.example/rec/123.mp3"}';

/** How to send to a source: its address, and commands that work as they stand once the secret is put in. */
export function SendingSection({ locale, source, origin, secret }: SourcePageProps) {
  const texts = textsIn(locale);
  const address = deliveryAddress(origin, source.key);
  const { signingSecrets = 0, tokens = 0 } = source.secrets ?? {};
  const token = secret !== null && !secret.startsWith("whsec_") ? secret : texts.sourceTokenHere;
  const signing = secret?.startsWith("whsec_") ? secret : texts.sourceSecretHere;
  return (
    <section class="section section--first" id="sending" aria-labelledby="sending-title">
      <div class="section-head">
        <h2 id="sending-title">{texts.sourceSending}</h2>
        <p class="note">
          <a href="/docs">{texts.sourceSendingFields}</a>
        </p>
      </div>
      <div class="section-body">
        <p>{texts.sourceSendingAbout}</p>
        <Sample text={address} />
        {signingSecrets === 0 && tokens === 0 && <Sample text={curl(address, [])} />}
        {tokens > 0 && (
          <>
            <p class="note">{texts.sourceSendingToken}</p>
            <Sample text={curl(address, [`x-webhook-token: ${token}`])} />
          </>
        )}
        {signingSecrets > 0 && (
          <>
            <p class="note">{texts.sourceSendingSigned}</p>
            <Sample text={signedCurl(address, signing)} />
          </>
        )}
      </div>
    </section>
  );
}

function Sample({ text }: { text: string }) {
  return (
    <pre class="sample">
      <code>{text}</code>
    </pre>
  );
}

function curl(address: string, headers: readonly string[]): string {
  const given = ["content-type: application/json", ...headers].map((header) => `  -H '${header}' \\`);
  return [`curl '${address}' \\`, ...given, `  -d '${BODY}'`].join("\n");
}

/** By Standard Webhooks, with nothing but a shell and openssl. */
function signedCurl(address: string, secret: string): string {
  return [
    `SECRET='${secret}'`,
    `BODY='${BODY}'`,
    'ID="msg_$(openssl rand -hex 8)"',
    "TIME=$(date +%s)",
    `KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
    'SIGN=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)',
    `curl '${address}' \\`,
    "  -H 'content-type: application/json' \\",
    '  -H "webhook-id: $ID" -H "webhook-timestamp: $TIME" -H "webhook-signature: v1,$SIGN" \\',
    '  -d "$BODY"',
  ].join("\n");
}
