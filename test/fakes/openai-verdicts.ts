import type { AskedRequest } from "./openai-request.ts";
import { isObject } from "./openai-strict-schema.ts";

/** One line of the transcript as the request shows it. */
export interface ShownUtterance {
  number: number;
  role: string;
  text: string;
}

/** What the stand-in says of one criterion; what is left out is filled in. */
export interface SaidVerdict {
  verdict: "met" | "partial" | "not_met" | "na" | "unclear";
  utterances?: number[];
  absence?: boolean;
  breach?: string | null;
  reason?: string;
}

/** Decides a criterion from what the request shows. */
export type Decide = (criterion: string, shown: ShownUtterance[], ownSide: ShownUtterance[]) => SaidVerdict;

/** Makes the model's words for a request. */
export type AnswerMaker = (asked: AskedRequest) => string;

/** The utterances of a request; throws when its transcript is not laid out as the product does. */
export function shownUtterances(input: string): ShownUtterance[] {
  const found = /^BEGIN TRANSCRIPT (\w+)\n([\s\S]*)\nEND TRANSCRIPT \1$/m.exec(input);
  if (!found) throw new Error("the request holds no transcript between its marks");
  return (found[2] ?? "").split("\n").map((line) => {
    const [number, role, text] = JSON.parse(line) as [number, string, string];
    return { number, role, text };
  });
}

/** Everything met, shown by the own side's first words. */
export const allMet: Decide = (_criterion, shown, ownSide) => {
  const number = ownSide[0]?.number ?? shown[0]?.number;
  return number === undefined ? { verdict: "na" } : { verdict: "met", utterances: [number] };
};

/** Everything met but the named criteria. */
export function verdicts(by: Record<string, SaidVerdict>): Decide {
  return (criterion, shown, ownSide) => by[criterion] ?? allMet(criterion, shown, ownSide);
}

/**
 * A model that does what the transcript tells it: as soon as one of the lines still stands in the request, everything
 * is met; else it decides as told. Only letters and digits count in the comparison.
 */
export function obedient(lines: string[], otherwise: Decide): Decide {
  const orders = lines.map(bare).filter((line) => line !== "");
  return (criterion, shown, ownSide) => {
    const all = bare(shown.map(({ text }) => text).join(" "));
    return (orders.some((order) => all.includes(order)) ? allMet : otherwise)(criterion, shown, ownSide);
  };
}

function bare(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** An answer of the asked form whose verdicts are decided by `decide`; every other field holds something plausible. */
export function answerBy(decide: Decide): AnswerMaker {
  return (asked) => {
    const shown = shownUtterances(asked.input);
    const verdictOf = (criterion: string) => {
      const side = new RegExp(`^CRITERION ${criterion}:[^]*?^Own side: (?:the )?(.+)$`, "m").exec(
        asked.instructions,
      )?.[1];
      const ownSide = shown.filter(({ role }) => side === "both sides" || role === side);
      return decide(criterion, shown, ownSide);
    };
    const first = shown[0]?.number ?? 1;
    return JSON.stringify(fill(asked.schema, asked.schema, [], { verdictOf, first }));
  };
}

interface Filling {
  verdictOf: (criterion: string) => SaidVerdict;
  first: number;
}

function fill(schema: unknown, root: Record<string, unknown>, path: string[], filling: Filling): unknown {
  if (!isObject(schema)) throw new Error("the schema is not filled in");
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.replace("#/$defs/", "");
    return fill((root.$defs as Record<string, unknown>)[name], root, path, filling);
  }
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) return null;
  const types = [schema.type].flat();
  if (types.includes("null")) return null;
  switch (types[0]) {
    case "object":
      return fillObject(schema, root, path, filling);
    case "array":
      return [fill(schema.items, root, [...path, "item"], filling)];
    case "integer":
      return filling.first;
    case "number":
      return 0;
    case "boolean":
      return false;
    default:
      return `Words for ${path.filter((name) => name !== "item").join(" ")}.`;
  }
}

function fillObject(schema: Record<string, unknown>, root: Record<string, unknown>, path: string[], filling: Filling) {
  const names = Object.keys(schema.properties as object);
  const filled = names.map((name) => [
    name,
    fill((schema.properties as Record<string, unknown>)[name], root, [...path, name], filling),
  ]);
  const value: Record<string, unknown> = Object.fromEntries(filled);
  if (!names.includes("verdict")) return value;
  const said = filling.verdictOf(path.at(-1) ?? "");
  const told: Record<string, unknown> = { absence: false, breach: null, utterances: [], ...said };
  return Object.fromEntries(names.map((name) => [name, name in told ? told[name] : value[name]]));
}
