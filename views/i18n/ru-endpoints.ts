import { formatCount, formatNumber } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of the pages of endpoints and of what was sent to them. */
export const ruEndpoints = {
  endpointsTitle: "Куда результаты",
  endpointsLead:
    "Сюда служба сама отправляет каждый новый и каждый изменённый результат. Если адрес не отвечает, ничего не теряется: она повторит позже.",
  endpointsEmpty: "Результаты пока никуда не уходят",
  endpointsEmptyAbout:
    "Укажите адрес своей CRM или моста к ней, и оценка каждого следующего звонка придёт туда сама, подписанной.",
  endpointsHead: { name: "Куда", source: "Чьи звонки", state: "Состояние" },
  endpointWaits: (pending: number) => `ждёт отправки: ${formatNumber("ru", pending)}`,
  endpointFailed: (exhausted: number) => `не вышло: ${formatNumber("ru", exhausted)}`,
  endpointsAll: "всех источников",
  endpointAdd: "Добавить адрес",
  endpointAddAbout: "Туда пойдёт то, что будет оценено после добавления. Прежние оценки не рассылаются.",
  endpointUrl: "Адрес",
  endpointUrlHint: "Начинается с https://. Туда придёт POST с JSON по стандарту Standard Webhooks.",
  endpointName: "Название",
  endpointNameHint: "Для людей; если пусто, по имени сервера.",
  endpointSource: "Чьи звонки",
  endpointSecret: "Свой секрет",
  endpointSecretHint: "Если оставить пустым, служба придумает его и покажет один раз.",
  endpointSubmit: "Добавить",
  endpointFaults: {
    url: "Нужен адрес https, до которого можно дойти отсюда. Внутренний адрес открывает настройка FETCH_PRIVATE_HOSTS.",
    secret: "Секрет: whsec_ и от 24 до 64 байт в base64.",
    source: "Такого источника нет.",
    name: "Название: от 1 до 100 знаков.",
    other: "Так не получится. Проверьте поля.",
    many: "Адресов уже слишком много: удалите ненужный.",
  },
  endpointAtWork: "работает",
  endpointUntried: "ещё ничего не отправлялось",
  endpointFailing: (failures: number, since: string) =>
    `не принимает: ${count(failures, "неудача", "неудачи", "неудач")} подряд с ${since}`,
  endpointRests: (until: string) => `отдыхает до ${until}: там никого нет или перегрузка`,
  endpointOff: {
    gone: (since: string) => `выключен ${since}: ответил, что больше ничего не ждёт (410)`,
    failing: (since: string) => `выключен ${since}: пять дней подряд ничего не принял`,
    person: (since: string) => `выключен ${since} вручную`,
  },
  endpointSince: (since: string) => `с ${since}`,
  endpointShown: "Секрет. Сохраните его сейчас: второй раз он не показывается.",
  endpointActsTitle: "Действия",
  endpointActs: {
    test: "Отправить пробное",
    on: "Включить",
    off: "Выключить",
    rotate: "Сменить секрет",
    replay: "Отправить несостоявшиеся снова",
    remove: "Удалить",
  },
  endpointRotateAbout: "Сутки после смены подписей две: и старым секретом, и новым.",
  endpointRemoveAbout: "Адрес и секрет будут забыты, журнал останется. Отменить нельзя.",
  endpointDone: {
    added: "Добавлено. Отправьте пробное сообщение, чтобы проверить подпись на той стороне.",
    on: "Включено: отправляется всё, что ждало.",
    off: "Выключено: новое будет ждать.",
    rotated: "Секрет сменён.",
  },
  endpointReplayed: (replayed: number) =>
    replayed === 0
      ? "Отправлять снова нечего."
      : `Снова ${count(replayed, "отправляется", "отправляются", "отправляются")}.`,
  endpointTested: {
    taken: "Пробное сообщение принято.",
    failed: (why: string) => `Пробное сообщение не принято: ${why}.`,
  },
  writeBacksTitle: "Журнал",
  writeBacksNone: "Записей нет.",
  writeBacksFilterLabel: "Что показать в журнале",
  writeBacksFilter: { all: "все", pending: "ждут", exhausted: "не вышло", delivered: "приняты" },
  writeBacksHead: { call: "Звонок", when: "Когда", state: "Что с ним", act: "Что сделать" },
  writeBackVersion: (scorecard: string, version: number) => `${scorecard}, версия ${version}`,
  writeBackStates: {
    due: "ждёт отправки",
    retry: (at: string) => `не принято, повтор ${at}`,
    rests: (at: string) => `не принято, адрес отдыхает до ${at}`,
    off: "ждёт: адрес выключен",
    delivered: "принято",
    exhausted: "не принято, попытки кончились",
    withdrawn: "отозвано: сообщать больше нечего или некому",
  },
  writeBackHolds: (version: number) => `там лежит версия ${version}`,
  writeBackReplay: "Отправить снова",
  writeBackAttempts: (attempts: number) => count(attempts, "попытка", "попытки", "попыток"),
  writeBackUnended: "оборвалась, исход неизвестен",
  writeBackTook: "принято",
  writeBackFaults: {
    status: (status: number | null) => `ответ ${status ?? "без кода"}`,
    gone: "ответ 410: больше не присылать",
    redirect: "отправляет по другому адресу; туда служба не ходит",
    address_refused: "адрес внутренний или закрытый",
    unresolved: "у имени нет адреса",
    unreachable: "никто не отвечает",
    certificate: "сертификат не подтверждает, кто это",
    slow: "нет ответа за 15 секунд",
    broken: "связь оборвалась",
    internal: "сбой у нас; подробности в журнале службы",
  },
  writeBackMilliseconds: (ms: number) => `${formatNumber("ru", ms / 1000)} с`,
  sentTitle: "Отправлено в CRM",
  sentShort: {
    exhausted: "CRM не приняла",
    pending: "ждёт отправки в CRM",
    delivered: "отправлено в CRM",
    withdrawn: "из CRM отозвано",
  },
  sentHead: { endpoint: "Куда", when: "Когда", state: "Что там", act: "Что сделать" },
};
