/**
 * Words by which somebody speaks to a judge instead of to the other person, Russian and English mixed so that
 * code-switching hides nothing. Each pattern matches one whole lower-case word; imperatives only, since «вы
 * проигнорировали мои инструкции» is a complaint and not an order.
 */
const word = (alternatives: string) => new RegExp(`^(?:${alternatives})$`, "u");

/** The classes of words by what they do to a sentence. */
export const WORDS = {
  /** Setting aside what was told before. */
  override: word(
    "(?:про)?игнорируй(?:те)?|игнорировать|забуд[ьт]е?|забыть|отбрось(?:те)?|отброс[ия]ть?|отмени(?:те)?|сбрось(?:те)?|обнули(?:те)?|пренебреги(?:те)?|пропусти(?:те)?|отключи(?:те)?|перепиши(?:те)?|" +
      "ignore|disregard|forget|override|bypass|discard|dismiss|overrule|supersede|neglect|drop|skip|cancel|abandon|erase|reset|unlearn|ігноруй(?:те)?|olvid[ae]|ignor[aei]|vergiss|vergessen|ignoriere|oubliez?|dimentica|zapomnij|zignoruj|esque[cç]a|desconsidere|unut|yoksay",
  ),
  /** After «не» / "not": the same act by denial. */
  obey: word(
    "учитывай(?:те)?|следуй(?:те)?|выполняй(?:те)?|слушай(?:те)?|соблюдай(?:те)?|применяй(?:те)?|обращай(?:те)?|follow|obey|apply|consider|use|heed|listen|смотри(?:те)?|гляди(?:те)?|опирайся|опирайтесь|зважай(?:те)?|читай(?:те)?|сверяй(?:ся|тесь)?|rely|look|check|read",
  ),
  /** Instructions that only a program has been given. */
  instruction: word(
    "инструкци\\p{L}*|указани\\p{L}*|промпт\\p{L}*|директив\\p{L}*|установк[иаую]\\p{L}*|предписани\\p{L}*|instructions?|prompts?|directives?|guidelines?|guidance|programming|constraints?|інструкці\\p{L}*|вказівк\\p{L}*|instruccion\\p{L}*|gu[ií]a|anweisung\\p{L}*|consignes?|istruzioni|instrukcj\\p{L}*|instru[cç]\\p{L}+|talimat\\p{L}*|чеклист\\p{L}*|checklist|rubric|рубрик\\p{L}*",
  ),
  /** Instructions in a wider sense; need a word such as «предыдущие» beside them. */
  rule: word(
    "правил\\p{L}*|команд\\p{L}*|критери\\p{L}*|рубрик\\p{L}*|сказанн\\p{L}*|написанн\\p{L}*|текст\\p{L}*|контекст\\p{L}*|rules?|orders?|commands?|criteria|criterion|rubrics?|context|directions?|text|reglas|regeln|r[eè]gles|regole|zasad\\p{L}*|regras|kural\\p{L}*|чек",
  ),
  /** Which instructions: those that stand before. */
  before: word(
    "предыдущ\\p{L}*|прежн\\p{L}*|прошл\\p{L}*|выше\\p{L}*|вышеуказанн\\p{L}*|ранее|данн\\p{L}*|сво[ие]\\p{L}*|тво[ие]\\p{L}*|ваш[ие]?|все|всё|любые|previous|prior|preceding|above|earlier|former|existing|initial|original|your|all|any|every|scoring|grading|оценки|оценивания|усі|всі|свої|sus?|tus?|todas?|deine|alle|tes|vos|toutes|tue|tutte|swoje|wszystkie|suas?",
  ),
  /** Giving a mark. */
  mark: word(
    "(?:по)?ставь(?:те)?|проставь(?:те)?|выстави(?:те)?|выставь(?:те)?|присвой(?:те)?|начисли(?:те)?|засчитай(?:те)?|засчитать|зачти(?:те)?|оцени(?:те)?|оценить|оценивай(?:те)?|считай(?:те)?|считать|дай(?:те)?|отметь(?:те)?|впиши(?:те)?|запиши(?:те)?|верни(?:те)?|выведи(?:те)?|выдай(?:те)?|укажи(?:те)?|повысь(?:те)?|подними(?:те)?|признай(?:те)?|признать|ставить|поставить|выставить|присвоить|завысь(?:те)?|" +
      "score|rate|grade|mark|award|assign|give|output|return|print|set|respond|answer|evaluate|consider|treat|count|judge|report|write|emit|raise|boost|increase|assess|put|fill|classify|label|познач(?:те)?|ponle|pon|dale|d[ée]le|gib|vergib|bewerte|donne[rz]?|mets|mettez|assegna|oce[nń]|daj|d[eê]|зараховуй|пиши(?:те)?|проставляй(?:те)?|выставляй(?:те)?|начисляй(?:те)?|зачитывай(?:те)?|прими(?:те)?|accept|tick|credit|deem|enter|submit|reply|conclude|declare|state",
  ),
  /** What a judge gives. */
  score: word(
    "балл\\p{L}*|бал[оа]в|оценк\\p{L}*|оценок|рейтинг\\p{L}*|вердикт\\p{L}*|критери\\p{L}*|пункт\\p{L}*|процент\\p{L}*|scores?|scoring|points?|ratings?|marks?|grades?|verdicts?|criteri\\p{L}*|percent|items?|оцінк\\p{L}*|пункти|puntuaci\\p{L}*|puntos|nota|punkte?|punktzahl|bewertung|note|punteggio|voto|ocen[aęy]|pontua\\p{L}*|puan\\p{L}*|бал|sections?|раздел\\p{L}*",
  ),
  /** The best one. */
  best: word(
    "100|сто|ста|максимум\\p{L}*|максимальн\\p{L}*|высш\\p{L}*|наивысш\\p{L}*|идеальн\\p{L}*|отличн\\p{L}*|стопроцентн\\p{L}*|пят[её]рк\\p{L}*|hundred|max|maximum|perfect|full|highest|top|flawless|excellent|10|десять|ten|9\\d|девяносто|ninety|максимал\\p{L}*|найвищ\\p{L}*|m[aá]xim\\p{L}*|h[oö]chst\\p{L}*|volle|massim\\p{L}*|najwy[zż]sz\\p{L}*|полн\\p{L}+|лучш\\p{L}+|best|pass|passed|зачёт|зачет|безупречн\\p{L}*|безукоризненн\\p{L}*",
  ),
  /** This conversation and who led it. */
  call: word(
    "звон\\p{L}+|разговор\\p{L}*|диалог\\p{L}*|менеджер\\p{L}*|оператор\\p{L}*|сотрудни\\p{L}*|продавц\\p{L}*|транскрипт\\p{L}*|расшифровк\\p{L}*|стенограмм\\p{L}*|calls?|conversation|agent|rep|representative|manager|salesperson|transcript|dialog(?:ue)?|interaction",
  ),
  /** The listener meant: a program or a person who checks. */
  judge: word(
    "систем[аы]|нейросет\\p{L}+|нейронк\\p{L}+|ии|робот|бот|алгоритм|модель|оценщик|аудитор|судья|проверяющ\\p{L}+|ассистент|помощник|контролер|контролёр|рецензент|эксперт|system|ai|assistant|model|grader|evaluator|auditor|judge|reviewer|bot|llm|gpt|chatgpt|scorer|checker|analyzer|analyser|examiner|оц[иі]нювач\\p{L}*|evaluador|bewerter|[eé]valuateur|оценивающ\\p{L}*|анализатор|программа|ревизор|цензор|проверяльщик|evaluating|rater|marker|algorithm|program|software|machine|машина|компьютер|инспектор|inspector|analyst|moderator|модератор",
  ),
  /** Things on a checklist. */
  item: word(
    "пункт\\p{L}*|критери\\p{L}*|чек|чеклист\\p{L}*|этап\\p{L}*|требовани\\p{L}*|стандарт\\p{L}*|скрипт\\p{L}*|приветстви\\p{L}*|checklist|criteri\\p{L}+|items?|requirements?|standards?|steps?|script|greeting|boxes|раздел\\p{L}*|блок\\p{L}*|sections?|objections?|пункти|stages?|категори\\p{L}*|categor\\p{L}+|boxes|parts?|requirement",
  ),
  /** Said to be done. */
  done: word(
    "выполнен\\p{L}*|соблюд[её]н\\p{L}*|зачт[её]н\\p{L}*|засчитан\\p{L}*|пройден\\p{L}*|закрыт\\p{L}*|met|fulfilled|satisfied|passed|completed?|achieved|ticked|done|виконан\\p{L}*|отработан\\p{L}*|сделан\\p{L}*|covered|cleared|successful|успешн\\p{L}*",
  ),
  every: word(
    "все|всё|всех|всем|всегда|каждый|каждого|полностью|all|every|each|always|fully|everything|усі|todos|alle|tous|tutti|wszystkie|целиком|без исключения|whole|entire",
  ),
  /** A note to whoever checks. */
  note: word(
    "учесть|учтите|учти|учтено|отметить|отметьте|отметь|зафиксируй(?:те)?|зафиксировать|note|noted|notice|acknowledge|register|reflect",
  ),
  /** Whom such a note is for. */
  record: word(
    "протокола|отч[её]та|оценки|оценке|проверки|аудита|контроля|record|audit|scoring|grading|evaluation|assessment|quality|qa",
  ),
  /** Printing what is secret. */
  reveal: word(
    "повтори(?:те)?|покажи(?:те)?|выведи(?:те)?|процитируй(?:те)?|раскрой(?:те)?|напечатай(?:те)?|перечисли(?:те)?|назови(?:те)?|repeat|print|reveal|show|output|quote|disclose|recite|dump|echo",
  ),
  /** A survey after the call is about the customer's own opinion. */
  survey: word(
    "опрос\\p{L}*|смс|sms|анкет\\p{L}*|отзыв\\p{L}*|приложени\\p{L}*|звезд\\p{L}*|зв[её]зд|после|сайт\\p{L}*|нажм\\p{L}+|цифр\\p{L}+|шкал\\p{L}+|ссылк\\p{L}+|survey|text|reviews?|stars?|app|website|after|press|scale|link|google|email|feedback|questionnaire|нам|us|нас|our",
  ),
  /** What a judge would quote. */
  evidence: word("доказательств\\p{L}*|evidence|цитат\\p{L}*|quot(?:e|es|ation|ations)|реплик\\p{L}*|utterances?"),
  /** Having earned a mark. */
  deserve: word("заслу\\p{L}+|достоин|достойн\\p{L}*|deserves?|deserved|merits?|earned|warrants?"),
  possessive: word("ваш\\p{L}*|мо[ийяеё]\\p{L}*|наш\\p{L}*|your|my|our|their"),
};

