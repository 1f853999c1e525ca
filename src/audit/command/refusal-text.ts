import type { ErrorCode } from "../../errors.ts";
import type { ReportLanguage } from "../../evaluations/scorecard.ts";
import type { FileProblem } from "./audit-ways.ts";

/** Why a file was not audited, in one line: as standard error says it, or in Russian, where the most telling fault stands for all. */
export function refusalText(problem: FileProblem, language: ReportLanguage): string {
  const sentences = [...problem.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`), problem.detail];
  if (language === "en") return [sentences.pop(), sentences.join("; ")].join(" ").trim();
  for (const sentence of sentences)
    for (const [english, russian] of RUSSIAN) {
      const found = english.exec(sentence);
      if (found) return russian.replace("$1", found[1] ?? "");
    }
  return RUSSIAN_BY_CODE[problem.code as ErrorCode] ?? problem.detail;
}

/** What can be wrong with a file, and what mends it. */
const RUSSIAN: [RegExp, string][] = [
  [/must hold words|has no words/, "Нет ни одного слова разговора."],
  [/: at most (\d+) characters/, "Текст длиннее $1 знаков: разделите его на части."],
  [/has more than (\d+) utterances/, "Реплик больше $1: разделите текст на части."],
  [/NUL character/, "В тексте есть знак NUL: сохраните его как обычный текст."],
  [/half of a (?:character|surrogate)/, "В тексте есть половина знака: сохраните его как обычный текст."],
  [/encoding of the text/, "Кодировку не удалось узнать: сохраните файл в UTF-8."],
  [/^There is no such file/, "Такого файла или папки нет."],
  [/^This folder holds no \S+ (\(.+\))/, "В папке нет разговоров $1."],
  [/^This may not be read/, "Нет прав, чтобы это прочитать."],
  [/^This is not a file/, "Это не файл."],
  [/^This file is larger than (\d+) bytes/, "Файл больше $1 байт."],
  [/^More than (\d+) files/, "Файлов больше $1: назовите папки поменьше."],
  [/^This cannot be read \((\w+)\)/, "Не читается ($1)."],
  [/^\/scorecard: one of (.+)$/, "Такой карты оценки нет, есть $1."],
  [/^\/content_mode: the scorecard .+ is of the mode (.+)$/, "Карта оценки другого режима: $1."],
  [/^\/language: /, "Язык разговора так не называют, пишите ru или en."],
  [/asked to stop/, "Работу остановили раньше."],
  [/longer than the model can read/, "Разговор длиннее, чем модель прочтёт за один раз."],
  [/refused the key/, "Поставщик модели не принял ключ."],
  [/has no money left/, "На счёте у поставщика модели нет денег, или исчерпан его предел."],
  [/does not know the configured model/, "Поставщик не знает модели из JUDGE_MODEL."],
  [/server on the data directory does not answer/, "Сервер, который держит папку данных, не отвечает."],
];

const RUSSIAN_BY_CODE: Record<ErrorCode | "internal", string> = {
  malformed: "Запрос нельзя прочитать.",
  invalid_input: "Файл не подходит.",
  unauthorized: "Нужен ключ: задайте ACCESS_KEY.",
  forbidden: "Не разрешено.",
  not_found: "Этого нет.",
  method_not_allowed: "Сервер такого не умеет.",
  conflict: "Этим же занят кто-то ещё, или это изменили: повторите.",
  too_large: "Слишком много сразу.",
  range_not_satisfiable: "Такой части нет.",
  unsupported_media_type: "Это не разговор.",
  misdirected: "Сервер не отвечает по этому адресу.",
  request_timeout: "Сервер не дождался файла: повторите.",
  too_many_requests: "Запросов слишком много: повторите позже.",
  timeout: "Модель не успела ответить.",
  upstream_failed: "Модель не ответила как нужно.",
  unavailable: "Сервис сейчас занят или недоступен: повторите позже.",
  budget_exhausted: "Бюджет на сегодня исчерпан.",
  out_of_storage: "Нет места на диске.",
  internal: "Ошибка сервера: подробности в его журнале.",
};
