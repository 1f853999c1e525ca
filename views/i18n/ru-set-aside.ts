import { formatCount } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });
const missed = (left: number) =>
  left === 0 ? "" : ` Ещё ${count(left, "раз", "раза", "раз")} не понадобилось: там уже идёт работа или её не стало.`;

/** Russian texts of the page of what failed. */
export const ruSetAside = {
  setAsideTitle: "Что не вышло",
  setAsideLead:
    "Здесь то, что само уже не пойдёт: причина, звонок и что с этим сделать. Запуск ещё раз не оплачивает готовое заново.",
  setAsideEmpty: "Всё получилось",
  setAsideEmptyAbout:
    "Отложенной работы и неразобранных звонков нет. Если что-то не выйдет, оно появится здесь с причиной.",
  setAsideNone: "В этой группе пусто.",
  setAsideJobs: "Отложено очередью",
  setAsideJobsAbout:
    "Работа сорвалась так, что повторять её без человека опасно. Если отказаться, звонок останется в списке неудавшихся.",
  setAsideCalls: "Звонки, разбор которых не удался",
  setAsideCallsAbout: "Очередь их больше не держит. Запустить можно, пока есть запись или её расшифровка.",
  setAsideArrivals: "Прислано и не прочитано",
  setAsideArrivalsAbout:
    "АТС или CRM прислали то, чего сервис не понял: звонка из этого не вышло. Покажите тому, кто настраивает отправителя. Хранится 30 дней.",
  setAsideHead: { call: "Звонок", source: "Источник", when: "Когда", reason: "Причина", act: "Что сделать" },
  setAsideTries: (starts: number, crashes: number) =>
    `${count(starts, "попытка", "попытки", "попыток")}${crashes > 0 ? `, ${count(crashes, "падение", "падения", "падений")}` : ""}`,
  setAsideDetails: "Подробности",
  setAsideActs: { replay: "Запустить ещё раз", discard: "Отказаться", forget: "Убрать" },
  setAsideActAll: { replay: "запустить все", discard: "отказаться от всех", forget: "убрать все" },
  setAsideOther: "сбой у нас",
  setAsideNothingLeft: "Начинать не с чего: пришлите звонок ещё раз.",
  setAsideDone: {
    replay: (done: number, left: number) =>
      `Запущено ещё раз: ${count(done, "звонок", "звонка", "звонков")}.${missed(left)}`,
    discard: (done: number, left: number) =>
      `Снято с очереди: ${count(done, "задание", "задания", "заданий")}.${missed(left)}`,
    forget: (done: number, _left: number) => `Убрано: ${count(done, "обращение", "обращения", "обращений")}.`,
  },
};
