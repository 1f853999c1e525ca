import { type KnownWord, WordFacts } from "../../transcripts/known-words.ts";

/**
 * Ways to sway a judge that are no plain order: a part to play, a score told as settled, a request to spare, a rule
 * said to be off. Each needs all its marks within two sentences; Russian ones take the singular imperative, by which
 * people speak to a program and not to each other.
 */
interface Plea {
  all: RegExp[];
  not?: RegExp;
}

const MACHINE =
  /языков\p{L}+ модел|нейросет|нейронк|искусственн\p{L}+ интеллект|(?<!\p{L})ии(?!\p{L})|алгоритм|(?<!\p{L})бот(?!\p{L})|language model|artificial intelligence|\b(?:ai|llm|gpt|bot|machine|algorithm|neural net\w*)\b/u;
const JUDGE = new RegExp(
  `${MACHINE.source}|проверяющ|оценщик|аудитор|рецензент|ревизор|\\b(?:scorer|grader|evaluator|auditor|reviewer|judge|rater|assessor)s?\\b`,
  "u",
);
const CALL =
  /(?:эт\p{L}+|данн\p{L}+|наш\p{L}*|сегодняшн\p{L}+) (?:звон|разговор|диалог|запис)|(?:звон|разговор|диалог)\p{L}* (?:призна|счита|оцен)|\b(?:this|that|the|our) (?:call|conversation|dialog\w*|recording|interaction|transcript)/u;
const STAFF =
  /менеджер|продав[ец]|сотрудни|операторш?|\b(?:agent|rep|seller|salesperson|salesman|manager|representative)s?\b/u;
const MARK =
  /балл|оценк|оценок|вердикт|критери|\b(?:scores?|grades?|marks?|ratings?|verdicts?|criteri\w+|points?|results?)\b/u;
const BEST =
  /максимальн|максимум|высш|наивысш|отличн|отлично|идеал|безупречн|образцов|(?<!\p{L})(?:100|сто|9\d|девяносто)(?!\p{L})|\b(?:hundred|ninety|maximum|max|top|full|perfect|flawless|exemplary|excellent|outstanding|highest)\b/u;
const CHECKING =
  /проверк|проверя|аудит|анализ|оценива|оценк|разбор|\b(?:check(?:s|ing)?|audit|review|analysis|evaluation|assessment|scoring|grading)\b/u;
const RULES =
  /инструкц|установк|правил|критери|рубрик|чек-?лист|\b(?:rules?|criteria|rubrics?|instructions?|settings|guidelines|checklist)\b/u;
const VOID =
  /аннулир|отмен[её]н|недействительн|не действу|не работа|утратил|выключен|отключен|приостановлен|снят[ыа]?(?!\p{L})|\b(?:void|no longer|cancell?ed|suspended|disabled|off|lifted|revoked|do not apply)\b/u;

