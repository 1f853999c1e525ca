/** Phrases, separated by semicolons, that weigh alike. */
export interface RoleCues {
  weight: number;
  /** They count in full only in a question, else a third. */
  asks?: true;
  phrases: string;
}

/**
 * Turns of speech that one side of a sales call uses much more than the other. Positive weights speak for the manager,
 * negative ones for the customer; a weight is about the logarithm of how many times likelier it makes that side.
 * Words are compared by their stems; `=word` stands for that form alone (a stem does not tell «пришлю» from «пришлите»),
 * `*` for any one word.
 */
export const ROLE_CUES: RoleCues[] = [
  {
    // The manager opens: own name and company, why the call, whom it is for.
    weight: 2.2,
    phrases: `меня зовут * компания; вас беспокоит; вас приветствует; чем могу помочь; чем могу быть полезен;
      как могу обращаться; как к вам обращаться; могу к вам обращаться; спасибо за звонок; спасибо за обращение;
      спасибо за ожидание; благодарю за звонок; благодарю за ожидание; за ожидание извините; отдел продаж;
      =слушаю вас; вы оставляли заявку; оставляли заявку; вы нам звонили; вы интересовались; вашей заявке;
      вашу заявку; ваша заявка; звонок записывается; разговор записывается; звоню уточнить; how can i help;
      how may i help; thank you for calling; thanks for calling; calling from; am i speaking with;
      am i through to; this call is recorded; calls are recorded; you filled in; you downloaded; you requested;
      you left your details; following up on; calling about your; sales department`,
  },
  {
    weight: 1.2,
    phrases: `меня зовут; компания; удобно сейчас; удобно говорить; удобно разговаривать; пара минут; пару минут;
      минута есть; минутка есть; my name is; reason i'm calling; reason for my call; good time to talk;
      is now a good time; do you have a minute; have i caught you`,
  },
  {
    // The manager asks about the other side.
    weight: 1,
    phrases: `=расскажите; как вас зовут; могу подсказать; могу записать; на какое время; =продиктуйте; ваш номер;
      ваш телефон; ваша почта; сколько человек; сколько у вас; какой у вас; какая у вас; какие у вас; кто у вас;
      как у вас; что у вас; для каких целей; для чего вам; на какую дату; на какое число; когда планируете;
      когда вам; к какому сроку; какой бюджет; на какой бюджет; на какую сумму; что для вас;
      кто принимает решение; кто ещё принимает; из какого города; вы раньше; вы сейчас; чем пользуетесь;
      вы рассматриваете; вы планируете; вы пробовали; вам удобнее; когда удобно; во сколько удобно; вам подойдёт;
      =хотите; what made you; what brings you; how many people; how often do you; how do you currently;
      what are you using; have you tried; have you ever; when would you; what have you got; who else;
      what's your budget; can i ask; may i ask; could i ask; tell me about; tell me more; would you like;
      would you prefer; do you currently; are you currently; what time suits; does that work for you;
      how does that sound; can i take your; what's your name; what's your email; your postcode;
      have i got that right; did i get that right; do you know why; where do you`,
  },
  {
    // The manager offers, explains, prices.
    weight: 1,
    phrases: `=предлагаю; могу предложить; можем предложить; предложить вам; =рекомендую; =рекомендуем; =посоветую;
      =советую; =подберу; =подберём; подобрать вам; подойдёт вам; у нас акция; сейчас акция; по акции;
      действует акция; скидку сделаем; сделаю скидку; могу сделать; мы можем; мы делаем; мы работаем;
      мы занимаемся; мы предлагаем; мы поможем; у нас собственный; наши специалисты; наш специалист; наш инженер;
      наш мастер; входит в стоимость; в стоимость входит; туда входит; в подарок; есть рассрочка; рассрочка есть;
      стоимость составит; стоимость от; цена от; =обойдётся в; бесплатная доставка; доставка бесплатная;
      выезд бесплатный; замер бесплатный; даём гарантию; гарантию даём; акция до; мы вам;
      сейчас действует; мы находимся; наш адрес; в наличии есть; =приезжайте; =подъезжайте; =приходите;
      what i'd suggest; i'd suggest; i would suggest; i'd recommend; we offer; we do; we can do; we could do;
      we can offer; i could do you; ours has; ours runs; our team; our engineer; our product; our package;
      you'd get; you'll get; comes with; no charge; free of charge; what we do is; we charge; i can offer;
      we have availability; our prices; per month plus; the way it works`,
  },
  {
    // The manager takes it on and closes.
    weight: 1.2,
    phrases: `=записал; =записала; =запишу вас; =записываю вас; =оформлю; =оформим; =оформляю; =забронирую; =бронирую;
      ставлю бронь; закреплю за вами; =отправлю; =вышлю; =пришлю; =пришлём; =скину вам; =скину на почту;
      =скину ссылку; выставлю счёт; счёт выставлю; =привезём; =доставим; =держу; удачного дня; удачной;
      =перезвоню вам; вам =перезвоню; вам перезвонит; вам позвонит; свяжется с вами; с вами свяжется; вас =наберу;
      =наберу вас; =подготовлю; =посчитаю; =рассчитаю; =проверю; сейчас =посмотрю; сейчас проверю; =уточню;
      по вашему заказу; =понял вас; =поняла вас; =услышал вас; =услышала вас; =понимаю вас; =повторю; =проговорю;
      к вам приедет; =ждём вас; будем ждать; хорошего дня; всего доброго; i'll send; i'll email; i'll book;
      i'll put you; i'll get you; i'll check; let me check; bear with me; just to recap; i'll give you a call;
      i'll call you back; i'll ring you; give you a call; book you in; pencil you in; i'll come back;
      have a good one; have a lovely day; have a great day; anything else i can; you're all set; leave it with me`,
  },
  {
    weight: 0.6,
    phrases: `=приветствую; под что; подо что; для чего; с доставкой; плюс доставка; =оплатите; =оплатишь; =смотрите;
      =диктуйте; =подумайте; =уточните; =конечно; наш; наши клиенты; ваш муж; ваша жена; ваша мама; ваши дети;
      вашему ребёнку; ваша дочка; ваш сын; your wife; your husband; your kids; of course`,
  },
  {
    // The customer asks about price and terms.
    weight: -1.5,
    asks: true,
    phrases: `сколько стоит; сколько это стоит; сколько будет; сколько это будет; сколько будет стоить; во сколько обойдётся;
      во сколько выйдет; почём; =цена; какая цена; какая стоимость; какие цены; по деньгам; по цене; что по цене;
      а цена; а скидка; скидку дадите; скидка есть; а гарантия; а доставка; а если; а рассрочка; есть в наличии;
      а вы; а у вас; а можно; можно ли; вы делаете; вы возите; вы доставляете; у вас есть; есть у вас;
      до скольки вы; где вы находитесь; как к вам; куда подъехать; =гарантируете; how much; what's the price;
      what does it cost; what would it cost; what's it cost; what is it roughly; do you do; do you guys;
      do you offer; do you deliver; do you have any; are you open; can you tell me; is it possible; can i pay;
      could i pay; is there a contract; is it safe; is there a guarantee; is there a discount; and if it doesn't;
      what happens if; how long do i; what would i; can you guarantee; is that included; does it come with;
      is it included`,
  },
  {
    // The customer says what they need and came for.
    weight: -1.4,
    phrases: `мне нужно; мне нужен; мне надо; нам нужно; нам нужен; нам надо; =хочу; =хотел бы; =хотела бы; мы =хотели; =хотел узнать;
      =хотела узнать; =хотел спросить; =хотела спросить; меня интересует; нас интересует; =ищу; =подыскиваю; я по;
      по объявлению; по рекламе; ещё продаётся; =увидел на сайте; =увидела на сайте; =видел у вас; =видела у вас;
      =нашёл вас; =нашла вас; мне посоветовали; нам посоветовали; мне сказали; мне обещали; мне бы;
      i'm looking for; i'm after; i need; we need; i want; i wanted to; i'd like to; i'm interested;
      i was wondering; i'm calling about; i'm just calling; i'm calling to; i got your; i've had your; i saw your;
      i told`,
  },
  {
    // The customer speaks of their own life.
    weight: -0.9,
    phrases: `муж; жена; дочка; сын; дочь; ребёнок; дети; мама; папа; свекровь; тёща; внуки; my wife; my husband;
      my daughter; my son; my kids; my boss; my neighbour; my neighbor; my dog; my house; my car; my; у меня`,
  },
  {
    // The customer doubts, refuses, complains.
    weight: -1.6,
    phrases: `дорого; дороговато; подешевле; =подумаю; надо подумать; нужно подумать; =посоветуюсь; посоветоваться;
      не интересно; неинтересно; не интересует; мне не надо; нам не надо; нам не нужно; мне не нужно; не =звоните;
      уже купили; уже заказали; у нас уже есть; нет спасибо; мне некогда; я на работе; я за рулём; мы подумаем;
      откуда у вас мой; откуда у вас номер; =кто это; а вы кто; что за компания; верните деньги; верните мне;
      =пришлите; =перезвоните; =заказывал; =заказывала; я =купил; я =купила; мне привезли; я =жду; сам =наберу;
      сам =перезвоню; сама =перезвоню; в другой фирме; в другом месте; в другую компанию; в другую фирму; у других; у конкурентов; too expensive;
      expensive; bit steep; can't afford; i'll think about it; need to think; let me think; let me talk to;
      not interested; we already have; we're happy with; not right now; i'm busy; i'm driving; take me off;
      how did you get my; who is this; i'd rather; i don't want; quoted me; i'd like to speak; speak to your;
      speak to someone; a refund; i was told; i've been with you`,
  },
  {
    weight: -0.6,
    phrases: `=беру; =берём; =возьму; =возьмём; =оплачу; =оплатим; =заказываем; =пойдёт; отсрочку дашь; скидку дашь;
      много; ну да; не знаю; не помню; наверное; буду ждать; =записывайте; =пишите; меня устраивает; мне удобно;
      я согласен; я согласна; не надо; i don't know; i suppose; i guess; go on then; fair enough; that's fine;
      sounds good; that's the one; that's me; we had`,
  },
];

