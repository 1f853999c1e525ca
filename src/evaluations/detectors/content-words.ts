import { WordFacts } from "../../transcripts/known-words.ts";
import { stemOf } from "../lexicon/stems.ts";

/** Words that carry no meaning of their own; meaningful overlap between turns leaves them out. */
const EMPTY_WORDS = new Set(
  `это этот эта эти этого этой этом того тому чтобы чтоб когда если есть будет быть были было была очень можно нужно надо
  просто только тоже также уже еще вообще сейчас потом тогда теперь может могу можем давайте хорошо ладно понял поняла понятно
  спасибо пожалуйста здравствуйте добрый день свидания конечно значит короче собственно честно скажите подскажите
  какой какая какие какое сколько почему зачем где куда кто что как так вот вас вам вами ваш ваша ваше ваши нас нам наш наша
  меня мне мной тебя тебе его она они оно него нее них себя себе свой свои который которая которые которое
  все всё всего всех этим этих тут там здесь туда сюда чего чем ничего нибудь какой-то что-то как-то кто-то где-то
  говорите говорю сказать сказал сказала знаете знаю думаю думаете хочу хотите хотел хотела буду будем будете
  раз два три один одна для при про без над под перед через около после между или либо зато хотя однако потому поэтому
  именно даже ведь лишь разве неужели пусть сам сама сами самый самая весь вся такой такая такие другой другая
  менеджер клиент алло угу ага нет да ну вы мы он бы ли же не ни на по от до за из со ко
  наверное вроде кажется видите смотрите слушайте смотря получается
  that this these those what when where which who whom whose why how have has had having will would could should shall
  with from your you're yours they them their there here then than just only also very really about into over after before
  because been being were was are is does did doing done not don't can't won't yes yeah okay right well sure fine good
  great thanks thank please hello sorry think know mean like want need going gonna get got let make take tell say said
  some any much many more most other another each every both either neither such same thing things something anything
  nothing everything one two three first still even back come call today tomorrow i'm it's that's and the for but you
  she him her his its our ours we're me my mine myself yourself maybe perhaps kind sort bit lot way quite`
    .split(/\s+/)
    .map((word) => word.replaceAll("ё", "е")),
);

/** Letters a word needs at least to carry meaning. */
const LETTERS_MIN = 3;

/** Whether a lower-case word form carries meaning of its own. */
export function isContentWord(form: string): boolean {
  return form.length >= LETTERS_MIN && !EMPTY_WORDS.has(form);
}

/** Endings of nouns that the stemmer takes for those of verbs and plurals: «диван», «терминал», «экзамен», «запах». */
const NOUN_ENDING = /[бвгджзклмнпрстфхцчшщ](?:ал|ан|ен|ел|ил|ин|ах|ат|ит)[аоуеыи]?$/;
/** Letters the stemmer takes off with such an ending. */
const ENDING_MAX = 2;
/** A vowel that comes and goes: «окно» and «окон», «коробка» and «коробок». */
const FLEETING = /[ое]([кцнлрм])$/;

/** What a word speaks of, one for all forms of it, to be found again in what others say; null when it carries no meaning. */
export const THINGS = new WordFacts((form): string | null => {
  if (!isContentWord(form)) return null;
  const stem = stemOf(form);
  if (!/^[а-я]/.test(form)) return /[ui]s$/.test(form) ? form : stem;
  const whole = NOUN_ENDING.test(form) ? form.replace(/[аоуеыи]$/, "") : stem;
  const thing = whole.startsWith(stem) && whole.length - stem.length <= ENDING_MAX ? whole : stem;
  return thing.length > LETTERS_MIN ? thing.replace(FLEETING, "$1") : thing;
});
