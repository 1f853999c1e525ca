import { formatCount, formatNumber } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of the pages; the other languages follow its keys. */
export const ru = {
  // Frame
  product: "Разбор",
  skipToContent: "К содержанию",
  navLabel: "Разделы",
  navForm: "Проверить",
  navCalls: "Звонки",
  navApi: "API",
  languageLabel: "Язык",
  languageNames: { ru: "RU, русский", en: "EN, English" },
  footerApi: "Документация API",
  footerUse: "Оценка помогает учиться и не предназначена для кадровых решений.",
  openCalls: "Открыть звонки",
  errorPrefix: "Ошибка",

  // Form
  formTitle: "Проверить разговор",
  formLead:
    "Вставьте текст разговора. В ответ придёт оценка от 0 до 100, цитаты, на которых она стоит, и что поправить первым.",
  sourceTitle: "Разговор",
  sourceNote: "Пока только текст: записи появятся позже.",
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
  submitHint: "Правила отвечают сразу, модель за несколько секунд.",
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
    text_unreadable: "В тексте есть знаки, которые нельзя прочитать. Скопируйте его ещё раз как обычный текст.",
    mode_unknown: "Выберите один из трёх режимов.",
    judge_failed: "Модель не ответила, оценки нет. Текст сохранён ниже: отправьте его ещё раз.",
    judge_timeout: "Модель не успела ответить. Текст сохранён ниже: отправьте его ещё раз.",
    call_too_long_for_model: "Разговор длиннее, чем модель может прочитать за один раз. Сократите текст.",
    unavailable: "Сервис сейчас не может принять разговор. Текст сохранён ниже: повторите через минуту.",
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

  // Score
  scoreTitle: "Оценка",
  scoreOf: "из 100",
  bands: { poor: "Плохо", weak: "Слабо", good: "Хорошо", strong: "Сильно" },
  titleScored: (score: string, who: string) => `${score} из 100, ${who}`,
  capName: (cap: string) => `Потолок ${cap}:`,
  capBecause: (criterion: string, breach: string | null) =>
    breach ? `критерий «${criterion}», ${lowerFirst(breach)}` : `критерий «${criterion}» не выполнен`,
  capRaw: (raw: string) => `По критериям вышло бы ${raw}.`,
  capNoLoss: "Оценка и без него не выше.",
  howReckoned: "Как посчитано",
  rulerTotal: (total: string, band: string) => `Шкала от 0 до 100. Итог ${total}: ${band.toLowerCase()}.`,
  rulerCapped: (raw: string, total: string, band: string) =>
    `Шкала от 0 до 100. По критериям ${raw}, итог с потолком ${total}: ${band.toLowerCase()}.`,
  rulerRange: (low: string, high: string) => `Шкала от 0 до 100. Возможная оценка от ${low} до ${high}.`,
  rulerTotalLabel: (total: string) => `итог ${total}`,
  rulerRawLabel: (raw: string) => `${raw} по критериям`,
  rulerFrom: (low: string) => `от ${low}`,
  rulerTo: (high: string) => `до ${high}`,
  rulerPreliminary: (value: string) => `пока ${value}`,

  // Not scorable
  noScore: "Оценки нет",
  notScorableReasons: {
    voicemail: "автоответчик",
    ivr_only: "только голосовое меню",
    wrong_number: "ошиблись номером",
    one_side_silent: "одна сторона молчит",
    too_short: "слишком коротко",
    not_sales: "разговор не о продаже",
  },
  notScorableWhy: {
    voicemail: "Ответил автоответчик: разговора не было, поэтому и оценивать нечего.",
    ivr_only: "Говорило только голосовое меню: до человека дело не дошло.",
    wrong_number: "Ошиблись номером: разговора о покупке не было.",
    one_side_silent: "Одна сторона молчала: разговора не получилось.",
    too_short: "Разговор слишком короткий, чтобы по нему судить.",
    not_sales: "Разговор не о продаже: критерии карты к нему не подходят.",
  },
  notScorableBecause: (reason: string) => `Причина: ${reason}`,
  notScorableAverages: "В средние значения и в рейтинг звонок не входит.",
  groundsLabel: "Основание:",
  quoteLink: (number: number) => `цитата ${number}`,
  nextTitle: "Что можно сделать",
  wasACall: "Это всё-таки был разговор?",
  wasACallHow: "Проверьте, весь ли текст попал сюда и подписаны ли стороны, и отправьте его ещё раз.",
  tryAgain: "Проверить ещё один",

  // Needs review
  waitsForReview: "Оценка ждёт проверки",
  openCriteria: (open: number, all: number) => `${count(open, "критерий", "критерия", "критериев")} из ${all}`,
  reviewWhy: {
    roles_in_doubt: "Непонятно, кто здесь менеджер, а кто клиент, поэтому вердиктов нет.",
    language_unsupported: "Судья не читает на языке этого разговора, поэтому вердиктов нет.",
    mostly_unclear: "Слишком многое осталось неясным, чтобы называть число.",
    criteria_unclear: "Часть критериев судья решить не смог.",
    nothing_applied: "Ни один критерий карты к этому разговору не подошёл.",
  },
  reviewRange: (low: string, high: string) => `После проверки оценка будет от ${low} до ${high}.`,
  reviewPreliminary: (value: string) => `По решённым критериям пока ${value}.`,
  reviewAverages: "До проверки звонок не входит в средние значения и никого не понижает.",
  reviewTitle: "Решить человеку",
  reviewNote: "Неясный критерий ничего не даёт и ничего не отнимает, пока его не решат.",
  reviewSteps: {
    roles_in_doubt:
      "Подпишите реплики («Менеджер:», «Клиент:») и отправьте разговор ещё раз. Режим «Диалог» обходится без ролей.",
    language_unsupported:
      "Правила читают по-русски и по-английски. Модель читает и другие языки: подключите её ключом OPENAI_API_KEY.",
    mostly_unclear: "Прочитайте неясные критерии ниже рядом с разговором. Модель решает такие места чаще, чем правила.",
    criteria_unclear:
      "Прочитайте неясные критерии ниже рядом с разговором: диапазон показывает, сколько они могут изменить.",
    nothing_applied: "Выберите другой режим: эта карта оценивает то, чего в разговоре не было.",
  },
  settledRest: (value: number, earned: string, possible: string) =>
    `Остальные ${count(value, "критерий", "критерия", "критериев")}: решены, ${earned} из ${possible} баллов`,
  range: (low: string, high: string) => `от ${low} до ${high}`,

  // Advice
  adviceTitle: "Что изменить в первую очередь",
  adviceNone: "Замечаний нет: так и продолжать.",
  adviceSay: "Можно сказать так",
  advicePlace: (criterion: string) => `Критерий «${criterion}»`,
  adviceMore: (value: number) => `Ещё ${count(value, "совет", "совета", "советов")}`,

  // Criteria
  criteriaTitle: "Критерии",
  criteriaNote:
    "Сначала то, что снизило оценку. Номер у цитаты ведёт к её месту в разговоре, номер в разговоре ведёт обратно.",
  criteriaHead: { verdict: "Вердикт", criterion: "Критерий, причина, цитата", points: "Баллы" },
  verdicts: { met: "Выполнено", partial: "Частично", not_met: "Не выполнено", na: "Не применимо", unclear: "Неясно" },
  points: "Баллы: ",
  pointsOf: (possible: string) => `из ${possible}`,
  notCounted: "не в счёт",
  weight: (weight: string) => `вес ${weight}`,
  capFlag: (cap: string) => `Критичный: нарушение ограничивает оценку ${cap} баллами.`,
  breachFlag: (breach: string) => `Нарушение: ${lowerFirst(breach)}.`,
  votes: (agreeing: number, all: number) => `Голоса: ${agreeing} из ${all}.`,
  votesTied: (list: string) => `Голоса разошлись: ${list}.`,
  absence: "Должно было прозвучать здесь, но не прозвучало.",
  toPlace: (number: number) => `${number}. К месту в разговоре`,
  unclearReasons: {
    no_evidence: "Судья не нашёл в разговоре слов, на которые можно опереться.",
    wrong_side: "Судья сослался на слова другой стороны. Цитата не засчитана.",
    utterance_missing: "Судья сослался на реплику, которой нет. Цитата не засчитана.",
    utterance_withheld: "Судья сослался на реплику, которую от него скрыли. Цитата не засчитана.",
    votes_tied: "Голоса судьи разошлись поровну.",
    no_detector: "Правила не умеют судить этот критерий: нужна модель или человек.",
    judge_unsure: "Судья не уверен.",
  },

  // Reckoning
  reckoningTitle: "Как посчитано",
  reckoningNote: "Выполнено даёт весь вес, частично половину, не выполнено ноль.",
  reckoningCaption: "Расчёт оценки",
  earned: "Набрано баллов",
  possible: "Из возможных",
  leftOut: (all: string, out: string) => `${all} без веса ${out}: не применимо или неясно`,
  byCriteria: "По критериям",
  capLine: "Потолок",
  total: "Итог",
  preliminaryLine: "Предварительно",

  // Transcript
  transcriptTitle: "Разговор",
  transcriptNote:
    "Подчёркнуто то, на что опираются вердикты: сплошной линией выполненное, пунктиром частичное, двойной нарушение.",
  roles: { manager: "Менеджер", customer: "Клиент", other: "Другой голос", unknown: "Неизвестно кто" },
  otherSide: "Другая сторона",
  utterance: (number: number | string) => `реплика ${number}`,
  utterances: (list: string) => `реплики ${list}`,
  utteranceLink: (number: number) => `Реплика ${number}`,
  quoteRef: (number: number, criterion: string, verdict: string) =>
    `Цитата ${number}. ${criterion}: ${verdict.toLowerCase()}`,
  groundsRef: (number: number) => `Цитата ${number}. К причине`,
  onlyEvidence: "Только реплики с цитатами",
  skippedTurns: (value: number, first: number, last: number) =>
    `${count(value, "реплика", "реплики", "реплик")} без цитат: ${first === last ? first : `${first}–${last}`}`,
  jumpTitle: "Цитаты по ходу разговора",
  jumpTo: (number: number, utterance: number) => `Цитата ${number}, реплика ${utterance}`,
  nextEvidence: (utterance: number) => `Следующая цитата, реплика ${utterance}`,
  previousEvidence: (utterance: number) => `Предыдущая цитата, реплика ${utterance}`,
  withheldMark: "Обращение к судье. Судье не показано, на оценку не влияет.",
  withheldNote: (value: number) =>
    `${count(value, "реплика обращается", "реплики обращаются", "реплик обращаются")} к судье, а не к собеседнику. Судья их не видел, на оценку они не влияют:`,

  // Facts
  factsTitle: "О чём договорились",
  outcomeName: "Исход",
  outcomes: {
    sale: "Продажа",
    refusal: "Отказ",
    callback: "Созвонятся",
    complaint: "Жалоба",
    information: "Справка",
    none: "Ничем не кончилось",
  },
  topicsName: "Темы",
  promisesCaption: "Обещания и следующие шаги",
  promisesHead: { what: "Обещано", who: "Кто", when: "Когда", utterance: "Реплика" },
  whenMissing: "срок не назван",
  noPromises: "Никто ничего не пообещал.",

  // Metrics
  metricsTitle: "Ход разговора",
  metricsNote: "Тёмное: менеджер, серое: клиент. Посчитано по словам, на оценку не влияет.",
  metricHow: "Как считаем",
  talkName: "Доля речи менеджера",
  talkAbout: "Слова менеджера, делённые на слова менеджера и клиента. Другие голоса не в счёт.",
  talkPicture: (manager: string, customer: string) => `Менеджер ${manager}, клиент ${customer}`,
  monologueName: "Самый длинный монолог",
  monologueAbout: "Слова менеджера подряд, без реплики другой стороны. Столбик вверх — менеджер, вниз — клиент.",
  monologuePicture: "Слов в каждой реплике: сверху менеджер, снизу клиент",
  monologueOther: (value: number) => `у клиента ${formatNumber("ru", value)}`,
  wordCount: (value: number) => count(value, "слово", "слова", "слов"),
  questionsName: "Вопросы менеджера",
  questionsAbout: "Знаки вопроса в тексте; несколько подряд считаются одним.",
  questionsPicture: "Реплики с вопросами по ходу разговора: сверху менеджер, снизу клиент",
  questionsOther: (value: number) => `клиент задал ${formatNumber("ru", value)}`,
  fillersName: "Слова-паразиты менеджера",
  fillersAbout: "Сколько раз встретились слова из списка («ну», «как бы», «э-э») вне зависимости от смысла.",
  fillersPer: (value: string) => `${value} на 100 слов`,
  lengthName: "Длина разговора",
  lengthAbout: "Реплики, как они записаны. Слова без подписей и времени.",
  notKnown: "нет данных",
  rolesUnknown: "роли неизвестны",

  // Receipt
  receiptTitle: "Квитанция",
  receiptSummary: "Кто оценил, по какой редакции и сколько это стоило",
  receipt: {
    judge: "Судья",
    model: "Модель",
    scorecard: "Карта оценки",
    prompt: "Инструкция",
    transcript: "Текст",
    roles: "Роли",
    votes: "Голоса",
    requests: "Платных запросов",
    tokens: "Токены",
    cost: "Стоимость",
    removed: "Удалено из текста",
    language: "Язык",
    evaluatedAt: "Оценено",
    id: "Номер оценки",
  },
  judgeVersion: (judge: string, version: string) => `${judge}, версия ${version}`,
  revision: (key: string, revision: number) => `${key}, редакция ${revision}`,
  fingerprint: (value: string) => `отпечаток ${value}`,
  voteLine: (criterion: string, agreeing: number, all: number, verdict: string) =>
    `«${criterion}»: ${agreeing} из ${all} за «${verdict.toLowerCase()}»`,
  oneVote: "по одному на критерий",
  tokenLine: (input: string, cached: string, output: string) =>
    `${input} на входе, из них ${cached} из кэша; ${output} на выходе`,
  free: "бесплатно",
  removedCharacters: (value: number) => count(value, "невидимый знак", "невидимых знака", "невидимых знаков"),
  json: "JSON",
  allOfCall: "Все оценки звонка",

  // Call
  callFactsTitle: "Звонок",
  callFacts: {
    id: "Номер",
    externalId: "Номер у отправителя",
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
  evaluationsNote: "По каждой карте в счёт идёт действующая оценка, остальные хранятся.",
  evaluationsHead: { scorecard: "Карта", score: "Оценка", judge: "Судья", when: "Когда" },
  current: "действует",
  earlier: "прежняя",
  openEvaluation: (scorecard: string) => `Открыть оценку по карте ${scorecard}`,
  noEvaluations: "Оценок пока нет.",
  noTranscript: "Текста разговора нет.",

  // Calls
  callsTitle: "Звонки",
  callsCaption: "Звонки, новые сверху",
  callsHead: { manager: "Менеджер", when: "Когда", why: "Главное", score: "Оценка", band: "Словами" },
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
    interrupted: "работа прервалась, отправьте ещё раз",
    judge_failed: "модель не ответила",
  },
  callsShown: (value: number) => count(value, "звонок", "звонка", "звонков"),
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
      lead: "Адрес набран с ошибкой, либо звонок удалён по сроку хранения. Если ссылка пришла из CRM, найдите звонок в списке.",
    },
    method_not_allowed: { title: "Так эту страницу не открыть", lead: "Откройте её по ссылке, а не отправкой формы." },
    conflict: {
      title: "Это уже сделано иначе",
      lead: "Пока вы смотрели, данные изменились. Откройте страницу заново.",
    },
    too_large: { title: "Слишком много сразу", lead: "Сократите текст или разделите его на части." },
    unsupported_media_type: { title: "Такой формат не читаем", lead: "Отправьте обычный текст через форму." },
    misdirected: {
      title: "Чужой адрес",
      lead: "Эта служба отвечает только по своему адресу. Проверьте строку адреса.",
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

  // Access
  accessTitle: "Ключ доступа",
  accessLead: "Эта служба открыта не всем. Ключ лежит в настройке ACCESS_KEY; спросите у того, кто её запустил.",
  accessLabel: "Ключ",
  accessSubmit: "Войти",
  accessWrong: "Ключ не подошёл. Проверьте, нет ли лишнего пробела.",
  accessHint: "Ключ запомнится в этом браузере.",
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** What every language must say: the same keys, texts as texts, functions with the same arguments. */
export type Texts = typeof ru;
