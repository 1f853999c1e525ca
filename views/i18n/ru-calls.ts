import { formatCount } from "./format.ts";

/** Russian texts of calls that came from elsewhere: what they wait for, why they are skipped, where they are from. */
export const ruCalls = {
  callsSource: "Откуда",
  sourceNames: { api: "Напрямую", default: "Общий вебхук" } as Record<string, string>,
  callWaits: "Ждёт",
  callWaitsFor: {
    awaiting_recording: "Ждём запись",
    awaiting_details: "Ждём сведения о звонке",
  } as Record<string, string>,
  callWaitsAbout: {
    awaiting_recording:
      "О звонке нам сообщили, а запись ещё не пришла. Ждём её сутки и разберём, как только появится; потом отметим звонок как пропущенный.",
    awaiting_details:
      "Правило источника спрашивает о звонке больше, чем о нём пока сказано. Разберём, когда источник пришлёт остальное.",
  } as Record<string, string>,
  skipReasons: {
    no_recording: "запись так и не пришла",
    too_short: "разговор короче, чем задано",
    direction: "такое направление не разбираем",
    internal: "внутренний звонок",
    voicemail: "автоответчик",
    manager: "этого менеджера не разбираем",
    tag: "по метке",
  } as Record<string, string>,
  skippedAbout: {
    no_recording:
      "Источник сообщил о звонке, но за сутки так и не прислал запись. Если она появится позже, звонок разберём.",
    other: "Так решило правило источника. Его можно поменять; новые звонки пойдут по новому.",
  },
  includeCall: "Всё равно разобрать",
  includeLookAgain: "Поискать запись ещё раз",
  includeNote:
    "Разберём этот звонок, что бы ни говорило правило. Следующие сообщения источника его больше не пропустят.",
  includeForgotten:
    "Адрес записи пропущенного звонка хранится сутки, и он уже стёрт. Разобрать звонок можно, загрузив файл на странице «Проверить».",
  includeNothing: "Записи у звонка нет, поэтому разобрать его всё равно нельзя.",
  openSourceRules: "Правила источника",
  furtherEvaluations: (value: number) =>
    `ещё ${formatCount("ru", value, { one: "оценка", few: "оценки", many: "оценок", other: "оценки" })}`,
  shownAbove: "показана выше",
  earlierShown: {
    skipped: "Ниже прежняя оценка: после неё звонок пропущен.",
    ended: "Ниже прежняя оценка: новый разбор не закончен.",
    atWork: "Ниже прежняя оценка: новая в работе.",
  },
};