/** What only a machine says: keys to press, queues, answering machines. */
export const MACHINE_WORDS = `нажмите один; нажмите два; нажмите три; нажмите четыре; нажмите ноль; нажмите =1; нажмите =2;
  нажмите =3; нажмите =0; нажмите звёздочку; нажмите решётку; нажмите клавишу; после сигнала; после звукового сигнала; после
  короткого сигнала; после длинного сигнала; после тона; после короткого тона; звонок важен; звонок очень важен; абонент
  недоступен; абонент временно недоступен; абонент сейчас недоступен; абонент не отвечает; абонент не может; аппарат
  абонента; =вы =позвонили; набранный номер; набранный вами номер; в тональном режиме; операторы заняты; специалисты заняты;
  сообщение записано; в очереди; время ожидания; в главное меню; голосовой почтой; оставьте сообщение; оставьте ваше
  сообщение; press one; press two; press three; press =1; press =2; press =0; press star; after the tone; after the beep;
  leave a message; leave your message; leave your name; your call is important; our agents are; our operators are; is not
  available to take; you've reached; you have reached; position in the queue; appuyez sur; après le bip; après le signal;
  drücken sie die; nach dem signal; nach dem ton; después de la señal`;

/** What a machine says and a person may say too: it counts only beside a machine's words. */
export const MACHINE_TONE = `оставайтесь на линии; разговор записывается; разговор может быть записан; добро пожаловать;
  оставить заявку на; благодарим за ожидание; переводится на; please hold; call may be recorded; call is being recorded; for
  quality and; call you back; welcome to`;

/** Words that speak to the other side. */
export const YOU_WORDS =
  "вы вас вам вами ваш ваша ваше ваши вашу вашей ваших ты тебя тебе твой твоя твои you your you're you've";
/** Words that speak of oneself. */
export const ME_WORDS = "мне меня мной мой моя моё мои мою моей моих me my mine i'm i've";