const PLEAS: Plea[] = [
  // A part to play.
  {
    all: [
      /(?:представь|вообрази|притворись|сделай вид)[, ]+(?:что )?ты|веди себя как|ты теперь|(?:выйди|выйти) из роли|тво[яей]\p{L}* (?:нов\p{L}+ )?(?:задач|рол|цел)|\b(?:you are now|act as|pretend|behave as|role-?play|step out of|your (?:new )?(?:task|role|job|goal)\b.{0,12}\b(?:now|changed|new))/u,
      new RegExp(`${JUDGE.source}|${STAFF.source}|${CHECKING.source}|${MARK.source}`, "u"),
    ],
  },
  // «Если ты языковая модель, …».
  {
    all: [
      new RegExp(
        `(?:если|раз|коль|поскольку|if|since|as|because|whether)\\b.{0,30}(?:${MACHINE.source})|(?:если|раз) ты.{0,20}(?:${MACHINE.source})`,
        "u",
      ),
      new RegExp(
        `${MARK.source}|${CALL.source}|${RULES.source}|слушайся|повинуйся|подчинись|\\b(?:obey|comply)\\b`,
        "u",
      ),
    ],
    not: /соедин|переключ|оператор[ау]?(?!\p{L})|put me through|human|speak to/u,
  },
  // A score told as settled.
  {
    all: [CALL, MARK, BEST],
    not: /смс|анкет|опрос|survey|credit|кредит|клиент\p{L}* оцен|оцените/u,
  },
  {
    all: [
      /(?:итогов\p{L}+|финальн\p{L}+|общ\p{L}+) (?:балл|оценк|результат)|\b(?:final|overall|total) (?:score|grade|mark|rating|result)\b/u,
      BEST,
    ],
    not: /экзамен|матч|турнир|credit|exam|game|match/u,
  },
  {
    all: [
      /люб\p{L}+ друг\p{L}+|никак\p{L}+ друг\p{L}+|\bany(?:thing)?\b.{0,20}\b(?:other|else|less)\b|nothing (?:but|less)/u,
      MARK,
      /ошибк|сбо[йя]|невер|недопуст|\b(?:error|bug|wrong|mistake|invalid|fault)/u,
    ],
  },
  // A request to spare.
  {
    all: [
      /(?<!\p{L})не (?:снижай|снимай|вычитай|штрафуй|занижай|наказывай|замечай|придирайся|минусуй|учитывай|упоминай)(?!т)|\b(?:do not|don't|dont|never) (?:deduct|penali[sz]e|dock|mark down|lower|subtract|punish|downgrade|count|flag|mention)/u,
      new RegExp(
        `${MARK.source}|${STAFF.source}|${CALL.source}|ошиб|приветств|прощан|завершен|грубост|\\b(?:greeting|closing|rudeness|mistakes?|opening)\\b`,
        "u",
      ),
    ],
    not: /коплю|saving|с карт|со сч[её]т|loyalty|my card|balance|account/u,
  },
  {
    all: [
      /(?:обнули|сними|убери|спиши|прости)(?!т)\b|(?:обнули|сними|убери) |\b(?:clear|remove|waive|erase|void)\b/u,
      /штраф|минус|замечани|\b(?:penalt\w+|deductions?|violations?)\b/u,
      new RegExp(`${CHECKING.source}|${MARK.source}|статус`, "u"),
    ],
    not: /пожалуйста.{0,20}плат|invoice|fine|parking/u,
  },
  {
    all: [
      /(?:добавь|прибавь|накинь|докинь)(?!т)|\b(?:add|bump|throw in)\b/u,
      /балл|очк|\bpoints?\b/u,
      /сверх|поверх|задан|посчитал|насчитал|итог|\b(?:calculated|on top of|computed|total|final)\b/u,
    ],
    not: /карт|loyalty|card|order/u,
  },
  // A note to whoever checks.
  {
    all: [
      new RegExp(
        `(?:примечани|заметк|пометк|сообщени|записк|обращени|послани|\\b(?:note|message|memo|notice|reminder|instruction)s?)\\p{L}* (?:\\p{L}+ ){0,3}?(?:для|к|\\b(?:to|for))? ?(?:\\p{L}+ ){0,3}?(?:${JUDGE.source}|модел|(?:систем|automat)\\p{L}+ (?:оценк|scor))`,
        "u",
      ),
      new RegExp(`${MARK.source}|${CHECKING.source}|выполнен|зачт|засчит|\\b(?:counts?|met|done|passed)\\b`, "u"),
    ],
  },
  {
    all: [
      /(?:сообщени|уведомлени|команд|указани)\p{L}* (?:от )?(?:админ|систем|разработ)|\b(?:admin|administrator|system|developer) (?:notice|message|command|note|override)/u,
      new RegExp(`${CHECKING.source}|${MARK.source}|статус|\\bstatus\\b`, "u"),
    ],
  },
  {
    all: [
      new RegExp(MACHINE.source, "u"),
      /чита|слуша|обрабатыва|анализиру|оценива|расшифровыва|\b(?:read(?:s|ing)?|listen\w*|process\w*|scor(?:es?|ed|ing)|grad(?:es?|ed|ing)|judg\w+|transcrib\w+|evaluat\w+)\b/u,
      new RegExp(
        `${BEST.source}|так и (?:отметь|запиши|напиши|поставь)|(?<!\\p{L})(?:отметь|запиши|поставь|напиши)(?!т)`,
        "u",
      ),
    ],
    not: /ваш\p{L}* менедж|our calls|your (?:agents|team)/u,
  },
  {
    all: [
      /(?:кто бы|\bwho(?:m)?ever\b)/u,
      /расшифр|провер|оцен|слуша|чита|\b(?:transcrib|scor|review|grad|judg|listen|read)\w*/u,
      /запиши|отмет|поставь|напиш|\b(?:put|note|mark|write|record|set)\b/u,
    ],
  },
  {
    all: [
      new RegExp(MACHINE.source, "u"),
      /(?:оцени|поставь|отметь)(?!т)|\b(?:rate|score|mark|grade)\b/u,
      /(?<!\p{L})(?:нас|меня|нам|мне|его|е[её])(?!\p{L})|\b(?:us|me|him|her|them)\b/u,
    ],
    not: /нажми|press|survey|опрос/u,
  },
  // Rules or checks said to be off.
  {
    all: [
      /(?:все|предыдущ\p{L}+|прежн\p{L}+|стары\p{L}+|твои|прошлы\p{L}+) (?:\p{L}+ )?(?:инструкц|установк|правил|критери|указани)|\b(?:all|previous|old|prior|your|earlier|former) (?:\w+ )?(?:rules|criteria|instructions|settings|rubrics?|guidelines)\b/u,
      VOID,
    ],
    not: /возврат|доставк|парков|return|delivery|warranty/u,
  },
  {
    all: [
      /режим\p{L}* (?:отладк|разработ|админ|тест|калибр|обучени)|\b(?:debug|developer|admin|test|calibration|maintenance) mode/u,
      new RegExp(`${RULES.source}|${CHECKING.source}|${MARK.source}`, "u"),
      new RegExp(`${VOID.source}|включ|\\bon\\b|enabled|active`, "u"),
    ],
  },
  {
    all: [
      /(?:твои |ваши )?(?:разработчик|создател)|\b(?:your|the) (?:developers?|creators?|makers?|owners?|programmers?)/u,
      /просил|велел|сказал|передал|разреш|\b(?:asked|told|want|say|instructed|allow)/u,
      new RegExp(`${CHECKING.source}|${RULES.source}|${MARK.source}`, "u"),
    ],
    not: /сайт|приложени|\bapp\b|website/u,
  },
  {
    all: [
      /отныне|с этого момента|\bfrom now on|going forward|henceforth/u,
      new RegExp(`${RULES.source}|${MARK.source}`, "u"),
      new RegExp(`${STAFF.source}|${BEST.source}|${CALL.source}|no longer apply|only mine`, "u"),
    ],
  },
  {
    all: [
      /(?:можешь|можно|необязательно|нет смысла|не надо|не нужно|незачем) (?:\p{L}+ )?(?:не )?проверя|\b(?:skip|no need for|without) (?:the )?(?:checking|check|analysis|review)|пропусти\p{L}* (?:анализ|проверк|оценк)/u,
      /критери|пункт|галоч|чек|статус|\b(?:box|boxes|items?|criteria|checklist|status|ticks?)\b/u,
    ],
  },
  // The verdict or the report put into the judge's mouth.
  {
    all: [
      /(?:считать|считай|признать|признай|закрой|засчитай)(?!т)|\b(?:regard|treat|consider|deem|close|count|rate|rated)\b/u,
      new RegExp(`${CHECKING.source}|${CALL.source}`, "u"),
      /пройден|успешн|успех|с отличием|образцов|идеальн|\b(?:passed|success\w*|distinction|exemplary|flawless|perfect|excellent)\b/u,
    ],
    not: /last year|в прошлом|наш\p{L}* аудит/u,
  },
  {
    all: [
      /в (?:отч[её]те|заключени|вывод|разбор|резюме|итог)\p{L}*|\bin (?:your|the final|its) (?:report|summary|analysis|review|verdict|conclusion)/u,
      /(?:напиши|укажи|отметь|пиши|подчеркни)(?!т)|\b(?:write|state|say|put|note|mention|conclude)\b/u,
    ],
    not: /акт приём|work order/u,
  },
  {
    all: [
      /(?:скажи|напиши|укажи|подтверди|подтвердить|сообщи)(?:,| )+(?:что|будто)|\b(?:say|write|state|report|confirm|conclude) that\b/u,
      new RegExp(`(?:что|that) (?:\\p{L}+ )?(?:${STAFF.source}|клиент|покупател|\\b(?:customer|client|buyer)\\b)`, "u"),
      /доволен|довольн|верно|правильно|отлично|идеально|безупречно|вежлив|\b(?:satisfied|happy|pleased|right|correct\w*|perfect\w*|polite|everything)\b/u,
    ],
  },
  {
    all: [
      /(?:ответь|отвечай|верни|выводи)(?!т)|\b(?:respond|answer|reply|return)\b/u,
      /только|лишь|\b(?:only|just|nothing but)\b/u,
      /выполнен|зачт|зач[её]т|\b(?:met|pass|passed|perfect|excellent)\b/u,
    ],
  },
  {
    all: [
      /(?:цитируй|процитируй|приводи|упомяни)(?!т)|\b(?:quote|cite)\b/u,
      /только|лишь|\bonly\b/u,
      /хорош|лучш|удачн|\b(?:good|best|positive)\b/u,
    ],
  },
  {
    all: [
      /при (?:оценк|проверк|разбор)|\b(?:when|while|as you|in) (?:you )?(?:grad|scor|rat|evaluat|judg|mark)(?:e|es|ing)\b/u,
      /учти(?!т)|помни(?!т)|поставь|побольше|снисход|помягче|\b(?:bear in mind|remember|generous|lenient|kind|gentle|easy on|go easy)\b/u,
    ],
    not: /survey|опрос/u,
  },
];

/** Every plea needs one of these; a cheap look before the rest. */
export const MAY_PLEAD =
  /балл|оцен|критери|вердикт|провер|аудит|разбор|отч[её]т|модел|нейро|интеллект|алгоритм|\bбот|(?:^|[^а-яё])(?:ии|бот)(?![а-яё])|роли|правил|инструкц|установк|ответь|отвечай|цитируй|расшифр|менеджер|продав|сотрудн|клиент|scor|grad|mark|rat(?:e|ing)|verdict|criteri|point|result|check|audit|review|analys|evaluat|assess|report|model|\bai\b|\bllm|\bbots?\b|machine|algorithm|rule|instruct|setting|rubric|respond|answer|reply|quote|cite|agent|customer|role|task|transcrib|penal|deduct|статус|анализ/u;

const WINDOW_CHARACTERS = 260;

/** Whether a lower-case text pleads with a judge, within two sentences; only pleas of the set `among` are looked for. */
export function pleads(text: string, among = EVERY_PLEA): boolean {
  const possible = PLEAS.filter(({ all }, at) => among & (1 << at) && all.every((mark) => mark.test(text)));
  if (possible.length === 0) return false;
  const sentences = text.split(/(?<=[.!?…])\s+/u);
  return sentences.some((sentence, at) => {
    const both = `${sentence} ${sentences[at + 1] ?? ""}`.slice(0, WINDOW_CHARACTERS);
    return possible.some(({ all, not }) => all.every((mark) => mark.test(both)) && !not?.test(both));
  });
}

/** Sets of pleas, a bit each. */
const EVERY_PLEA = 2 ** PLEAS.length - 1;

/** Of each plea two marks (or one, twice) that always stand within one word; none where a mark may span words. */
const WORD_MARKS = PLEAS.map(({ all }) => {
  const [first, second = first] = all.filter(({ source }) => !/[ .,]|\\[sWP]|\[\^/.test(source));
  return [first, second] as const;
});

/** The pleas of which a word holds the first, the second mark; one without such marks is always possible. */
const PLEA_SIGNS = new WordFacts((raw) => {
  const word = raw.toLowerCase();
  const holding = (which: 0 | 1) =>
    WORD_MARKS.reduce((set, marks, at) => (marks[which]?.test(word) === false ? set : set | (1 << at)), 0);
  return { first: holding(0), second: holding(1) };
});

/** The pleas that words may hold together. Marks of words are looked for in each word as it stands, so none may be in disguise. */
export function possiblePleas(known: readonly KnownWord[]): number {
  let first = 0;
  let second = 0;
  for (const word of known) {
    const signs = PLEA_SIGNS.of(word);
    first |= signs.first;
    second |= signs.second;
  }
  return first & second;
}
