import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { AppError } from "../../errors.ts";
import { jsonPointer, parseInput } from "../../http/faults.ts";
import { DeliveryWire, NewSecretBody, NewSourceBody, SourcePatch } from "./source-schemas.ts";

/** What the command is told to do. */
export type SourceOrder =
  | { verb: "list" }
  | { verb: "show" | "drop-secrets"; key: string }
  | { verb: "add"; given: z.infer<typeof NewSourceBody>; secret: NewSecret | null }
  | { verb: "change"; key: string; given: z.infer<typeof SourcePatch> }
  | { verb: "secret"; key: string; given: NewSecret }
  | { verb: "deliveries"; key: string; outcome: z.infer<typeof DeliveryWire>["outcome"] | null };

type NewSecret = z.infer<typeof NewSecretBody>;

/** How the command is used. */
export const SOURCE_USAGE = `Usage: razbor source [list]
       razbor source add <key> [--name <name>] [--kind <kind>] [--signing | --token] [rules]
       razbor source show|on|off|drop-secrets <key>
       razbor source secret <key> [--token] [--given -]
       razbor source rules <key> [--name <name>] rules
       razbor source headers <key> [--header <'Name: value'>]... [--host <host[:port]>]... [--none]
       razbor source deliveries <key> [--outcome <outcome>]

  list          where calls come from by webhook, as JSON lines
  add           a source, and the address to give to its sender; --signing or --token makes its secret too
  show          everything about one but its secrets
  secret        make a signing secret, or a token; told this once, and the one before holds until the next
                --given -  takes your own from standard input
  drop-secrets  forget every signing secret and token
  rules         change what is done with its calls
  headers       headers by which its recordings are fetched, and the only hosts that see them; both anew
                --header -  takes the headers from standard input, one a line; --none removes them
  on, off       take its deliveries, or refuse them
  deliveries    its newest arrivals and what became of them, as JSON lines
                (accepted, repeated, awaiting, skipped, ignored, unreadable)

Rules; what is not named stays as it is:
  --scorecard <key>                 several times for several, the first is the primary one
  --manager-channel left|right|auto
  --report-language ru|en|default
  --talk-seconds-min <seconds>|none
  --direction inbound|outbound|both only these calls are audited
  --internal skip|keep              calls between colleagues
  --voicemail skip|keep
  --skip-manager <id>               several times for several; '' for none
  --skip-tag <tag>                  likewise

Examples:
  razbor source add pbx --name 'Office PBX' --token --talk-seconds-min 20
  razbor source add crm --signing --scorecard manager-plus --scorecard client-plus
  razbor source headers pbx --header 'Authorization: Basic …' --host pbx.example:8080
  razbor source deliveries pbx --outcome unreadable
`;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  name: { type: "string" },
  kind: { type: "string" },
  signing: { type: "boolean" },
  token: { type: "boolean" },
  given: { type: "string" },
  header: { type: "string", multiple: true },
  host: { type: "string", multiple: true },
  none: { type: "boolean" },
  outcome: { type: "string" },
  scorecard: { type: "string", multiple: true },
  "manager-channel": { type: "string" },
  "report-language": { type: "string" },
  "talk-seconds-min": { type: "string" },
  direction: { type: "string" },
  internal: { type: "string" },
  voicemail: { type: "string" },
  "skip-manager": { type: "string", multiple: true },
  "skip-tag": { type: "string", multiple: true },
} as const;
type Flags = NonNullable<ReturnType<typeof parse>>["values"];
type Flag = keyof typeof OPTIONS;

const RULES: readonly Flag[] = [
  "scorecard",
  "manager-channel",
  "report-language",
  "talk-seconds-min",
  "direction",
  "internal",
  "voicemail",
  "skip-manager",
  "skip-tag",
];
/** What may be said with which verb. */
const ALLOWED: Record<string, readonly Flag[]> = {
  list: [],
  show: [],
  on: [],
  off: [],
  "drop-secrets": [],
  add: ["name", "kind", "signing", "token", ...RULES],
  secret: ["token", "signing", "given"],
  rules: ["name", ...RULES],
  headers: ["header", "host", "none"],
  deliveries: ["outcome"],
};
const INPUT_CHARACTERS_MAX = 64 * 1024;

