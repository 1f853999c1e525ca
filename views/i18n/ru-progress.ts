import { formatNumber } from "./format.ts";

const HOUR_MS = 3_600_000;
const megabytes = (bytes: number) => `${formatNumber("ru", bytes / 1_000_000)}\u00a0МБ`;
const duration = (ms: number) =>
  ms < HOUR_MS ? `${formatNumber("ru", ms / 60_000)}\u00a0мин` : `${formatNumber("ru", ms / HOUR_MS)}\u00a0ч`;

/** Russian texts of sending a recording and of its way through the steps. */
export const ruProgress = {
  // Form: three sources
  formLead:
    "Вставьте текст или приложите запись. В ответ придёт оценка от 0 до 100, цитаты, на которых она стоит, и что поправить первым.",
  sourceNote: "Одно из трёх: текст, файл или ссылка.",
  audioLabel: "Файл записи",
  audioHint: (bytesMax: number, durationMsMax: number) =>
    `Перетащите сюда или выберите. MP3, WAV, OGG, M4A, FLAC до ${megabytes(bytesMax)} и до ${duration(durationMsMax)}.`,
  audioLost: (name: string) => `Был выбран «${name}». Браузер не хранит выбранный файл: выберите его ещё раз.`,
  audioRemove: "Убрать файл",
  urlLabel: "Ссылка на запись",
  urlHint: "Прямой адрес файла. Скачаем его один раз.",
  submitHint: "Текст оценим сразу. Ход разбора записи покажем на её странице.",
  speechMissing: "Расшифровка записей не подключена.",
  speechMissingAbout:
    "Запись примем и сохраним; разберём её, когда в настройках появится OPENAI_API_KEY или TRANSCRIBE_BASE_URL.",

  // Form: sending a file
  uploadBusy: "Отправляем…",
  uploadHint: "Не закрывайте страницу, пока файл не дойдёт.",
  uploadLabel: "Отправлено",
  uploadCount: (done: string, total: string) => `${done} из ${total}\u00a0МБ`,
  uploadStoring: "Файл дошёл, проверяем и сохраняем.",
  uploadCancel: "Отменить отправку",
  uploadCancelled: "Отправка отменена, ничего не сохранено.",
  onlyOneFile: "Один файл за раз: перетащите его отдельно.",

  // Form: faults of a recording
  recordingFaults: {
    source_missing: "Вставьте текст, выберите файл или дайте ссылку: пока пусто.",
    source_ambiguous: "Заполнено больше одного: оставьте либо текст, либо файл, либо ссылку.",
    audio_empty: "Файл пустой: в нём ноль байт. Выберите другой.",
    audio_too_large: "Файл больше, чем можно. Сожмите запись, например в MP3, или разделите её.",
    audio_too_long: "Запись дольше, чем можно. Разделите её на части.",
    audio_broken: "Запись повреждена: её не прочитать. Выгрузите файл ещё раз.",
    not_audio: "Это не запись разговора. Подойдут MP3, WAV, OGG, M4A, FLAC и звук из видео.",
    upload_cut: "Файл не дошёл целиком. Проверьте связь и отправьте ещё раз.",
    url_bad: "Такой адрес не подойдёт. Нужен прямой адрес файла с https:// или http:// в начале.",
    url_unreachable: "По этому адресу запись не получить. Проверьте, открывается ли она без входа.",
    storage_full: "На диске сервиса кончилось место: запись не сохранена. Скажите тому, кто его запустил.",
  },

  // Steps of a recording
  stepsTitle: (step: number, steps: number) => `Шаг ${step} из ${steps}`,
  stepNames: {
    stored: { done: "Сохранена", now: "Сохраняется", wait: "Сохранение", stopped: "Не сохранена" },
    prepared: { done: "Подготовлена", now: "Подготавливается", wait: "Подготовка", stopped: "Не подготовлена" },
    transcribed: {
      done: "Расшифрована",
      now: "Расшифровывается",
      wait: "Расшифровка",
      stopped: "Не расшифрована",
    },
    scored: { done: "Оценена", now: "Оценивается", wait: "Оценка", stopped: "Не оценена" },
  },
  stepDownloading: "Скачивается",
  stepWords: { done: "готово", now: "идёт сейчас", wait: "впереди", held: "ждёт", stopped: "остановлено" },
  stepAbout: {
    stored: "Файл целиком ляжет на диск",
    prepared: "Каналы, тишина, место каждой реплики",
    transcribed: "Речь станет текстом, каждый канал отдельно",
    scored: "По карте, с цитатами из расшифровки",
  },
  countBytes: (done: number, total: number | null) =>
    total === null ? megabytes(done) : `${formatNumber("ru", done / 1_000_000)} из ${megabytes(total)}`,
  countMs: (done: string, total: string | null) => (total === null ? done : `${done} из ${total}`),
  speechOf: (length: string) => `${length} речи`,
  noSpeech: "речи не найдено",
  layouts: {
    mono: "один канал",
    stereo: "два канала",
    false_stereo: "два одинаковых канала",
    one_side_silent: "два канала, один молчит",
  },
  progressLabels: {
    stored: "Сколько файла уже здесь",
    prepared: "Сколько записи подготовлено",
    transcribed: "Сколько речи расшифровано",
    scored: "Оценка",
  },

  // Page of a recording at work
  recordingByUrl: "запись по ссылке",
  recordingUnnamed: "запись без имени",
  acceptedAt: (when: string) => `принята ${when}`,
  workTitles: {
    working: "Запись в работе",
    waiting: "Запись ждёт",
    cancelling: "Разбор останавливается",
    quarantined: "Разбор остановлен",
    cancelled: "Разбор отменён",
    failed: "Разбор не удался",
    skipped: "Запись пропущена",
    done: "Запись разобрана",
  },
  workNotes: {
    working: "Страницу можно закрыть: звонок принят и не потеряется.",
    waiting: "Страницу можно закрыть: работа продолжится сама.",
    cancelling: "То, что уже отправлено, прерывается; нового не отправляем.",
    quarantined: "Само не продолжится. Запись и сделанные шаги целы.",
    cancelled: "Запись и сделанные шаги сохранены.",
    failed: "Само не продолжится.",
    skipped: "Это не сбой, и денег на него не потрачено.",
    done: "Результат готов.",
  },
  waitsForEngine: "Расшифровка не подключена.",
  waitsForEngineHow:
    "Запись сохранена. Задайте OPENAI_API_KEY или TRANSCRIBE_BASE_URL и перезапустите сервис: разбор продолжится с этого места.",
  waitsToRetry: (reason: string) => `Попробуем ещё раз сами: ${reason}.`,
  waitsUntil: (when: string) => `Следующая попытка ${when}.`,
  waitsUntilGone: "Когда, пока неизвестно: проверяем сами раз в несколько минут.",
  quarantinedWhy: "Эта запись несколько раз подряд роняла обработку, поэтому её отложили до решения человека.",
  quarantinedHow: "Запустите её ещё раз. Если снова не выйдет, передайте номер звонка тому, кто запустил сервис.",
  reasonCode: "код",
  failedWhy: {
    audio_too_large: { why: "Файл больше, чем можно.", how: "Сожмите запись, например в MP3, и отправьте ещё раз." },
    audio_too_long: { why: "Запись дольше, чем можно.", how: "Разделите её на части и отправьте по одной." },
    audio_broken: { why: "Запись повреждена: её не прочитать.", how: "Выгрузите файл ещё раз и отправьте снова." },
    not_audio: { why: "Это не запись разговора.", how: "Подойдут MP3, WAV, OGG, M4A, FLAC и звук из видео." },
    download_failed: {
      why: "Запись не скачалась.",
      how: "Проверьте, что по ссылке открывается сам файл, без входа и страниц-посредников.",
    },
    speech_failed: {
      why: "Сервис расшифровки не справился с записью.",
      how: "Запустите ещё раз: готовые куски второй раз не оплачиваются.",
    },
    judge_failed: { why: "Модель не дала пригодной оценки.", how: "Запустите ещё раз: слова разговора сохранены." },
    judge_timeout: { why: "Модель не успела с оценкой.", how: "Запустите ещё раз: слова разговора сохранены." },
    call_too_long_for_model: {
      why: "Разговор длиннее, чем модель может прочитать за один раз.",
      how: "Разделите запись на части и отправьте по одной.",
    },
    storage_full: {
      why: "На диске кончилось место.",
      how: "Скажите тому, кто запустил сервис; потом запустите разбор ещё раз.",
    },
    other: { why: "Что-то пошло не так.", how: "Запустите ещё раз; если не поможет, передайте номер звонка." },
  },
  waitReasons: {
    recording_not_ready: "источник ещё готовит запись",
    download_failed: "запись не скачалась",
    speech_failed: "сервис расшифровки не ответил",
    judge_failed: "модель не ответила",
    judge_timeout: "модель не ответила вовремя",
    work_crashed: "подготовка записи оборвалась",
    storage_full: "на диске нет места",
    budget_exhausted: "бюджет на сегодня исчерпан",
    provider_paused: "сервис модели просит подождать",
    provider_down: "сервис модели не работает",
    quota_exhausted: "на счёте у сервиса модели кончились деньги",
    key_refused: "сервис модели не принял ключ",
    model_missing: "сервис модели не знает заданной модели",
    too_many_requests: "сервис просит подождать",
    unavailable: "сервис не отвечает",
    upstream_failed: "сервис не отвечает",
    timeout: "ответ не пришёл вовремя",
    out_of_storage: "на диске нет места",
    other: "помеха должна пройти",
  },
  cancelWork: "Отменить",
  cancelNoteEarly: "Отмена остановит скачивание: записи здесь ещё нет.",
  cancelNote: "Отмена сохранит запись, но не станет тратить деньги на то, что осталось.",
  replayWork: "Запустить ещё раз",
  replayNote: "Начнём с шага, на котором остановились; готовое заново не делаем.",
  sendAnother: "Отправить другую запись",
  openResult: "Открыть результат",
  stepNow: (step: string) => `Сейчас: ${step}`,
};
