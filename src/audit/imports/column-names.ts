import type { ImportColumn } from "./import.ts";

/** What heads of columns may say, in lower case and without anything but letters and digits. */
const NAMES: Record<ImportColumn, readonly string[]> = {
  recording_url: [
    ...["recordingurl", "recording", "url", "link", "fileurl", "audiourl", "recordurl", "recordinglink", "audio"],
    ...["ссылка", "ссылканазапись", "запись", "адресзаписи", "адрес", "файл", "ссылканафайл", "записьразговора"],
  ],
  call_id: [
    ...["callid", "id", "call", "externalid", "uniqueid"],
    ...["номерзвонка", "idзвонка", "звонок", "идентификатор", "идентификаторзвонка", "кодзвонка"],
  ],
  manager_id: [
    ...["managerid", "agentid", "userid", "employeeid", "extension"],
    ...["idменеджера", "номерменеджера", "idсотрудника", "табельныйномер", "внутреннийномер", "кодменеджера"],
  ],
  manager_name: [
    ...["managername", "manager", "agent", "agentname", "employee"],
    ...["менеджер", "имяменеджера", "фиоменеджера", "сотрудник", "фио", "оператор", "ответственный"],
  ],
  started_at: [
    ...["startedat", "start", "date", "datetime", "time", "calldate", "starttime"],
    ...["начало", "дата", "датаивремя", "датазвонка", "время", "началозвонка", "датавремя"],
  ],
  direction: ["direction", "calltype", "направление", "типзвонка", "тип"],
  content_mode: ["contentmode", "mode", "режим", "режимоценки"],
  scorecard: ["scorecard", "card", "карта", "картаоценки", "чеклист", "скоркарта"],
  language: ["language", "lang", "язык", "языкразговора"],
  tags: ["tags", "tag", "метки", "теги", "тэги", "метка"],
  talk_seconds: [
    ...["talkseconds", "talktime", "talkduration", "duration", "billsec", "seconds"],
    ...["длительность", "длительностьразговора", "времяразговора", "разговорсек", "разговорс", "длительностьсек"],
  ],
  internal: ["internal", "isinternal", "внутренний", "внутренние", "внутреннийзвонок"],
  voicemail: ["voicemail", "isvoicemail", "answeringmachine", "автоответчик"],
};

const COLUMN_OF = new Map(
  Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [name, column as ImportColumn] as const)),
);

/** Which column stands where, by the texts of the head; of two of the same name the first counts. */
export function columnsOf(head: readonly string[]): Map<ImportColumn, number> {
  const found = new Map<ImportColumn, number>();
  for (const [index, text] of head.entries()) {
    const column = COLUMN_OF.get(text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ""));
    if (column !== undefined && !found.has(column)) found.set(column, index);
  }
  return found;
}
