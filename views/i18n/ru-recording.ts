import { formatCount, formatNumber } from "./format.ts";

const count = (value: number, one: string, few: string, many: string) =>
  formatCount("ru", value, { one, few, many, other: few });

/** Russian texts of a recording on the page of its call: sound, what it allows to say, figures by time. */
export const ruRecording = {
  // Player
  recordingTitle: "Запись",
  playerLabel: (length: string) => `Запись звонка, ${length}`,
  listenFrom: (at: string) => `Слушать с ${at}`,
  listenNote: "Время включает запись с этого места.",
  listenTurnNote: "Нажмите на реплику или её время, чтобы слушать с этого места.",
  lanesTitle: (length: string) => `Кто когда говорил, ${length}`,
  laneShared: "Обе стороны",
  laneChannel: (number: number) => `Канал ${number}`,
  unplayable: "Браузер не умеет играть этот формат. Скачайте запись и откройте её у себя.",
  recordingGone: "Записи здесь больше нет.",
  downloadsTitle: "Скачать",
  downloadAudio: "запись",
  downloadTranscript: "текст",

  // Roles
  swapTitle: "Роли перепутаны?",
  swapRoles: "Поменять стороны местами",
  confirmRoles: "Стороны указаны верно",
  swapNote: "Появится новая оценка. Расшифровывать заново не придётся.",

  // What the sound allows to say
  sanityTitle: "Качество записи",
  sanityGood: "Звук разборчив: перегрузки, шума и обрывов не найдено.",
  sanityMargin: (db: number) => `Звук разборчив: речь на ${formatNumber("ru", Math.round(db))}\u00a0дБ громче шума.`,
  sanityFaults: {
    truncated: "Запись обрывается раньше, чем обещает заголовок файла.",
    duration_differs: "Длина звука не та, что в заголовке файла. Считаем по звуку.",
    clipping: "Перегрузка: громкие места искажены, слова в них могли потеряться.",
    noisy: "Шум почти заглушает речь: слова могли потеряться.",
    quiet: "Очень тихо: слова могли потеряться.",
    narrow_band: "Узкая полоса, как в старом телефоне: похожие слова путаются чаще.",
    one_side_silent: "В одном из каналов никто не говорит: вторая сторона не записана.",
    false_stereo: "Два канала, но звук в них один: стороны по каналам не разделить.",
  } as Record<string, string>,
  sanityNoSpeech: "В записи никто не говорит.",
  sanityMono: "Один канал: стороны разделены по словам, а не по звуку.",
  sanityDropped: (pieces: number) =>
    `Убрано ${count(pieces, "место", "места", "мест")}, где распознаватель выдумал слова в тишине.`,

  // Figures by time
  speechTitle: "Речь",
  speechNote: "Посчитано по звуку, на оценку не влияет.",
  figureMissing: {
    mono: "на моно ненадёжно",
    roles_unknown: "стороны неизвестны",
    no_speech: "никто не говорит",
    too_little_speech: "слишком мало речи",
  },
  shareName: "Доля речи менеджера",
  shareAbout: "Время речи менеджера, делённое на время речи обеих сторон. Тишина не в счёт.",
  longestName: "Самый длинный монолог",
  longestAbout:
    "От первого до последнего звука одной стороны, пока другая не берёт слово. Поддакивание до секунды не перебивает.",
  ofCustomer: (value: string) => `у клиента ${value}`,
  heardAt: "Слушать:",
  placesAt: "Где:",
  furtherPlaces: (value: number) => `и ещё ${formatNumber("ru", value)}`,
  interruptionsName: "Менеджер перебил",
  interruptionsAbout:
    "Сколько раз менеджер заговорил поверх клиента и продолжил, когда тот замолчал. Поддакивание и одновременное начало не в счёт.",
  times: (value: number) => count(value, "раз", "раза", "раз"),
  overtalkName: "Говорят вместе",
  overtalkAbout: "Доля записи, в которой звучат обе стороны сразу.",
  deadAirName: "Долгая тишина",
  deadAirAbout: "Сколько раз обе стороны молчали дольше трёх секунд и сколько это длилось в сумме.",
  pauseName: "Пауза перед ответом",
  pauseAbout:
    "Среднее время от последнего звука клиента до первого звука менеджера. Ответы внахлёст и долгая тишина не в счёт.",
  paceName: "Темп речи менеджера",
  paceAbout: "Слова менеджера, делённые на минуты его речи. Паузы не в счёт.",
  perMinute: (words: number) => `${formatNumber("ru", words)} слов/мин`,
  seconds: (value: number) => `${formatNumber("ru", value)}\u00a0с`,

  // Facts
  recordingFacts: {
    file: "Файл",
    length: "Длина",
    size: "Размер",
    sound: "Звук",
    engine: "Расшифровка",
  },
  megabytes: (bytes: number) =>
    bytes < 100_000
      ? `${formatNumber("ru", Math.ceil(bytes / 1_000))}\u00a0КБ`
      : `${formatNumber("ru", bytes / 1_000_000)}\u00a0МБ`,
  soundOf: (codec: string, channels: number, kilohertz: number) =>
    `${codec}, ${channels === 1 ? "моно" : count(channels, "канал", "канала", "каналов")}, ${formatNumber("ru", kilohertz)}\u00a0кГц`,
};
