import { textsIn } from "../../i18n/texts.ts";
import type { SourcePageProps } from "../../source-page.tsx";
import { FieldError } from "../field-error.tsx";
import { SourceInput, SourceLines, SourceSelect } from "./field.tsx";

/** What is done with the calls of a source. */
export function RulesSection(props: SourcePageProps) {
  const { locale, source, rules, fault } = props;
  const texts = textsIn(locale);
  const field = { locale, fault };
  return (
    <section class="section" id="rules" aria-labelledby="rules-title">
      <div class="section-head">
        <h2 id="rules-title">{texts.sourceRules}</h2>
        <p class="note">{texts.sourceRulesAbout}</p>
      </div>
      <form class="section-body" method="post" action={`/sources/${source.key}/rules`}>
        <SourceInput {...field} name="name" label={texts.sourceName} hint={texts.sourceNameHint} value={rules.name} />
        <Scorecards {...props} />
        <div class="field-pair">
          <SourceSelect
            name="manager_channel"
            label={texts.sourceChannel}
            value={rules.managerChannel}
            options={texts.sourceChannels}
          />
          <SourceSelect
            name="report_language"
            label={texts.sourceLanguage}
            value={rules.reportLanguage}
            options={texts.sourceLanguages}
          />
        </div>
        <Skips {...props} />
        <p class="actions">
          <button class="button" type="submit">
            {texts.sourceSave}
          </button>
        </p>
      </form>
    </section>
  );
}

/** The primary scorecard, and others to be filled in as well. */
function Scorecards({ locale, scorecards, rules, fault }: SourcePageProps) {
  const texts = textsIn(locale);
  const isWrong = fault?.field === "scorecards";
  const isGone = !scorecards.some(({ key }) => key === rules.scorecard);
  const named = scorecards.map(({ key, mode, title }) => ({ key, name: `${texts.modeNames[mode]}: ${title}` }));
  return (
    <>
      <div class="field">
        <label for="source-scorecards">{texts.sourceScorecard}</label>
        {isWrong && <FieldError locale={locale} id="source-scorecards-error" text={texts.sourceFaults.scorecards} />}
        <select
          class="control"
          id="source-scorecards"
          name="scorecard"
          {...(isWrong ? { "aria-invalid": "true", "aria-describedby": "source-scorecards-error" } : {})}
        >
          {isGone && (
            <option value={rules.scorecard} selected>
              {rules.scorecard}
            </option>
          )}
          {named.map(({ key, name }) => (
            <option value={key} selected={key === rules.scorecard}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="field">
        <legend>{texts.sourceAlso}</legend>
        <div>
          {named.map(({ key, name }) => (
            <label class="toggle">
              <input type="checkbox" name="also" value={key} checked={rules.also.includes(key)} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** Which calls are left out. */
function Skips({ locale, rules, fault }: SourcePageProps) {
  const texts = textsIn(locale);
  const field = { locale, fault };
  return (
    <>
      <div class="field-pair">
        <SourceSelect
          name="direction"
          label={texts.sourceDirection}
          value={rules.direction}
          options={texts.sourceDirections}
        />
        <SourceInput
          {...field}
          name="talk_seconds_min"
          label={texts.sourceTalk}
          hint={texts.sourceTalkHint}
          value={rules.talkSecondsMin}
          inputmode="numeric"
        />
      </div>
      <fieldset class="field">
        <legend>{texts.sourceSkips}</legend>
        <div>
          {(["internal", "voicemail"] as const).map((name) => (
            <label class="toggle">
              <input type="checkbox" name={name} checked={rules[name]} />
              {texts.sourceSkipNames[name]}
            </label>
          ))}
        </div>
      </fieldset>
      <div class="field-pair">
        <SourceLines
          {...field}
          name="skip_managers"
          label={texts.sourceSkipManagers}
          hint={texts.sourceSkipManagersHint}
          value={rules.managers}
        />
        <SourceLines
          {...field}
          name="skip_tags"
          label={texts.sourceSkipTags}
          hint={texts.sourceSkipTagsHint}
          value={rules.tags}
        />
      </div>
    </>
  );
}

/** How its recordings are fetched: headers, whose values are never shown, and the only hosts that see them. */
export function HeadersSection({ locale, source, headers, fault }: SourcePageProps) {
  const texts = textsIn(locale);
  const names = source.secrets?.recordingHeaders ?? [];
  const field = { locale, fault };
  return (
    <section class="section" id="headers" aria-labelledby="headers-title">
      <div class="section-head">
        <h2 id="headers-title">{texts.sourceHeaders}</h2>
        <p class="note">{texts.sourceHeadersAbout}</p>
      </div>
      <form class="section-body" method="post" action={`/sources/${source.key}/headers`}>
        <p>
          {names.length === 0 ? texts.sourceHeadersNone : texts.sourceHeadersAre(names.join(", "))}
          {names.length > 0 && source.credentialHosts.length === 0 && ` ${texts.sourceHeadersUnused}`}
        </p>
        <div class="field-pair">
          <SourceLines
            {...field}
            name="credential_hosts"
            label={texts.sourceHosts}
            hint={texts.sourceHostsHint}
            value={headers.hosts}
          />
          <SourceLines
            {...field}
            name="recording_headers"
            label={texts.sourceNewHeaders}
            hint={texts.sourceNewHeadersHint}
            value={headers.headers}
          />
        </div>
        {names.length > 0 && (
          <label class="toggle">
            <input type="checkbox" name="remove_headers" checked={headers.remove} />
            {texts.sourceHeadersRemove}
          </label>
        )}
        <p class="actions">
          <button class="button button--quiet" type="submit">
            {texts.sourceSave}
          </button>
        </p>
      </form>
    </section>
  );
}
