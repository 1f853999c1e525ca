import { formatCount, formatNumber } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of a report: score, criteria, conversation, figures, receipt. */
export const ruReport = {
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
    no_speech: "никто не говорит",
    one_side_silent: "одна сторона молчит",
    too_short: "слишком коротко",
    not_sales: "разговор не о продаже",
  },
  notScorableWhy: {
    voicemail: "Ответил автоответчик: разговора не было, поэтому и оценивать нечего.",
    ivr_only: "Говорило только голосовое меню: до человека дело не дошло.",
    wrong_number: "Ошиблись номером: разговора о покупке не было.",
    no_speech: "В записи никто не говорит: оценивать нечего.",
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
  wasACallHeard: "Послушайте запись ниже. Если разговор в ней есть, выгрузите её заново и отправьте ещё раз.",
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
  rolesShown:
    "Стороны разделены наугад, судить по ним нельзя. Посмотрите реплики ниже: если менеджер и клиент указаны верно, подтвердите, если перепутаны, поменяйте местами.",
  rolesHeard: "Надёжнее всего запись, где у каждой стороны свой канал. Режим «Диалог» обходится без ролей.",
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
  adviceTitleKeep: "Что сохранить",
  adviceNone: "Замечаний нет: так и продолжать.",
  adviceSay: "Можно сказать так",
  adviceSayElsewhere: "Пример из другого разговора",
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
  quoteWhole: "целиком в разговоре",
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
  metricsNote: "Ярче менеджер, бледнее клиент. Посчитано по словам, на оценку не влияет.",
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
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