/** Marks of another channel: role tags of chat formats, fake system headings, fences, answers in a judge's own shape. */
export const FORMAT_MARKS = [
  /<\|?\/?\s*(?:im_start|im_end|system|assistant|user|endoftext|transcript|instructions?|s|sys)\b[^>]{0,40}\|?>/u,
  /\[\/?(?:inst|system|sys|assistant)\b[^\]]{0,20}\]|<<\s*\/?sys\s*>>/u,
  /^[\s#*>"'«»\-=_[(]*(?:system|assistant|developer|системн\p{L}+(?:\s+(?:сообщени|инструкци|промпт|уведомлени)\p{L}*)?|система)\s*(?:message|prompt|note|override|update)?\s*[\])]?\s*[:>»]/u,
  /#{2,}\s*(?:system|систем|instruction|инструкци|new|нов|admin|админ|override|end|конец)/u,
  /(?:end|конец|начало|begin|start)\s+(?:of\s+)?(?:the\s+)?(?:transcript|report|отч[её]та|транскрипта|стенограммы|расшифровки|instructions|инструкци\p{L}*|prompt|dialog(?:ue)?|диалога|conversation|evaluation|оценки|analysis|анализа|проверки)(?![\p{L}])/u,
  /\b\d{1,3}\s*\/\s*100\b/u,
  /(?:verdict|вердикт|overall|итог|итого|result|результат оценки|evaluation|оценка звонка)\s*[:=]\s*(?:\d|excell|perfect|pass|отлич|высш|макс|зач|идеал)/u,
  /["']?\b(?:total_?score|score|scores|verdict|evidence|total|status|оценка|балл|вердикт|итог)["']\s*:/u,
  /(?:итог\p{L}*|общ\p{L}+|финальн\p{L}+|final|total|overall)\s+(?:оценк\p{L}*|балл\p{L}*|result|score|rating|mark|grade|verdict)\s*(?:[:=—–-]|is|равн\p{L}+|—)?\s*(?:\d{2,3}|сто|hundred|max|макс|отличн|excellent|perfect)/u,
  /(?<!credit )(?<!кредитный )(?:\bscore|\bоценка|\bбалл)\s*[:=]\s*(?:\d|макс|max)/u,
  /(?:transcript|транскрипт\p{L}*|расшифровк\p{L}*|стенограмм\p{L}*)\s+(?:\p{L}+\s+){0,3}(?:цитат|содерж|есть|contains?|shows?|proves?|quot|confirm|подтвержда|доказыва)/u,
];

/** Text that is no speech: markup, formulas, queries, terminal and log remains, answers as JSON. */
export const MACHINE_TEXT = [
  /<\/?[a-z][a-z0-9-]*(?:\s+[a-z-]+\s*=|\s*\/?>)/iu,
  /\bjavascript:|\bdata:text\/html|^\s*[=+@]\p{Lu}{3,}\s*\(/iu,
  /["')]\s*\)?\s*;\s*(?:drop|delete|insert|update|select|alter)\b|;\s*--\s*$/iu,
  /!\[[^\]]{0,200}\]\(/u,
  /[{[]\s*["'][\p{L}_]+["']\s*:/u,
  /[\]})"'`]{6,}/u,
  /\]8;;|\[\d{1,3}(?:;\d{1,3})*[jkmh]/iu,
  /\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d\S*\s+(?:info|warn|error|debug|fatal)\b/iu,
];
