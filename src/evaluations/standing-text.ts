import type { NotScorableReason, ReviewReason } from "./evaluation.ts";
import type { ReportLanguage } from "./scorecard.ts";

/** Summary and advice for a call that got no verdicts, one sentence each. */
export interface StandingText {
  summary: string;
  advice: string;
}

const TEXTS: Record<ReportLanguage, Record<NotScorableReason | ReviewReason, StandingText>> = {
  ru: {
    voicemail: {
      summary: "Ответил автоответчик: живого разговора с клиентом не было, оценивать нечего.",
      advice: "Перезвоните клиенту; оценка появится, когда состоится разговор.",
    },
    ivr_only: {
      summary: "В записи только голосовое меню: до разговора с человеком дело не дошло.",
      advice: "Проверьте, почему звонок не дошёл до менеджера, и перезвоните клиенту.",
    },
    wrong_number: {
      summary: "Ошиблись номером: разговора о продаже не было, оценивать нечего.",
      advice: "Ничего делать не нужно; звонок не входит в средние показатели.",
    },
    no_speech: {
      summary: "В записи никто не говорит: оценивать нечего.",
      advice: "Проверьте, как пишется звук (линия, гарнитура, канал записи), и загрузите запись ещё раз.",
    },
    one_side_silent: {
      summary: "Слышна только одна сторона: о разговоре судить нельзя.",
      advice: "Проверьте запись второй стороны (гарнитура, канал записи) и загрузите её ещё раз.",
    },
    too_short: {
      summary: "Разговор оборвался, не начавшись: сказано слишком мало, чтобы судить о работе.",
      advice: "Если разговор продолжился в другом звонке, оцените его.",
    },
    not_sales: {
      summary: "Это не разговор о продаже: критерии оценки к нему не подходят.",
      advice: "Если это всё же продажа, проверьте, тот ли текст загружен.",
    },
    roles_in_doubt: {
      summary: "Не удалось надёжно определить, кто менеджер, а кто клиент, поэтому оценки нет.",
      advice: "Подпишите реплики («Менеджер:», «Клиент:») и отправьте текст ещё раз.",
    },
    language_unsupported: {
      summary: "Язык разговора этому судье незнаком, поэтому оценки нет.",
      advice: "Оцените такой звонок с моделью (OPENAI_API_KEY) или поручите человеку.",
    },
    mostly_unclear: {
      summary: "Больше трети критериев не удалось подтвердить словами разговора, поэтому оценки нет.",
      advice: "Посмотрите открытые критерии и решите их вручную.",
    },
    criteria_unclear: {
      summary: "Часть критериев не удалось подтвердить словами разговора: итог предварительный.",
      advice: "Посмотрите открытые критерии и решите их вручную.",
    },
    nothing_applied: {
      summary: "Ни один критерий карты к этому разговору не применим, поэтому оценки нет.",
      advice: "Проверьте, та ли карта оценки выбрана для таких звонков.",
    },
  },
  en: {
    voicemail: {
      summary: "An answering machine picked up: there was no live conversation to score.",
      advice: "Call the customer again; a score appears once you have talked.",
    },
    ivr_only: {
      summary: "Only a voice menu is heard: the call never reached a person.",
      advice: "Find out why the call did not reach a manager, and call the customer back.",
    },
    wrong_number: {
      summary: "A wrong number: nothing was being sold, so there is nothing to score.",
      advice: "Nothing to do; the call does not enter any average.",
    },
    no_speech: {
      summary: "Nobody speaks in the recording: there is nothing to score.",
      advice: "Check how the sound is recorded (line, headset, channel) and send the recording again.",
    },
    one_side_silent: {
      summary: "Only one side is heard: the conversation cannot be judged.",
      advice: "Check how the other side is recorded (headset, channel) and send the call again.",
    },
    too_short: {
      summary: "The call broke off before it began: too little was said to judge the work.",
      advice: "If the conversation went on in another call, audit that one.",
    },
    not_sales: {
      summary: "This is not a sales conversation: the criteria do not fit it.",
      advice: "If it is one after all, check that the right text was sent.",
    },
    roles_in_doubt: {
      summary: "It could not be told reliably who is the manager and who is the customer, so there is no score.",
      advice: "Label the lines (“Manager:”, “Customer:”) and send the text again.",
    },
    language_unsupported: {
      summary: "This judge does not know the language of the call, so there is no score.",
      advice: "Audit such calls with a model (OPENAI_API_KEY) or have a person do it.",
    },
    mostly_unclear: {
      summary: "More than a third of the criteria could not be confirmed by words of the call, so there is no score.",
      advice: "Look at the open criteria and settle them by hand.",
    },
    criteria_unclear: {
      summary: "Some criteria could not be confirmed by words of the call: the total is preliminary.",
      advice: "Look at the open criteria and settle them by hand.",
    },
    nothing_applied: {
      summary: "No criterion of the scorecard applies to this call, so there is no score.",
      advice: "Check that this scorecard is the right one for such calls.",
    },
  },
};

/** What to tell the reader of a call that was not judged, in the report language. */
export function standingText(reason: NotScorableReason | ReviewReason, language: ReportLanguage): StandingText {
  return TEXTS[language][reason];
}
