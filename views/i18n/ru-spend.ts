import { formatCount } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of the page of what is paid for, and of what stops paid requests. */
export const ruSpend = {
  // On every page
  spendAlerts: {
    budget_exhausted: "Бюджет на сегодня исчерпан.",
    provider_paused: "Сервис модели просит подождать.",
    provider_down: "Сервис модели не работает.",
    quota_exhausted: "На счёте у сервиса модели кончились деньги или достигнут его предел.",
    key_refused: "Сервис модели не принял ключ.",
    model_missing: "Сервис модели не знает заданной модели.",
  },
  spendWaits: (stages: string[]) => `Ждёт: ${stages.join(", ")}. Ничего не потеряется.`,
  spendUntil: (when: string) => `Продолжится ${when}.`,
  spendAlertLink: "Расходы",
  spendStages: { judge: "оценка", transcribe: "расшифровка" },

  // The page
  spendTitle: "Расходы",
  spendLead: (days: number) =>
    `Сколько стоили запросы к моделям за ${count(days, "день", "дня", "дней")}: по дням, источникам, моделям и звонкам.`,
  spendEmpty: "Платных запросов не было",
  spendEmptyAbout:
    "Судья по правилам ничего не стоит. Расходы появятся здесь, когда модель начнёт оценивать или расшифровывать.",
  spendTodayTitle: "Сегодня",
  spendOfBudget: (begun: string, budget: string) => `${begun} из ${budget}`,
  spendNoBudget: (begun: string) => `${begun}, без предела`,
  spendBudgetHow: "Предел на день задаёт BUDGET_USD_PER_DAY. Новый день начнётся:",
  spendBegunAbout: "Считаем и то, что ещё в пути: по оценке, пока цена неизвестна.",
  spendBarLabel: "Какая часть бюджета на сегодня занята",
  spendStopsTitle: "Что остановлено",
  spendStopsAbout: "Пробуем сами: один запрос раз в несколько минут. Если причина устранена, можно не ждать.",
  spendSince: (when: string) => `с ${when}`,
  spendTry: "Попробовать сейчас",
  spendTried: "Пробуем: если причина ушла, работа продолжится сама в течение минуты.",
  spendAllTitle: "Всего",
  spendPaid: "Оплачено",
  spendRequests: "Запросов",
  spendPerCall: "В среднем за звонок",
  spendUnusable: "В том числе без пользы",
  spendUnusableAbout: "Ответ пришёл, но был обрезан или не по форме.",
  spendUnknown: "Может быть, ещё",
  spendUnknownAbout: "Запросы, исход которых неизвестен: связь оборвалась или процесс остановился. По оценке.",
  spendDaysTitle: "По дням",
  spendDay: "День",
  spendSourcesTitle: "По источникам",
  spendSource: "Источник",
  spendNoSource: "без звонка",
  spendCalls: "Звонков",
  spendModelsTitle: "По моделям",
  spendStage: "Шаг",
  spendModel: "Модель",
  spendDearestTitle: "Самые дорогие звонки",
  spendCall: "Звонок",
  spendCallsNote: "Расшифровку одной и той же записи платит тот звонок, который пришёл первым.",
  spendOfCall: "Стоимость разбора",
  spendOfCallLine: (paid: string, requests: number) =>
    `${paid}, ${count(requests, "запрос", "запроса", "запросов")} вместе с расшифровкой`,
  spendOfCallUnknown: (unknown: string) => `; может быть, ещё ${unknown}`,
};
