import { parseArgs } from "node:util";
import { ContentModeWire } from "../../evaluations/content-mode-wire.ts";
import { CONTENT_MODES, type ContentMode, REPORT_LANGUAGES, type ReportLanguage } from "../../evaluations/scorecard.ts";

/** What the `audit` command prints for `--help`. */
export const AUDIT_USAGE = `Usage: npm run audit -- [options] <files or folders>

Audits dialogues. Folders are searched for .txt .html .htm .srt .vtt .md files, also in folders inside; a file that is
named is read whatever its name; - reads one dialogue from standard input. Encodings are recognised.

  --mode MODE             Manager+ (default), Client+ or Диалог
  --scorecard KEY         a built-in or own scorecard, instead of --mode
  --language TAG          the spoken language, a hint (BCP 47, such as ru)
  --report-language LANG  ru or en; default: REPORT_LANGUAGE
  --save                  keep the calls and their results; a file with the same name and bytes is kept once and is
                          not judged (or paid for) again
  --queue                 also takes recordings (.wav .mp3 .ogg .m4a .flac and the like): copies all into the service and
                          leaves the work to its queue, behind anything fresh; the same file (its path below the folder
                          and its bytes) is queued once. Tells what it will cost before it begins
  --yes                   with --queue: begin although it costs money
  --wait                  with --queue: stay until all is judged
  --json                  instead of the table, one JSON object a line: {"file", "answer", "problem"}; "answer" is
                          that of POST /analyze_call (its ids are null when nothing was kept), "problem" is null then
  --help                  this text

While a server is running on the data directory the calls go through it, and it keeps them.
Exit code: 0 every file was audited, 1 some failed (the others are audited all the same), 2 wrong usage.
`;

/** The command line of `audit`; null where nothing was said. */
export interface AuditOptions {
  /** Files and folders as given, `-` for standard input. */
  inputs: string[];
  contentMode: ContentMode | null;
  scorecard: string | null;
  language: string | null;
  reportLanguage: ReportLanguage | null;
  save: boolean;
  json: boolean;
  /** Leave the work to the queue of the service, in spite of its cost (`yes`), and stay until it is done (`wait`). */
  queue: boolean;
  yes: boolean;
  wait: boolean;
  help: boolean;
}

/** Reads the arguments; a text says what is wrong with them. */
export function readAuditOptions(args: string[]): AuditOptions | string {
  const given = parse(args);
  if (typeof given === "string") return given;
  const { values, positionals } = given;
  const mode = ContentModeWire.optional().safeParse(values.mode);
  if (!mode.success) return `--mode: one of ${CONTENT_MODES.join(", ")}`;
  if ((values.yes || values.wait) && !values.queue) return "--yes and --wait belong to --queue.";
  if (values.queue && positionals.includes("-")) return "--queue takes files and folders, not standard input.";
  const reportLanguage = REPORT_LANGUAGES.find((language) => language === values["report-language"]) ?? null;
  if (values["report-language"] !== undefined && reportLanguage === null)
    return `--report-language: one of ${REPORT_LANGUAGES.join(", ")}`;
  if (positionals.length === 0 && !values.help) return "Name at least one file or folder.";
  if (positionals.filter((input) => input === "-").length > 1) return "Standard input can be read only once.";
  return {
    inputs: positionals,
    contentMode: mode.data ?? null,
    scorecard: values.scorecard ?? null,
    language: values.language ?? null,
    reportLanguage,
    save: values.save,
    json: values.json,
    queue: values.queue,
    yes: values.yes,
    wait: values.wait,
    help: values.help,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        mode: { type: "string" },
        scorecard: { type: "string" },
        language: { type: "string" },
        "report-language": { type: "string" },
        save: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        queue: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        wait: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
      return error.message;
    throw error;
  }
}
