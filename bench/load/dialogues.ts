import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";
import { readLabelledSet } from "../../test/helpers/labelled.ts";

/** Turns of a made dialogue where not said. */
const TURNS = 30;

/**
 * So many different dialogues of so many turns, half Russian, half English, put together from utterances of the labelled
 * sets that may be read. The same seed gives the same; none holds text that speaks to the judge.
 */
export function makeDialogues(count: number, seed: number, turns = TURNS): string[] {
  const pools = ["ru", "en"].map(utterancesOf);
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const isRussian = index % 2 === 0;
    const [managers = [], customers = []] = pools[isRussian ? 0 : 1] ?? [];
    const [manager, customer] = isRussian ? ["Менеджер", "Клиент"] : ["Manager", "Customer"];
    const lines = Array.from({ length: turns }, (_, turn) => {
      const pool = turn % 2 === 0 ? managers : customers;
      const text = pool[Math.floor(random() * pool.length)] ?? "";
      return `${turn % 2 === 0 ? manager : customer}: ${text}`;
    });
    return `${lines.join("\n")}\n${customer}: ${isRussian ? "Номер заказа" : "Order number"} ${seed}-${index}.`;
  });
}

/** Utterances of managers and of customers in one language. */
function utterancesOf(language: string): [string[], string[]] {
  const pools: [string[], string[]] = [[], []];
  for (const dialogue of [...readLabelledSet("a"), ...readLabelledSet("tune")]) {
    if (!dialogue.scorable || dialogue.flags.injection || dialogue.language !== language) continue;
    for (const [index, { text }] of parseDialogue(dialogue.text).utterances.entries()) {
      const role = dialogue.turnRoles[index];
      if (role === "M") pools[0].push(text);
      else if (role === "C") pools[1].push(text);
    }
  }
  return pools;
}

/** A linear congruential generator (Numerical Recipes' constants): numbers from 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
