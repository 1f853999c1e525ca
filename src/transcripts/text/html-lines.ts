import { Tokenizer } from "htmlparser2";

/** Elements whose text is never speech. */
const NOT_SPEECH = new Set("script style template noscript title svg math iframe object textarea select".split(" "));
/** Elements that begin and end a line. */
const BLOCKS = new Set(
  `address article aside blockquote body br caption center dd details dialog div dl dt fieldset figure footer form h1 h2
   h3 h4 h5 h6 head header hr html li main nav ol optgroup option p pre section summary table tbody tfoot thead tr
   ul`.split(/\s+/),
);
const CELLS = new Set(["td", "th"]);
const INLINE = new Set(
  `a abbr acronym b bdi bdo big button cite code col colgroup data del dfn em font i img input ins kbd label link mark
   meta q rp rt ruby s samp small span strike strong sub sup time tt u var wbr`.split(/\s+/),
);
/** WebVTT's voice tag, `<v Speaker name>`. */
const VOICE = "v";

const MARKUP =
  /<!doctype html|<html[\s>]|<br\s?\/?>|<\/(?:p|div|span|b|i|em|strong|li|ul|ol|td|tr|table|body|h[1-6]|script|style|font|a|u|section|blockquote|pre|dd|dt)\s?>|<v(?:\.[\w.-]{1,40})?[ \t][^<>\n]{1,60}>/i;
const STARTS_AS_PAGE =
  /^\s*(?:<!--|<!doctype|<\?xml|<(?:html|head|body|div|p|table|tbody|tr|ul|ol|section|article|main|span|b|strong|pre|h[1-6]|style|script|meta|dl)[\s>/])/i;

/** Stands for a line end of a page's source until it is known what follows it. Cleaning leaves none in the input. */
const SOFT_BREAK = "\u000B";
const BEGINS_A_TURN = /^[^\p{L}\p{N}\n]{0,8}(?:\d{1,3}:\d{2}|[\p{L}\p{N}][^:：.!?\n]{0,40}[:：])/u;

/** Whether the text is HTML or holds HTML elements; a text that merely has a `<` is not. */
export function isHtml(text: string): boolean {
  return text.includes("<") && MARKUP.test(text);
}

/**
 * The lines a reader of the page would see: block elements break lines, cells are set apart by tabs, inline tags vanish,
 * entities are decoded, scripts, styles and comments are gone. What looks like a tag but is no HTML element, and what
 * a comment or script that never ends would swallow, stays as written. In a page line ends are blanks, unless they stand
 * before what could be a label or a time.
 */
export function htmlToLines(html: string): string {
  const isPage = STARTS_AS_PAGE.test(html);
  const out: string[] = [];
  let silentDepth = 0;
  let silentFrom = 0;
  let preformattedDepth = 0;
  let name = "";
  let tagFrom = -1;
  let nameEnd = 0;
  const write = (text: string) => {
    if (silentDepth === 0) out.push(isPage && preformattedDepth === 0 ? text.replaceAll("\n", SOFT_BREAK) : text);
  };
  const open = (end: number) => {
    const source = html.slice(tagFrom, end + 1);
    tagFrom = -1;
    if (!isPage && source.includes("\n")) return write(source);
    if (NOT_SPEECH.has(name) && silentDepth++ === 0) silentFrom = end + 1;
    else if (name === "pre") preformattedDepth += 1;
    if (BLOCKS.has(name)) out.push("\n");
    else if (name === VOICE) write(`\n${html.slice(nameEnd, end).trim()}: `);
    else if (!isElement(name)) write(source);
  };
  const tokenizer = new Tokenizer(
    {},
    {
      ontext: (start, end) => write(html.slice(start, end)),
      ontextentity: (codePoint) => write(String.fromCodePoint(codePoint)),
      onopentagname(start, end) {
        name = html
          .slice(start, end)
          .toLowerCase()
          .replace(/^v\..*/, VOICE);
        tagFrom = start - 1;
        nameEnd = end;
      },
      onopentagend: open,
      onselfclosingtag(end) {
        if (NOT_SPEECH.has(name)) tagFrom = -1;
        else open(end);
      },
      onclosetag(start, end) {
        const closed = html.slice(start, end).toLowerCase();
        if (NOT_SPEECH.has(closed)) silentDepth = Math.max(0, silentDepth - 1);
        else if (closed === "pre") preformattedDepth = Math.max(0, preformattedDepth - 1);
        if (BLOCKS.has(closed)) out.push("\n");
        else if (CELLS.has(closed)) out.push("\t");
        else if (!isElement(closed) && closed !== VOICE) write(`</${html.slice(start, end)}>`);
      },
      oncomment(start, end) {
        if (end >= html.length && !html.endsWith("-->")) write(withoutTags(html.slice(start)));
      },
      oncdata: (start, end, closing) => write(html.slice(start, end - closing)),
      onend() {
        const isCut = silentDepth > 0;
        silentDepth = 0;
        if (isCut) write(withoutTags(html.slice(silentFrom)));
        else if (tagFrom >= 0) write(html.slice(tagFrom));
      },
      onattribdata() {},
      onattribentity() {},
      onattribend() {},
      onattribname() {},
      ondeclaration() {},
      onprocessinginstruction() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return isPage ? settleSoftBreaks(out.join("")) : out.join("");
}

/** What a comment or script without an end would have swallowed, roughly as a page would show it. */
function withoutTags(html: string): string {
  return html.replace(/<\/?([a-z][a-z0-9]{0,15})[^<>]{0,200}>/gi, (tag, element: string) => {
    const small = element.toLowerCase();
    return BLOCKS.has(small) ? "\n" : isElement(small) ? "" : tag;
  });
}

function isElement(name: string): boolean {
  return BLOCKS.has(name) || CELLS.has(name) || INLINE.has(name) || NOT_SPEECH.has(name);
}

function settleSoftBreaks(text: string): string {
  return text
    .replace(/ {2,}/g, " ")
    .replace(/\u000B[ \t\u000B]*/g, (blank, at: number) =>
      BEGINS_A_TURN.test(text.slice(at + blank.length, at + blank.length + 60)) ? "\n" : " ",
    );
}
