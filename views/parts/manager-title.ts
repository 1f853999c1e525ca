import type { Call } from "../../src/calls/call.ts";
import type { Locale } from "../i18n/format.ts";
import { textsIn } from "../i18n/texts.ts";

/** Whose call it is where no head of a column says so: the name, or an id that is no name behind the word for a manager. */
export function managerTitle(locale: Locale, name: string | null, { managerId }: Pick<Call, "managerId">): string {
  const texts = textsIn(locale);
  if (name === null) return texts.untitledCall;
  return name === managerId && /\d/u.test(name) ? `${texts.roles.manager} ${name}` : name;
}
