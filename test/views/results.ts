import type { CriterionVerdict, StoredEvaluation } from "../../src/evaluations/evaluation.ts";
import type { Locale } from "../../views/i18n/format.ts";
import type { EvaluationView } from "../../views/parts/evaluation/evaluation-body.tsx";
import { exampleDialogue } from "../../views/parts/form/examples.ts";
import { evaluationOf, evidenceAt, scorecardOf, scored, stored, type Talk, talk, verdict } from "./material.ts";

const bad = (locale: Locale) => talk(exampleDialogue(locale, 3) ?? "");
const good = (locale: Locale) => talk(exampleDialogue(locale, 1) ?? "");
const middling = (locale: Locale) => talk(exampleDialogue(locale, 2) ?? "");
/** The Russian or the English text. */
const say = (locale: Locale, ru: string, en: string) => (locale === "ru" ? ru : en);

/** A talk and its evaluation as one view. */
export function viewOf({ transcript, roles }: Talk, row: StoredEvaluation, managerName: string | null): EvaluationView {
  const { evaluation, scorecard } = row;
  return {
    stored: row,
    scorecard: scorecardOf(evaluation.mode, scorecard.key, evaluation.verdicts),
    transcript,
    roles,
    managerName,
    recording: null,
  };
}

/** A poor call, capped by a named breach, judged by a model that voted. */
export function cappedView(locale: Locale): EvaluationView {
  const words = bad(locale);
  const pressure = say(
    locale,
    "До завтра не возьмёте, будет семьдесят.",
    "Don't take it by tomorrow and it'll be three thousand.",
  );
  const verdicts: CriterionVerdict[] = [
    verdict("greeting_intro", say(locale, "Приветствие", "Greeting"), 3, "partial", {
      reason: say(
        locale,
        "Назвал тему, но не себя и не компанию.",
        "Named the topic, but neither himself nor the company.",
      ),
      evidence: [evidenceAt(words, 1)],
    }),
    verdict("need_discovery", say(locale, "Выявление потребности", "Finding the need"), 12, "not_met", {
      reason: say(
        locale,
        "Не спросил ни про размеры, ни про шум, с которым пришёл клиент.",
        "Asked neither about sizes nor about the noise the customer came with.",
      ),
      evidence: [evidenceAt(words, 3), evidenceAt(words, 5)],
      absence: true,
    }),
    verdict("next_step", say(locale, "Следующий шаг", "Next step"), 20, "not_met", {
      reason: say(
        locale,
        "На просьбу о замере ответил отказом и ничего не предложил взамен.",
        "Refused the measuring visit and offered nothing instead.",
      ),
      evidence: [evidenceAt(words, 9, say(locale, "Замер у нас после предоплаты.", "We measure after the deposit."))],
    }),
    verdict("objection_handling", say(locale, "Работа с возражениями", "Handling objections"), 10, "not_met", {
      reason: say(locale, "На «много» ответил колкостью.", "Answered “a lot for me” with a jibe."),
      evidence: [evidenceAt(words, 7, say(locale, "Ну а вы что хотели, даром?", "What did you expect, free?"))],
    }),
    verdict("tone_politeness", say(locale, "Тон и вежливость", "Tone and politeness"), 2, "not_met", {
      reason: say(locale, "Торопил и отчитывал.", "Hurried and scolded."),
      evidence: [evidenceAt(words, 9, say(locale, "Женщина, вы решайте быстрее", "Lady, make up your mind"))],
    }),
    verdict("script_compliance", say(locale, "Соблюдение сценария", "Keeping to the script"), 6, "not_met", {
      reason: say(locale, "Пугал ростом цены, чтобы решили сразу.", "Threatened a higher price to force a decision."),
      breach: "pressure",
      vote: { votes: ["not_met", "not_met", "not_met"], agreement: 1 },
      evidence: [evidenceAt(words, 7, pressure)],
    }),
    verdict("product_presentation", say(locale, "Презентация", "Presentation"), 10, "met", {
      reason: say(locale, "Цена названа сразу и целиком.", "The price was named at once and in full."),
      evidence: [evidenceAt(words, 3)],
    }),
    verdict("active_listening", say(locale, "Активное слушание", "Listening"), 2, "na"),
  ];
  const evaluation = evaluationOf(words, locale, {
    ...scored("Manager+", verdicts),
    summary: say(
      locale,
      "Цена прозвучала раньше вопросов, а на сомнение клиентки ответили давлением. Разговор закончился отказом. Задачу про шум под окнами никто так и не обсудил, замер не предложили.",
      "The price came before any question, and doubt was met with pressure. The call ended in a refusal. Nobody talked about the noise under the windows, and no measuring visit was offered.",
    ),
    recommendations: [
      {
        criterion: "next_step",
        text: say(
          locale,
          "Предложить замер, пока клиент готов",
          "Offer the measuring visit while the customer is ready",
        ),
        example: say(
          locale,
          "«Давайте замерщик приедет завтра в шесть, это бесплатно: тогда и цена будет точной».",
          "“Let our fitter come tomorrow at six, free of charge: then the price will be exact.”",
        ),
      },
      {
        criterion: "need_discovery",
        text: say(locale, "Сначала спросить, зачем звонит", "First ask what they are after"),
        example: say(
          locale,
          "Расскажите, что мешает больше всего: шум, холод, вид?",
          "What bothers you most: noise, cold, looks?",
        ),
      },
      { criterion: null, text: say(locale, "Не спорить о цене", "Do not argue about the price"), example: null },
      {
        criterion: "objection_handling",
        text: say(locale, "Разложить цену на части", "Break the price into parts"),
        example: null,
      },
    ],
    topics: [
      { label: say(locale, "окна", "windows"), evidence: [] },
      { label: say(locale, "шум", "noise"), evidence: [] },
      { label: say(locale, "цена", "price"), evidence: [] },
    ],
    outcome: { value: "refusal", evidence: [evidenceAt(words, 10)] },
    commitments: [],
  });
  const receipt = {
    ...evaluation.receipt,
    judge: "openai",
    model: "gpt-example",
    modelFingerprint: "fp_0a1b2c",
    promptSha256: "e93d".repeat(16),
    requests: 3,
    inputTokens: 5214,
    cachedTokens: 3840,
    outputTokens: 1106,
    costUsd: 0.0041,
  };
  return viewOf(
    words,
    stored({ ...evaluation, receipt }, { judge: "openai" }),
    say(locale, "Вадим Прутков", "Walter Pruitt"),
  );
}

