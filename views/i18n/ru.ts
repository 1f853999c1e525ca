import { formatCount } from "./format.ts";
import { ruCalls } from "./ru-calls.ts";
import { ruEndpoints } from "./ru-endpoints.ts";
import { ruImports } from "./ru-imports.ts";
import { ruProgress } from "./ru-progress.ts";
import { ruRecording } from "./ru-recording.ts";
import { ruReport } from "./ru-report.ts";
import { ruSetAside } from "./ru-set-aside.ts";
import { ruSettings } from "./ru-settings.ts";
import { ruSources } from "./ru-sources.ts";
import { ruSpend } from "./ru-spend.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of the pages; the other languages follow its keys. */
export const ru = {
  ...ruReport,
  ...ruCalls,
  ...ruProgress,
  ...ruRecording,
  ...ruSettings,
  ...ruSources,
  ...ruSpend,
  ...ruEndpoints,
  ...ruSetAside,
  ...ruImports,

  // Frame
  product: "Разбор",
  skipToContent: "К содержанию",
  navLabel: "Разделы",
  navForm: "Проверить",
  navCalls: "Звонки",
  navSettings: "Настройки",
  navApi: "API",
  languageLabel: "Язык",
  languageNames: { ru: "RU, русский", en: "EN, English" },
  footerApi: "Документация API",
  footerZone: (zone: string) => `Часовой пояс: ${zone}`,
  footerUse: "Оценка помогает учиться и не предназначена для кадровых решений.",
  openCalls: "Открыть звонки",
  errorPrefix: "Ошибка",

  // Form
  formTitle: "Проверить разговор",
  sourceTitle: "Разговор",
  textLabel: "Текст",
  textPlaceholder: "Менеджер: Добрый день…\nКлиент: Здравствуйте…",
  textHint: (max: number) =>
    `Каждая реплика с новой строки. Подпись и время, если есть: «Менеджер:», «К —», «[01:20] Анна:». До ${count(max, "знака", "знаков", "знаков")}.`,
  examplesTitle: "Нет разговора под рукой?",
  examples: {
    good: { title: "Запись на примерку", about: "Ателье. Хороший разговор: видно, за что" },
    middling: { title: "Чистка ковров", about: "Вежливо, но половина дела не сделана" },
    bad: { title: "Пластиковые окна", about: "Цена с порога и спор: что менять первым" },
  },
  modeTitle: "На что смотреть",
  modeLabel: "Режим",
  modeNames: { "Manager+": "Manager+", "Client+": "Client+", Диалог: "Диалог" },
  modeAbout: {
    "Manager+": "Как работал менеджер: потребность, возражения, следующий шаг, сценарий",
    "Client+": "С чем ушёл клиент: интерес, доверие, готовность купить",
    Диалог: "Как прошёл разговор: поняли ли друг друга, о чём договорились",
  },
  submit: "Оценить разговор",
  submitBusy: "Оцениваем…",
  submitBusyHint: "Ответ откроется на этой странице. Не закрывайте её.",
  againTitle: "Проверить ещё раз",
  againNote: "Текст и режим сохранены: поправьте и сравните.",

  // Form faults
  faultsTitle: (value: number) => `Не отправлено: ${count(value, "место", "места", "мест")} поправить`,
  faultsTitleWhole: "Не получилось",
  formFaults: {
    text_empty: "Вставьте текст разговора: пока пусто.",
    text_too_long: "Текст длиннее, чем можно. Разделите его на части.",
    too_many_utterances: "В тексте больше реплик, чем можно. Разделите его на части.",
    text_unreadable:
      "В тексте есть знаки, которые нельзя прочитать: NUL или половина знака. Скопируйте его ещё раз как обычный текст.",
    mode_unknown: "Выберите один из трёх режимов.",
    judge_failed: "Модель не ответила, оценки нет. Текст сохранён ниже: отправьте его ещё раз.",
    judge_timeout: "Модель не успела ответить. Текст сохранён ниже: отправьте его ещё раз.",
    call_too_long_for_model: "Разговор длиннее, чем модель может прочитать за один раз. Сократите текст.",
    unavailable: "Сервис сейчас не может принять разговор. Текст сохранён ниже: повторите через минуту.",
    budget_exhausted: "Бюджет на сегодня исчерпан, оценки нет. Текст сохранён ниже: отправьте его завтра.",
  },

  // Judges
  judgeNames: { rules: "правила", openai: "модель", person: "человек" },
  judgedBy: (judge: string) => `судья: ${judge}`,
  rulesJudges: "Оценивает встроенный судья по правилам:",
  rulesJudged: "Оценивал встроенный судья по правилам, без модели.",
  keyMissing: "ключ модели не задан.",
  keyUnused: "модель отключена настройкой.",
  rulesAbout: "Он ничего не стоит, но в тонких местах ошибается чаще модели.",
  rulesHow: "Чтобы судила модель, задайте OPENAI_API_KEY и перезапустите сервис.",
  rulesHowLater: "Модель подключает тот, кто запустил сервис: настройки OPENAI_API_KEY и JUDGE.",
  judgeTitle: "Кто оценивал",

  // Head of a result
  untitledCall: "Разбор разговора",
  pathCalls: "Звонки",
  pathCall: "звонок",
  textOfCall: "разбор текста",
  utteranceCount: (value: number) => count(value, "реплика", "реплики", "реплик"),
  superseded: "Это прежняя оценка: по этой карте есть более новая.",
  openCall: "Открыть звонок",
  directions: { inbound: "входящий", outbound: "исходящий" },

  // Call
  callFactsTitle: "Звонок",
  callFacts: {
    id: "Номер звонка",
    externalId: "Внешний номер",
    source: "Откуда",
    origin: "Как пришёл",
    startedAt: "Начался",
    receivedAt: "Принят",
    direction: "Направление",
    manager: "Менеджер",
    tags: "Метки",
  },
  origins: { text: "текстом", upload: "файлом", url: "ссылкой", webhook: "вебхуком", telephony: "телефонией" },
  evaluationsTitle: "Оценки",
  failedEvaluationsTitle: "Не оценено",
  evaluationsNote: "По каждой карте в счёт идёт действующая оценка, остальные хранятся.",
  evaluationsHead: { scorecard: "Карта", score: "Оценка из\u00a0100", judge: "Судья", when: "Когда" },
  current: "действует",
  earlier: "прежняя",
  openEvaluation: (scorecard: string) => `Открыть оценку по карте ${scorecard}`,
  noEvaluations: "Оценок пока нет.",
  refreshLater: "Звонок в работе: оценка появится здесь сама. Страницу можно закрыть, он не потеряется.",
  refresh: "Обновить",
  sendAgain: "Отправить разговор ещё раз",
  noTranscript: "Текста разговора нет.",
  noTranscriptYet: "Текст разговора появится здесь после расшифровки.",

  // Calls
  callsTitle: "Звонки",
  seekLabel: "Номер звонка",
  seekSubmit: "Найти",
  seekNone: "Звонка с таким номером нет. Подойдёт внешний номер или наш, целиком.",
  callsCaption: "Звонки, новые сверху",
  callsHead: { manager: "Менеджер", when: "Когда", why: "Главное", score: "Оценка из\u00a0100", band: "Словами" },
  callsRuler: "Шкала от 0 до 100",
  noManager: "Без имени",
  callStates: {
    received: "В работе: принят",
    stored: "В работе: сохранён",
    prepared: "В работе: подготовлен",
    transcribed: "В работе: расшифрован",
    scored: "Оценён",
    not_scorable: "Без оценки",
    needs_review: "Ждёт проверки",
    failed: "Не вышло",
    skipped: "Пропущен",
  },
  statusReasons: {
    work_crashed: "подготовка оборвалась",
    recording_not_ready: "источник ещё готовит запись",
    interrupted: "работа прервалась, отправьте ещё раз",
    judge_failed: "модель не дала оценки",
    cancelled: "отправитель отменил разбор, отправьте ещё раз",
    timeout: "модель не ответила вовремя",
    too_large: "разговор длиннее, чем может прочесть модель",
    unavailable: "сервис был недоступен, отправьте ещё раз",
    conflict: "такой же запрос уже шёл, отправьте ещё раз",
    out_of_storage: "кончилось место на диске",
    internal: "сбой у нас, подробности в журнале",
    quarantined: "запись роняла обработку, ждёт решения человека",
    speech_not_configured: "расшифровка не подключена",
    not_audio: "это не запись разговора",
    audio_broken: "запись повреждена",
    audio_too_large: "файл больше, чем можно",
    audio_too_long: "запись дольше, чем можно",
    download_failed: "запись не скачалась",
    speech_failed: "сервис расшифровки не справился",
    judge_timeout: "модель не ответила вовремя",
    call_too_long_for_model: "разговор длиннее, чем может прочесть модель",
    storage_full: "кончилось место на диске",
    budget_exhausted: "бюджет на день исчерпан",
    provider_paused: "сервис модели просит подождать",
    provider_down: "сервис модели не работает",
    quota_exhausted: "на счёте у сервиса модели кончились деньги",
    key_refused: "сервис модели не принял ключ",
    model_missing: "сервис модели не знает заданной модели",
    too_many_requests: "сервис просит подождать",
    upstream_failed: "сервис не отвечает",
  },
  callsShown: (value: number) => `На странице ${count(value, "звонок", "звонка", "звонков")}`,
  older: "Более ранние",
  newest: "К новым",
  emptyTitle: "Звонков пока нет",
  emptyLead:
    "Здесь появится каждый принятый разговор: с оценкой, с причиной, почему её нет, или с ошибкой. Начать можно так:",
  emptyForm: "Проверить один разговор",
  emptyFormAbout: "Вставьте текст; ничего не нужно настраивать.",
  emptyApi: "Прислать разговоры по API",
  emptyApiAbout: "Один запрос на разговор, оценка приходит в ответе.",

  // Faults
  faults: {
    malformed: {
      title: "Запрос не разобрать",
      lead: "Страница отправила не то, что ожидалось. Откройте её заново и повторите.",
    },
    invalid_input: { title: "Что-то заполнено не так", lead: "Вернитесь назад и проверьте поля." },
    unauthorized: { title: "Нужен ключ доступа", lead: "Введите ключ и откройте страницу ещё раз." },
    forbidden: { title: "Сюда нет доступа", lead: "Запрос пришёл с чужого адреса или у вас нет прав на эту страницу." },
    not_found: {
      title: "Такой страницы нет",
      lead: "Адрес набран с ошибкой, либо звонка больше нет. Если ссылка пришла из CRM, найдите звонок в списке.",
    },
    method_not_allowed: { title: "Так эту страницу не открыть", lead: "Откройте её по ссылке, а не отправкой формы." },
    conflict: {
      title: "Это уже сделано иначе",
      lead: "Пока вы смотрели, данные изменились. Откройте страницу заново.",
    },
    too_large: { title: "Слишком много сразу", lead: "Сократите текст или разделите его на части." },
    range_not_satisfiable: {
      title: "Такого места в записи нет",
      lead: "Запрошен кусок за её концом. Откройте запись с начала.",
    },
    unsupported_media_type: { title: "Такой формат не читаем", lead: "Отправьте обычный текст через форму." },
    misdirected: {
      title: "Чужой адрес",
      lead: "Этот сервис отвечает только по своему адресу. Проверьте строку адреса.",
    },
    request_timeout: {
      title: "Запрос не дошёл целиком",
      lead: "Он не успел прийти за отведённое время. Проверьте связь и отправьте ещё раз.",
    },
    too_many_requests: { title: "Слишком много попыток", lead: "Подождите несколько минут и попробуйте снова." },
    timeout: {
      title: "Не успели",
      lead: "Ответ занял слишком много времени. Принятое не потеряно: повторите через минуту.",
    },
    upstream_failed: { title: "Модель не ответила", lead: "Звонок сохранён, оценки пока нет. Повторите позже." },
    unavailable: {
      title: "Сейчас не получится",
      lead: "Служба перегружена или перезапускается. Повторите через минуту.",
    },
    budget_exhausted: {
      title: "Бюджет на сегодня исчерпан",
      lead: "Платные запросы начнутся снова завтра. Принятое не потеряется.",
    },
    out_of_storage: {
      title: "Место на диске кончилось",
      lead: "Новое сейчас не принять. Передайте администратору номер запроса.",
    },
    internal: {
      title: "Ошибка на нашей стороне",
      lead: "Принятые звонки целы. Повторите действие; если не поможет, передайте администратору номер запроса.",
    },
  },
  requestId: "Номер запроса",
  faultAt: "Когда",
  retry: "Повторить",
  openPage: "Открыть страницу заново",

  // Access
  accessTitle: "Ключ доступа",
  accessLead: "Этот сервис открыт не всем. Ключ лежит в настройке ACCESS_KEY; спросите у того, кто его запустил.",
  accessLabel: "Ключ",
  accessSubmit: "Войти",
  accessWrong: "Ключ не подошёл. Проверьте, нет ли лишнего пробела.",
  accessHint: "Ключ запомнится в этом браузере.",
};

/** What every language must say: the same keys, texts as texts, functions with the same arguments. */
export type Texts = typeof ru;
