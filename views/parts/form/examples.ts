import type { Locale } from "../../i18n/format.ts";

/** The three dialogues to try, in the order of `/?example=1…3`. */
export const EXAMPLES = ["good", "middling", "bad"] as const;

/** The name of an example. */
export type ExampleName = (typeof EXAMPLES)[number];

/** The text of example 1 to 3 in a language; null for any other number. */
export function exampleDialogue(locale: Locale, example: number): string | null {
  const name = EXAMPLES[example - 1];
  return name ? DIALOGUES[locale][name] : null;
}

const DIALOGUES: Record<Locale, Record<ExampleName, string>> = {
  ru: {
    good: `Менеджер: Добрый день, ателье «Ровный шов», меня зовут Полина. Как могу к вам обращаться?
Клиент: Здравствуйте, Оксана. Я по поводу платья на выпускной, видела у вас на странице.
Менеджер: Очень приятно, Оксана. Расскажите, пожалуйста, для кого шьём и к какому числу нужно?
Клиент: Дочке. Выпускной двадцать пятого июня. Она высокая, готовые все коротки.
Менеджер: То есть главное, чтобы длина села по росту, и успеть до двадцать пятого. А фасон уже выбрали? И на какую сумму рассчитываете?
Клиент: Фасон примерно есть, картинку пришлю. Тысяч до двадцати хотелось бы вместе с тканью.
Менеджер: Поняла. Кроим по её меркам, поэтому подол ляжет ровно в пол и с каблуком. В двадцать тысяч укладываемся, если взять креп: он не мнётся, и она сможет в нём танцевать весь вечер. Делаем две примерки, вторая за неделю до праздника.
Клиент: Двадцать… А в соседнем доме сказали двенадцать.
Менеджер: Понимаю, разница заметная. Уточните, входит ли у них ткань и сколько там примерок: у нас в цене и то и другое, и подгонка после второй примерки бесплатная. Если хотите дешевле, можно взять ткань проще, выйдет шестнадцать.
Клиент: Ткань они не считали, да. Тогда понятно, давайте у вас.
Менеджер: Отлично. Предлагаю снять мерки в четверг, двенадцатого, в шесть вечера. Вам удобно?
Клиент: В четверг в шесть подойдёт.
Менеджер: Записала: четверг, двенадцатое, восемнадцать ноль-ноль, ателье на Садовой, четыре. Сегодня пришлю вам адрес сообщением, а вы мне фасон. Ещё какие-то вопросы остались?
Клиент: Нет, всё ясно. Спасибо большое!
Менеджер: Спасибо вам, Оксана. До четверга!`,
    middling: `Менеджер: Здравствуйте, чистка ковров, слушаю вас.
Клиент: Добрый день. Сколько стоит ковёр почистить?
Менеджер: Смотря какой. Размер какой у вас?
Клиент: Два на три, шерстяной. Там кот постарался.
Менеджер: Ясно. Квадрат триста пятьдесят, значит, две сто. Мы забираем, моем, сушим и привозим. Всё на хорошем оборудовании.
Клиент: А запах точно уйдёт?
Менеджер: Ну, обычно уходит. Мы давно работаем, все довольны.
Клиент: Дороговато как-то за один ковёр.
Менеджер: Ну, это средняя цена по городу. За второй ковёр можем сделать скидку десять процентов.
Клиент: У меня один. А по времени сколько?
Менеджер: Дня четыре, пять.
Клиент: Понятно. Я тогда подумаю, с мужем посоветуюсь.
Менеджер: Хорошо, конечно. Звоните, если надумаете.
Клиент: Спасибо, до свидания.
Менеджер: Всего доброго.`,
    bad: `Менеджер: Алло, окна. По заявке звоню.
Клиент: Да, здравствуйте, я оставляла заявку…
Менеджер: Короче, три окна, шестьдесят четыре тысячи с установкой. Оформляем?
Клиент: Подождите, вы же даже размеров не знаете. И у меня вопрос был про шум: под окнами трамвай.
Менеджер: Да обычный стеклопакет, всем хватает. Вы окна берёте или так, спросить?
Клиент: Я хотела понять, какой стеклопакет от шума помогает. И шестьдесят четыре для меня много.
Менеджер: Ну а вы что хотели, даром? Сейчас всё подорожало. До завтра не возьмёте, будет семьдесят.
Клиент: Вы на меня не давите, пожалуйста. Замерщик хотя бы приедет посмотреть?
Менеджер: Замер у нас после предоплаты. Женщина, вы решайте быстрее, у меня таких, как вы, ещё сорок заявок.
Клиент: Знаете, нет. В таком тоне я ничего решать не буду.
Менеджер: Ну и не надо.
Клиент: До свидания.`,
  },
  en: {
    good: `Manager: Good afternoon, Even Seam dressmakers, this is Polly speaking. May I ask your name?
Customer: Hello, it's Olivia. I saw your prom dresses online.
Manager: Lovely to meet you, Olivia. Who is the dress for, and what date do you need it by?
Customer: My daughter. Prom is on the twenty-fifth of June. She's tall, and everything in the shops is too short.
Manager: So the length has to be right for her height, and it has to be ready before the twenty-fifth. Do you have a style in mind already, and what budget are you working with?
Customer: Roughly, I can send you a picture. I'd like to stay under four hundred with the fabric.
Manager: Understood. We cut to her own measurements, so the hem sits right at the floor even with heels. Four hundred works if we use crepe: it doesn't crease, so she can dance in it all evening. You get two fittings, the second one a week before the prom.
Customer: Four hundred… The place next door said two hundred and fifty.
Manager: I see why you ask, that is quite a gap. Do check whether they include the fabric and how many fittings: our price covers both, and adjusting after the second fitting is free. If you want to spend less, a plainer fabric brings it to three hundred and twenty.
Customer: They didn't count the fabric, that's true. All right, that makes sense, let's go with you.
Manager: Great. Shall we take her measurements on Thursday the twelfth at six in the evening? Does that suit you?
Customer: Thursday at six works.
Manager: Booked: Thursday the twelfth, six o'clock, at 4 Garden Street. I'll text you the address today, and you send me the picture. Is there anything else you'd like to ask?
Customer: No, that's all clear. Thank you so much!
Manager: Thank you, Olivia. See you on Thursday!`,
    middling: `Manager: Hello, carpet cleaning, how can I help?
Customer: Hi. How much is it to clean a carpet?
Manager: Depends. What size is it?
Customer: Two by three metres, wool. The cat had an accident.
Manager: Right. It's seven a square metre, so forty-two. We pick it up, wash it, dry it and bring it back. All on good equipment.
Customer: Will the smell really go?
Manager: Well, it usually does. We've been around a long time, everyone's happy.
Customer: It feels a bit expensive for one carpet.
Manager: Well, that's the average price in town. We can do ten per cent off a second carpet.
Customer: I've only got the one. How long does it take?
Manager: Four days or so, maybe five.
Customer: I see. I'll think about it and talk to my husband.
Manager: Sure, of course. Call us if you decide.
Customer: Thanks, bye.
Manager: All the best.`,
    bad: `Manager: Hello, windows. Calling about your request.
Customer: Yes, hello, I filled in the form because…
Manager: Look, three windows, two thousand four hundred fitted. Shall I put it through?
Customer: Hold on, you don't even know the sizes. And I asked about noise: there's a tram under the windows.
Manager: Standard glazing, it's good enough for everybody. Are you buying windows or just asking?
Customer: I wanted to know which glazing helps with noise. And two thousand four hundred is a lot for me.
Manager: What did you expect, free? Everything's gone up. Don't take it by tomorrow and it'll be three thousand.
Customer: Please don't push me. Can somebody at least come and measure?
Manager: We measure after the deposit. Lady, make up your mind, I've got forty more like you waiting.
Customer: You know what, no. I'm not deciding anything in that tone.
Manager: Suit yourself.
Customer: Goodbye.`,
  },
};