/** A cap that bites: most was met, one breach; two quotes overlap in one utterance. */
export function bittenView(locale: Locale): EvaluationView {
  const base = cappedView(locale);
  const words = bad(locale);
  const verdicts = base.stored.evaluation.verdicts.map((one): CriterionVerdict => {
    if (one.criterion === "objection_handling") return { ...one, evidence: [evidenceAt(words, 7)] };
    const kept = one.criterion === "script_compliance" || one.verdict === "na";
    return kept ? one : { ...one, verdict: "met", score: 100, absence: false };
  });
  const evaluation = { ...base.stored.evaluation, ...scored("Manager+", verdicts) };
  return { ...base, stored: { ...base.stored, evaluation } };
}

/** A strong call judged by rules: promises, topics, nothing capped. */
export function strongView(locale: Locale): EvaluationView {
  const words = good(locale);
  const verdicts = [
    verdict("greeting_intro", say(locale, "Приветствие", "Greeting"), 3, "met", {
      reason: say(locale, "Назвала себя и ателье, спросила имя.", "Named herself and the shop, asked for the name."),
      evidence: [evidenceAt(words, 1)],
    }),
    verdict("need_discovery", say(locale, "Выявление потребности", "Finding the need"), 12, "met", {
      reason: say(
        locale,
        "Спросила, для кого, к какому числу и на какую сумму.",
        "Asked for whom, by when and for how much.",
      ),
      evidence: [evidenceAt(words, 3), evidenceAt(words, 5)],
    }),
    verdict("objection_handling", say(locale, "Работа с возражениями", "Handling objections"), 10, "met", {
      reason: say(
        locale,
        "Сравнила состав цены и дала вариант дешевле.",
        "Compared what the price covers and gave a cheaper option.",
      ),
      evidence: [evidenceAt(words, 9)],
    }),
    verdict("next_step", say(locale, "Следующий шаг", "Next step"), 20, "met", {
      reason: say(locale, "Назвала день, час и место.", "Named day, hour and place."),
      evidence: [evidenceAt(words, 11), evidenceAt(words, 13)],
    }),
    verdict("speech_clarity", say(locale, "Ясность речи", "Clarity"), 12, "met", {
      reason: say(locale, "Нарушений не найдено.", "No fault found."),
    }),
    verdict("closing", say(locale, "Завершение", "Closing"), 5, "partial", {
      reason: say(
        locale,
        "Вопросы спросила, договорённость не повторила целиком.",
        "Asked for questions, did not repeat the whole agreement.",
      ),
      evidence: [evidenceAt(words, 13)],
    }),
  ];
  const evaluation = evaluationOf(words, locale, {
    ...scored("Manager+", verdicts),
    summary: say(
      locale,
      "Узнала задачу, честно сравнила цену и записала на четверг.",
      "Found out the need, compared the price honestly and booked Thursday.",
    ),
    recommendations: [
      {
        criterion: "closing",
        text: say(locale, "Повторить договорённость перед прощанием", "Repeat the agreement before saying goodbye"),
        example: say(
          locale,
          "Итак, четверг, шесть вечера, Садовая, четыре.",
          "So, Thursday, six in the evening, 4 Garden Street.",
        ),
      },
    ],
    topics: [{ label: say(locale, "платье", "dress"), evidence: [] }],
    outcome: { value: "sale", evidence: [evidenceAt(words, 12)] },
    commitments: [
      {
        who: "manager",
        what: say(locale, "Прислать адрес сообщением", "Text the address"),
        when: say(locale, "сегодня", "today"),
        evidence: [evidenceAt(words, 13)],
      },
      {
        who: "customer",
        what: say(locale, "Прислать фасон", "Send the picture"),
        when: null,
        evidence: [evidenceAt(words, 13)],
      },
    ],
  });
  return viewOf(words, stored(evaluation), say(locale, "Полина Рощина", "Polly Rowan"));
}

