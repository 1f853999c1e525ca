import type { Child } from "hono/jsx";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";
import { Icon } from "./sprite.tsx";

/** Something true about the page that is not an error. */
export function Notice({ children }: { children: Child }) {
  return (
    <div class="notice">
      <Icon name="info" />
      <p>{children}</p>
    </div>
  );
}

/** Who will judge what is sent now: `keyMissing` tells why it is not a model. */
export interface JudgeAtWork {
  name: "rules" | "openai";
  keyMissing: boolean;
}

/** Before the work: says that the rules judge and no model will score. Nothing when a model does. */
export function JudgeNotice({ locale, judge }: { locale: Locale; judge: JudgeAtWork }) {
  const texts = textsIn(locale);
  if (judge.name !== "rules") return null;
  return (
    <Notice>
      <b>{texts.rulesJudges}</b> {judge.keyMissing ? texts.keyMissing : texts.keyUnused} {texts.rulesAbout}{" "}
      {judge.keyMissing && texts.rulesHow}
    </Notice>
  );
}

/** Before the work: says that a recording will wait, because nothing can transcribe it. Nothing when something can. */
export function SpeechNotice({ locale, isReady }: { locale: Locale; isReady: boolean }) {
  const texts = textsIn(locale);
  if (isReady) return null;
  return (
    <Notice>
      <b>{texts.speechMissing}</b> {texts.speechMissingAbout}
    </Notice>
  );
}

/** After the work: the section that names the rules judge as the one who scored. */
export function JudgeSection({ locale }: { locale: Locale }) {
  const texts = textsIn(locale);
  return (
    <section class="section" aria-labelledby="judge-title">
      <div class="section-head">
        <h2 id="judge-title">{texts.judgeTitle}</h2>
      </div>
      <div class="section-body">
        <Notice>
          <b>{texts.rulesJudged}</b> {texts.rulesAbout} {texts.rulesHowLater}
        </Notice>
      </div>
    </section>
  );
}
