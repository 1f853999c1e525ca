import { describe, expect, it } from "vitest";
import { parseDialogue } from "../../../src/transcripts/text/parse-dialogue.ts";

const turns = (html: string) =>
  parseDialogue(html).utterances.map(({ speaker, text, startMs }) => [speaker, text, startMs]);

/** A message as Telegram Desktop writes it into `messages.html`. */
const message = (at: string, name: string | null, body: string) => `
     <div class="message default clearfix${name === null ? " joined" : ""}" id="message10">
${
  name === null
    ? ""
    : `
      <div class="pull_left userpic_wrap">
       <div class="userpic userpic2" style="width: 42px; height: 42px">
        <div class="initials" style="line-height: 42px">
${name[0]}
        </div>
       </div>
      </div>`
}
      <div class="body">
       <div class="pull_right date details" title="${at} UTC+03:00">
${at.slice(11, 16)}
       </div>
${
  name === null
    ? ""
    : `
       <div class="from_name">
${name} 
       </div>`
}
${body}
      </div>
     </div>`;
const words = (text: string) => `
       <div class="text">
${text}
       </div>`;
const page = (...messages: string[]) => `<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
  <title>Exported Data</title>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
Сергей
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
     <div class="message service" id="message-1">
      <div class="body details">
28 November 2026
      </div>
     </div>${messages.join("")}
    </div>
   </div>
  </div>
 </body>
</html>`;

describe("the exported page of a chat", () => {
  it("is read by its messages: names without initials, one that is joined by the name above, days after each other", () => {
    const html = page(
      message("28.11.2026 23:58:05", "Анна | Окна", words("Добрый день! &quot;Окна&quot;, чем могу помочь?")),
      message("28.11.2026 23:59:05", "Сергей", words("Сколько стоит <strong>окно</strong>?<br>В спальню: 140 на 150")),
      message("28.11.2026 23:59:25", null, words("И подоконник")),
      message("29.11.2026 00:00:05", "Анна | Окна", words("От 15 тысяч.")),
    );
    expect(turns(html)).toEqual([
      ["Анна | Окна", 'Добрый день! "Окна", чем могу помочь?', 0],
      ["Сергей", "Сколько стоит окно? В спальню: 140 на 150", 60_000],
      ["Сергей", "И подоконник", 80_000],
      ["Анна | Окна", "От 15 тысяч.", 120_000],
    ]);
  });

  it("holds words of nobody: whom a message answers, its files, reactions and the name of one who is quoted", () => {
    const reply = `
       <div class="reply_to details">
In reply to <a href="#go_to_message11" onclick="return GoToMessage(11)">this message</a>
       </div>`;
    const photo = `
       <div class="media_wrap clearfix">
        <div class="media clearfix pull_left media_photo">
         <div class="body">
          <div class="title bold">
Photo
          </div>
          <div class="status details">
Not included
          </div>
         </div>
        </div>
       </div>`;
    const quoted = `
       <div class="forwarded body">
        <div class="from_name">
Замерщик<span class="date details" title="01.01.2020 10:00:00 UTC+03:00"> 01.01.2020 10:00:00</span>
        </div>${words("Буду в десять.")}
       </div>`;
    const html = page(
      message("28.11.2026 10:15:05", "Анна", words("Здравствуйте!")),
      message("28.11.2026 10:16:05", "Сергей", photo),
      message("28.11.2026 10:16:15", null, reply + words("Вот такое окно.")),
      message("28.11.2026 10:17:05", "Анна", quoted),
    );
    expect(turns(html)).toEqual([
      ["Анна", "Здравствуйте!", 0],
      ["Сергей", "Вот такое окно.", 70_000],
      ["Анна", "Буду в десять.", 120_000],
    ]);
  });

  it("with the name and the time above the words is put into the order of time", () => {
    const item = (head: string, text: string) =>
      `<div class="item"><div class="item__main"><div class="message" data-id="1">
  <div class="message__header">${head}</div>
  <div>${text}<div class="kludges"><div class="attachment"><div class="attachment__description">Фотография</div></div></div></div>
</div></div></div>`;
    const html = `<!DOCTYPE html><html><head><meta charset="windows-1251"><title>VK</title></head><body><div class="wrap">
${item('<a href="https://vk.com/id1">Сергей Иванов</a>, 1 дек 2026 в 0:01:05', "Панельный, завтра")}
${item("Вы, 30 ноя 2026 в 23:59:05", "Дом панельный?")}
${item('<a href="https://vk.com/id1">Сергей Иванов</a>, 30 ноя 2026 в 23:58:05', "Сколько стоит окно?")}
<div class="pagination"><a href="messages50.html">2</a></div></div></body></html>`;
    expect(turns(html)).toEqual([
      ["Сергей Иванов", "Сколько стоит окно?", 0],
      ["Вы", "Дом панельный?", 60_000],
      ["Сергей Иванов", "Панельный, завтра", 180_000],
    ]);
  });

  it("whose messages have no names is read as any page", () => {
    const html =
      '<div class="message default"><b>Анна:</b> Алло</div><div class="message default"><b>Олег:</b> Да</div>';
    expect(turns(html)).toEqual([
      ["Анна", "Алло", null],
      ["Олег", "Да", null],
    ]);
  });
});