/** Client+ of the middling call: equal weights and a fact without weight. */
export function clientView(locale: Locale): EvaluationView {
  const words = middling(locale);
  const verdicts = [
    verdict("interest", say(locale, "Интерес", "Interest"), 1, "partial", {
      reason: say(locale, "Спросил цену и срок, но не больше.", "Asked price and time, no more."),
      evidence: [evidenceAt(words, 2)],
    }),
    verdict("trust", say(locale, "Доверие", "Trust"), 1, "partial", {
      reason: say(locale, "Сомнение про запах осталось.", "The doubt about the smell stayed."),
      evidence: [evidenceAt(words, 6)],
    }),
    verdict("readiness_to_buy", say(locale, "Готовность купить", "Readiness to buy"), 1, "not_met", {
      reason: say(locale, "Ушёл думать.", "Left to think."),
      evidence: [evidenceAt(words, 12)],
    }),
    verdict("satisfaction", say(locale, "Довольство", "Satisfaction"), 1, "partial", {
      evidence: [evidenceAt(words, 14)],
    }),
    verdict("objections_raised", say(locale, "Возражения были", "Objections raised"), 0, "met", {
      reason: say(locale, "Дорого.", "Expensive."),
      evidence: [evidenceAt(words, 8)],
    }),
  ];
  const evaluation = evaluationOf(words, locale, {
    ...scored("Client+", verdicts),
    summary: say(
      locale,
      "Клиенту ответили вежливо, но сомнение про запах и цену не снято, поэтому он ушёл думать.",
      "The customer got polite answers, but doubts about smell and price stayed, so she left to think.",
    ),
    recommendations: [
      {
        criterion: "trust",
        text: say(locale, "Сказать, что будет, если запах останется", "Say what happens if the smell stays"),
        example: null,
      },
    ],
    outcome: { value: "none", evidence: [] },
  });
  return viewOf(words, stored(evaluation, { scorecard: { key: "client-plus", revision: 1 } }), null);
}

/** Диалог of the same call, a person's evaluation that a newer one replaced. */
export function dialogView(locale: Locale): EvaluationView {
  const words = middling(locale);
  const verdicts = [
    verdict("mutual_understanding", say(locale, "Взаимопонимание", "Mutual understanding"), 10, "partial", {
      evidence: [evidenceAt(words, 9), evidenceAt(words, 10)],
    }),
    verdict("agreed_outcome", say(locale, "Договорённость", "Agreed outcome"), 20, "not_met", {
      evidence: [evidenceAt(words, 13)],
      absence: true,
      reason: say(locale, "Ни дня, ни часа.", "Neither day nor hour."),
    }),
    verdict("tone_both_sides", say(locale, "Тон обеих сторон", "Tone of both sides"), 10, "met"),
    verdict("value_fit", say(locale, "Польза для клиента", "Value for the customer"), 10, "na"),
  ];
  const evaluation = evaluationOf(words, locale, {
    ...scored("Диалог", verdicts),
    summary: say(locale, "Поговорили ровно и ни о чём не договорились.", "A calm talk that agreed on nothing."),
  });
  return viewOf(
    words,
    stored(evaluation, { judge: "person", current: false, scorecard: { key: "dialog", revision: 1 } }),
    "m-17",
  );
}
