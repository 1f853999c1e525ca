import { formatCount, formatNumber } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of lists of recordings. */
export const ruImports = {
  importsTitle: "Загрузка архива",
  importsLead:
    "Таблица со ссылками на записи: каждая строка станет звонком. Сначала проверим её и покажем, сколько это будет стоить; без вашего решения ничего не начнётся.",
  importFileTitle: "Таблица",
  importFileNote: "Разбор архива уступает дорогу новым звонкам.",
  importFileLabel: "Файл CSV или XLSX",
  importFileHint:
    "До 20 МБ и 100 000 строк. Нужен столбец «Ссылка»; кроме него можно: номер звонка, ID менеджера, менеджер, начало, направление, режим, карта, язык, метки.",
  importModeNote: "Для строк, в которых не сказано другое.",
  importCheck: "Проверить таблицу",
  importCheckNote: "Проверка ничего не запускает.",
  importFaults: {
    missing: "Выберите файл: пока пусто.",
    no_column: "В первой строке нет столбца «Ссылка» (recording_url). Добавьте его и отправьте ещё раз.",
    no_rows: "Под заголовком нет ни одной строки.",
    unreadable: "Это не таблица CSV или XLSX. Сохраните её в одном из этих форматов.",
    encoding: "Не удалось понять кодировку. Сохраните таблицу как CSV UTF-8 или XLSX.",
    too_large: "Таблица больше, чем можно: до 20 МБ и 100 000 строк. Разделите её.",
    cut: "Файл не дошёл целиком. Отправьте его ещё раз.",
    storage: "На диске сервиса кончилось место. Скажите тому, кто его запустил.",
  },
  importListsTitle: "Загруженные таблицы",
  importListsEmpty: "Таблиц пока нет.",
  importHead: { file: "Файл", when: "Когда", status: "Состояние", rows: "Строк" },
  importUnnamed: "таблица без имени",
  importRows: (rows: number) => count(rows, "строка", "строки", "строк"),
  importStatuses: { checked: "проверена", running: "в работе", stopped: "остановлена", done: "разобрана" },
  importPreview: "Что получится",
  importProgress: "Как идёт",
  importNotes: {
    checked: "Ещё ничего не запущено.",
    running: "Страницу можно закрыть: работа идёт без неё.",
    stopped: "Начатое доделано; остальное ждёт.",
    done: "Все строки пройдены.",
  },
  importFacts: {
    calls: "Новых звонков",
    known: "Уже есть в сервисе",
    repeated: "Повторов в таблице",
    faulty: "Строк с ошибками",
    cost: "Примерная стоимость",
  },
  importFree: "бесплатно",
  importBasis: {
    average: (minutes: string) => `Считаем по средней длине ваших записей: ${minutes}\u00a0мин.`,
    assumed: (minutes: string) => `Длины записей не знаем, считаем по ${minutes}\u00a0мин на звонок.`,
  },
  importNothing: "Запускать нечего: годных строк нет.",
  importEnded: (ended: number, rows: number) =>
    `Пройдено ${formatNumber("ru", ended)} из ${count(rows, "строки", "строк", "строк")}.`,
  importCounts: {
    waiting: "Ждут очереди",
    working: "В работе",
    done: "Разобраны",
    failed: "Не вышло",
    skipped: "Пропущены",
    known: "Были раньше",
    refused: "Не приняты",
  },
  importActs: { start: "Запустить разбор", stop: "Остановить" },
  importContinue: "Продолжить",
  importActNotes: {
    start: "Остановить можно в любой момент.",
    stop: "Что ещё не начато, подождёт; начатое доработает.",
  },
  importFaultsTitle: "Строки с ошибками",
  importFaultsAbout: (faulty: number, shown: number) =>
    `${count(faulty, "строка", "строки", "строк")} пропустим.${shown < faulty ? ` Показаны первые ${formatNumber("ru", shown)} ошибок.` : ""}`,
  importFaultHead: { row: "Строка", column: "Столбец", fault: "Что не так", value: "Что там стоит" },
  importRow: (row: number) => `строка ${row}`,
  importColumns: {
    recording_url: "Ссылка",
    call_id: "Номер звонка",
    manager_id: "ID менеджера",
    manager_name: "Менеджер",
    started_at: "Начало",
    direction: "Направление",
    content_mode: "Режим",
    scorecard: "Карта",
    language: "Язык",
    tags: "Метки",
  },
  rowFaults: {
    missing: "пусто, а должно быть заполнено",
    bad_url: "по такому адресу запись не получить",
    bad_time: "не похоже на дату: нужно 24.11.2026 10:30 или 2026-11-24 10:30",
    bad_direction: "нужно «входящий» или «исходящий»",
    bad_mode: "нет такого режима или он спорит с картой",
    bad_scorecard: "нет такой карты",
    bad_language: "нужен код языка, например ru",
    bad_value: "слишком длинно или недопустимо",
  },
};
