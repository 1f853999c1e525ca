import type { Role } from "../transcript.ts";

type KnownRole = Exclude<Role, "unknown">;

/** What people call the two sides of a sales call, by language; the nouns as they stand in a label. */
const ROLE_WORDS: Record<KnownRole, string> = {
  manager: `
    менеджер менеджерка менедж мен оператор операторка опер продавец продавщица продажник консультант консультантка
    специалист сотрудник сотрудница администратор агент ассистент ассистентка риелтор риэлтор брокер торговый продажи
    мастер диспетчер телемаркетолог рекрутер поддержка саппорт банк компания магазин сейлз сейл хантер кц роп куратор
    менеджерша приёмщик приемщик кассир советник представитель эксперт
    продавець фахівець адміністратор представник мэнэджар аператар прадавец кансультант
    сатушы кеңесші маман сатучы киңәшче белгеч
    manager agent rep representative sales salesperson salesman saleswoman salesrep seller vendor sdr bdr ae csr advisor
    adviser consultant operator associate specialist support service care success employee staff broker assistant
    executive closer receptionist dispatcher supervisor company host realtor
    conseiller conseillère conseillere vendeur vendeuse commercial commerciale opérateur opératrice téléconseiller
    téléconseillère chargé chargée conseil hôtesse accueil
    verkäufer verkäuferin berater beraterin mitarbeiter mitarbeiterin kundenberater kundenberaterin kundenbetreuer
    kundenbetreuerin vertrieb vertreter vertreterin agentin sachbearbeiter sachbearbeiterin kundenservice
    vendedor vendedora asesor asesora agente comercial ejecutivo ejecutiva operador operadora teleoperador teleoperadora
    representante gestor gestora asistente venditore venditrice consulente operatore operatrice commerciale addetto addetta
    atendente consultor consultora assessor assessora sprzedawca konsultant konsultantka doradca handlowiec
    przedstawiciel pracownik satıcı temsilci temsilcisi danışman operatör verkoper adviseur medewerker prodejce poradce
    operátor säljare rådgivare selger sælger vânzător értékesítő eladó sotuvchi menejer
    客服 销售 销售员 顾问 经理 坐席 担当者 オペレーター 営業 상담원 판매원 موظف وكيل بائع مندوب נציג מוכר एजेंट विक्रेता`,
  customer: `
    клиент клиентка кл покупатель покупательница абонент абонентка заказчик заказчица звонящий звонящая потребитель
    пользователь гость гостья пациент пациентка лид заявитель заявительница посетитель посетительница подписчик
    собственник ученик студент студентка родитель
    клієнт клієнтка покупець замовник замовниця користувач кліент кліентка пакупнік тұтынушы алушы алучы мөштәри
    customer client caller buyer prospect lead consumer user patient guest shopper purchaser homeowner tenant borrower
    subscriber callee
    cliente clienta clientes acheteur acheteuse appelant appelante abonné abonnée usager consommateur
    kunde kundin käufer käuferin anrufer anruferin interessent interessentin
    comprador compradora usuario usuaria llamante abonado consumidor acquirente chiamante utente usuário
    klient klientka kupujący rozmówca müşteri alıcı klant koper beller zákazník zákaznice kund køber kjøper
    ügyfél vevő mijoz xaridor müştəri
    客户 顾客 お客様 顧客 고객 عميل العميل زبون לקוח ग्राहक`,
  other: `
    ivr автоответчик робот бот система системное автоинформатор голосовой музыка голосовая запись гудки
    machine bot robot system voicemail recording music announcement automated
    messagerie répondeur anrufbeantworter contestador buzón segreteria
    комментарий комментарии заметка заметки резюме summary notes
    муж жена коллега ребёнок ребенок прохожий охранник секретарь
    husband wife colleague secretary`,
};

/** Letters that stand for a side; they count only where both sides are such letters. */
const ROLE_LETTERS: Record<string, KnownRole> = {
  м: "manager",
  m: "manager",
  о: "manager",
  o: "manager",
  r: "manager",
  к: "customer",
  k: "customer",
  c: "customer",
  с: "customer",
};

const ROLE_OF_WORD = new Map<string, KnownRole>();
for (const role of ["manager", "customer", "other"] as const)
  for (const word of ROLE_WORDS[role].trim().split(/\s+/)) ROLE_OF_WORD.set(word, role);

const NUMBERED_SPEAKER = new RegExp(
  `^(?:s|spk|(?:${[
    "speaker|спикер|говорящий|участник|голос|собеседник|диктор|абонент|канал|спікер|мовець|person|participant|channel",
    "voice|sprecher|sprecherin|interlocuteur|locuteur|intervenant|hablante|interlocutor|locutor|orador|parlante",
    "falante|mówca|spreker|talare|puhuja|konuşmacı",
  ].join("|")})(?:[ _-]+[#№]?[a-zа-я])?)(?:[ _-]*[#№]?[ _-]*\\d{1,3})?$`,
  "iu",
);

/** Folds a label: labels that differ only in case, blanks or a look-alike single letter are one. */
export function foldLabel(label: string): string {
  const lower = label.toLowerCase();
  const folded = lower.includes("  ") || lower.includes("\t") ? lower.replace(/\s+/g, " ") : lower;
  return folded.length === 1 ? (LOOK_ALIKE[folded] ?? folded) : folded;
}

const LOOK_ALIKE: Record<string, string> = { m: "м", k: "к", o: "о", c: "с", a: "а" };

/**
 * The side a label names by a role word (`Менеджер`, `Оператор Светлана`, `Jenna (SDR)`, `Conseillère`); null for
 * names, numbers and words that say nothing. Words in brackets count only where the label itself says nothing; of
 * several role words the last decides (`Customer service rep`).
 */
export function roleOfLabel(label: string): Role | null {
  const lower = label.normalize("NFC").toLowerCase();
  const outside = lower.replace(/\([^()]*\)|\[[^[\]]*\]/g, " ");
  return roleOfWords(outside) ?? roleOfWords(lower);
}

/** The side a one-letter label stands for (`М`, `К.`); null for other labels. */
export function roleOfLetter(label: string): Role | null {
  return ROLE_LETTERS[label.toLowerCase().replace(/\.$/, "")] ?? null;
}

/** Whether the label numbers its speaker (`Speaker 1`, `Спикер А`, `SPEAKER_00`): a label for certain, of no side. */
export function isNumberedSpeaker(label: string): boolean {
  return NUMBERED_SPEAKER.test(label);
}

function roleOfWords(words: string): KnownRole | null {
  let role: KnownRole | null = null;
  for (const [word] of words.matchAll(/[\p{L}\p{M}]+/gu)) {
    const found = ROLE_OF_WORD.get(word);
    if (found === "other") return found;
    role = found ?? role;
  }
  return role;
}
