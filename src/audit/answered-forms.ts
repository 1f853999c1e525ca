import { createHash } from "node:crypto";
import { Recent } from "../recent.ts";
import { Turns } from "./turns.ts";

const KEPT_MAX = 256;
const FORM_ID = /^[0-9a-f-]{36}$/;

/** What a person sent: the id that the page gave the form, and everything that the answer depends on. */
export interface SentForm {
  /** Null when it came from no page of ours. */
  formId: string | null;
  content: readonly (string | null)[];
}

/**
 * Forms that were answered, for as long as this process remembers: whoever loads an answer anew, or sends a form twice, is
 * not to store and pay for a second call. The same form with other words is another one.
 */
export class AnsweredForms {
  readonly #turns = new Turns();
  /** Ids of the evaluations. */
  readonly #evaluations = new Recent<string>(KEPT_MAX);

  /**
   * Does the work unless the same form was answered already; then `again` gets the id of its evaluation. One that is being
   * answered is waited for.
   */
  async once<Answer>(
    { formId, content }: SentForm,
    work: () => Promise<{ evaluationId: string; answer: Answer }>,
    again: (evaluationId: string) => Answer,
  ): Promise<Answer> {
    if (formId === null || !FORM_ID.test(formId)) return (await work()).answer;
    const key = createHash("sha256")
      .update(JSON.stringify([formId, content]))
      .digest("hex");
    return this.#turns.take(key, async () => {
      const known = this.#evaluations.find(key);
      if (known !== undefined) return again(known);
      const { evaluationId, answer } = await work();
      this.#evaluations.keep(key, evaluationId);
      return answer;
    });
  }
}