/** Reads the arguments; null for what is no order. Throws `invalid_input` for a value that does not fit. */
export async function readSourceOrder(args: string[], stdin: Readable): Promise<SourceOrder | "help" | null> {
  const given = parse(args);
  if (given === null) return null;
  const { values } = given;
  const [verb = "list", key, ...more] = given.positionals;
  if (values.help || verb === "help") return "help";
  const allowed = Object.hasOwn(ALLOWED, verb) ? ALLOWED[verb] : undefined;
  const isFit = allowed !== undefined && Object.keys(values).every((name) => allowed.includes(name as Flag));
  if (!isFit || more.length > 0 || (verb === "list") !== (key === undefined)) return null;
  if ((values.signing && values.token) || (values.given !== undefined && values.given !== "-")) return null;
  return key === undefined ? { verb: "list" } : orderOf(verb, key, values, () => readAll(stdin));
}

async function orderOf(
  verb: string,
  key: string,
  values: Flags,
  input: () => Promise<string>,
): Promise<SourceOrder | null> {
  const kind = values.token ? "token" : "signing";
  const named = values.name === undefined ? {} : { name: values.name };
  const change = (given: object): SourceOrder => ({ verb: "change", key, given: checked(SourcePatch, given) });
  switch (verb) {
    case "show":
    case "drop-secrets":
      return { verb, key };
    case "on":
    case "off":
      return change({ enabled: verb === "on" });
    case "add": {
      const asked = { key, kind: values.kind, ...named, rules: rulesOf(values) };
      const secret = values.token || values.signing ? checked(NewSecretBody, { kind }) : null;
      return { verb, given: checked(NewSourceBody, asked), secret };
    }
    case "secret": {
      const secret = values.given === undefined ? null : (await input()).trim();
      return { verb, key, given: checked(NewSecretBody, { kind, secret }) };
    }
    case "rules":
      return Object.keys(values).length === 0 ? null : change({ ...named, rules: rulesOf(values) });
    case "headers":
      return headersOf(values) ? change(await headerChange(values, input)) : null;
    default:
      return {
        verb: "deliveries",
        key,
        outcome: checked(DeliveryWire.shape.outcome.nullable(), values.outcome ?? null),
      };
  }
}

function headersOf({ header, host, none }: Flags): boolean {
  return none ? header === undefined : header !== undefined || host !== undefined;
}

async function headerChange({ header, host, none }: Flags, input: () => Promise<string>): Promise<object> {
  const lines = header?.[0] === "-" ? (await input()).split("\n") : (header ?? []);
  const fields = lines.filter((line) => line.trim() !== "").map(headerField);
  return {
    ...(none || header !== undefined ? { recording_headers: Object.fromEntries(fields) } : {}),
    ...(host === undefined ? {} : { credential_hosts: filled(host) }),
  };
}

function headerField(line: string): [string, string] {
  const [, name = "", value = ""] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
  if (name === "") throw new AppError("invalid_input", "A header is like 'Authorization: Basic …'.");
  return [name, value];
}

/** Only what was said. */
function rulesOf(values: Flags): object {
  const { direction, scorecard } = values;
  const unwanted = direction && { inbound: ["outbound"], outbound: ["inbound"], both: [] }[direction];
  const skip = {
    talk_seconds_min: numberOr(values["talk-seconds-min"], "none"),
    directions: direction === undefined ? undefined : (unwanted ?? direction),
    internal: truth(values.internal),
    voicemail: truth(values.voicemail),
    managers: values["skip-manager"] && filled(values["skip-manager"]),
    tags: values["skip-tag"] && filled(values["skip-tag"]),
  };
  return {
    scorecards: scorecard,
    manager_channel: wordOr(values["manager-channel"], "auto"),
    report_language: wordOr(values["report-language"], "default"),
    skip,
  };
}

function filled(texts: readonly string[]): string[] {
  return texts.filter((text) => text.trim() !== "");
}

function wordOr(word: string | undefined, none: string): string | null | undefined {
  return word === none ? null : word;
}

function numberOr(word: string | undefined, none: string): number | null | undefined {
  return word === undefined ? undefined : word === none ? null : Number(word);
}

function truth(word: string | undefined): unknown {
  return word === "skip" ? true : word === "keep" ? false : word;
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  return parseInput(schema, given, jsonPointer);
}

async function readAll(stdin: Readable): Promise<string> {
  let text = "";
  for await (const piece of stdin) {
    text += piece;
    if (text.length > INPUT_CHARACTERS_MAX) throw new AppError("too_large", "Standard input is too long.");
  }
  return text;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    if (error instanceof TypeError && "code" in error) return null;
    throw error;
  }
}
