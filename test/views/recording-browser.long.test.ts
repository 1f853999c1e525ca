import type { IncomingMessage, ServerResponse } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, launchChromium } from "../helpers/chromium.ts";
import { renderScene, startPreview } from "./preview.ts";
import { RECORDING_ID } from "./recording-scenes.tsx";

const found = hasChromium("sending and following a recording in a browser");

const AUDIO = { name: "разговор.mp3", mimeType: "audio/mpeg", buffer: Buffer.alloc(300_000, 7) };

/** A busy machine may take its time. */
const SOON = { timeout: 20_000 };

/** What the server has seen, and how it answers what is sent next. */
interface Desk {
  sent: { length: number; type: string }[];
  cut: number;
  reply: { redirect: string } | { refuse: string } | "silence";
  /** The scene that stands at `/calls/at-work`, and who reads its events. */
  scene: string;
  readers: Set<ServerResponse>;
}

describe.skipIf(!found)("a recording in a browser", { timeout: 60_000 }, () => {
  const desk: Desk = { sent: [], cut: 0, reply: "silence", scene: "transcribing", readers: new Set() };
  let browser: Browser;
  let preview: Awaited<ReturnType<typeof startPreview>>;
  let page: Page;

  beforeAll(async () => {
    preview = await startPreview({}, (request, response) => takes(desk, request, response));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.stop();
  });
  afterEach(async () => {
    await page.close();
    Object.assign(desk, { sent: [], cut: 0, reply: "silence", scene: "transcribing" });
  });

  async function openForm(options: { javaScriptEnabled?: boolean } = {}): Promise<void> {
    page = await browser.newPage(options);
    await page.goto(`${preview.url}/recording-form`);
  }
  const submit = () => page.locator("form.analyze button[type=submit]").click();
  const words = async (selector: string) => (await page.locator(selector).textContent())?.replaceAll("\u00a0", " ");
  const choose = () => page.locator("#audio").setInputFiles(AUDIO);

  it("is sent with its bytes counted, and the page of its steps follows", async () => {
    desk.reply = { redirect: "/transcribing" };
    await openForm();
    await page.evaluate(
      "new MutationObserver(() => { sessionStorage.counts = (sessionStorage.counts ?? '') + document.querySelector('.upload-count').textContent + ';' }).observe(document.querySelector('.upload-count'), { childList: true })",
    );
    await choose();
    await submit();
    await page.waitForURL("**/transcribing");
    expect(desk.sent).toHaveLength(1);
    expect(desk.sent[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(desk.sent[0]?.length).toBeGreaterThan(AUDIO.buffer.length);
    const counts = (await page.evaluate<string>("sessionStorage.counts"))
      .replaceAll("\u00a0", " ")
      .split(";")
      .filter(Boolean);
    expect(counts[0]).toBe("0 из 0,3 МБ");
    expect(counts.at(-1)).toBe("0,3 из 0,3 МБ");
  });

  it("can be stopped on its way; the form is idle again and the file still chosen", async () => {
    await openForm();
    await choose();
    await submit();
    await expect.poll(() => page.evaluate("document.activeElement.className"), SOON).toMatch("upload-cancel");
    expect(await page.locator("form.analyze").getAttribute("aria-busy")).toBe("true");
    await page.locator(".upload-cancel").click();
    expect(await words(".upload-told")).toBe("Отправка отменена, ничего не сохранено.");
    expect(await page.locator("form.analyze").getAttribute("aria-busy")).toBeNull();
    expect(await page.evaluate("document.querySelector('#audio').files.length")).toBe(1);
    expect(await page.locator(".upload").isVisible()).toBe(false);
    await expect.poll(() => desk.cut, SOON).toBe(1);
  });

  it("that was refused brings the faults, and what was not at fault stays chosen", async () => {
    desk.reply = { refuse: "recording-form-full" };
    await openForm();
    await choose();
    await submit();
    await expect.poll(() => page.evaluate("document.activeElement.className"), SOON).toBe("error-summary");
    expect(await page.title()).toMatch(/^Ошибка: /);
    expect(await page.evaluate("document.querySelector('#audio').files[0].name")).toBe(AUDIO.name);
    desk.reply = { refuse: "recording-form-error" };
    await page.locator("#dialog-text").fill("");
    await submit();
    await expect.poll(() => page.locator("#audio-error").count(), SOON).toBe(1);
    expect(await page.evaluate("document.querySelector('#audio').files.length")).toBe(0);
    expect(await words("#audio-lost")).toContain("выберите его ещё раз");
  });

  it("that is too large or not alone is refused before it is sent", async () => {
    desk.reply = { redirect: "/transcribing" };
    await openForm();
    await page.evaluate("document.querySelector('#audio').dataset.bytesMax = '10'");
    await choose();
    expect(await words("#audio-error")).toMatch(/^Ошибка: Файл больше/);
    await submit();
    await page.evaluate("document.querySelector('#audio').dataset.bytesMax = '10000000'");
    await page.locator("#file-url").fill("https://pbx.example/1.mp3");
    await submit();
    expect(await words("#audio-error")).toContain("Заполнено больше одного");
    expect(await page.locator("#audio").getAttribute("aria-describedby")).toBe("audio-error audio-hint");
    await page.locator(".drop-remove").click();
    expect(await page.locator("#audio-error").count()).toBe(0);
    expect(await page.locator(".drop-remove").isVisible()).toBe(false);
    expect(desk.sent).toEqual([]);
  });

  it("may be dropped anywhere on the page, one at a time", async () => {
    await openForm();
    const drop = (names: string[]) =>
      page.evaluate(`(() => {
        const data = new DataTransfer();
        for (const name of ${JSON.stringify(names)}) data.items.add(new File(["x"], name));
        document.querySelector("footer").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`);
    await drop(["a.mp3", "b.mp3"]);
    expect(await words("#audio-error")).toContain("Один файл за раз");
    await drop(["a.mp3"]);
    expect(await page.locator("#audio-error").count()).toBe(0);
    expect(await page.evaluate("document.querySelector('#audio').files[0].name")).toBe("a.mp3");
    expect(await page.locator(".drop-remove").isVisible()).toBe(true);
  });

  it("is sent without scripts too", async () => {
    desk.reply = { redirect: "/transcribing" };
    await openForm({ javaScriptEnabled: false });
    await choose();
    await submit();
    await page.waitForURL("**/transcribing");
    expect(desk.sent[0]?.length).toBeGreaterThan(AUDIO.buffer.length);
    expect(await page.locator("noscript meta[http-equiv=refresh]").getAttribute("content")).toBe("5");
  });

  it("moves on its page with every event, keeps the focus, and makes way for the result", async () => {
    page = await browser.newPage();
    await page.goto(`${preview.url}/calls/at-work`);
    await expect.poll(() => desk.readers.size, SOON).toBe(1);
    await page.locator("button[name=act]").focus();
    desk.scene = "scoring";
    tell(desk, { settled: false });
    await expect
      .poll(() => page.locator("[aria-current=step] .step-name").textContent(), SOON)
      .toContain("Оценивается");
    expect(await page.evaluate("document.activeElement.value")).toBe("cancel");
    expect(await page.locator("[role=status]").textContent()).toBe("Сейчас: Оценивается");
    desk.scene = "call";
    tell(desk, { settled: true });
    await expect.poll(() => page.locator(".steps").count(), SOON).toBe(0);
    await expect.poll(() => desk.readers.size, SOON).toBe(0);
    // A page that is closed while it loads anew may never close.
    await page.locator(".site-footer").waitFor();
    await page.waitForLoadState();
  });

  it("is heard on while its page changes around it", async () => {
    desk.scene = "waiting-with-words";
    page = await browser.newPage();
    await page.goto(`${preview.url}/calls/at-work`);
    await expect.poll(() => desk.readers.size, SOON).toBe(1);
    await page.evaluate("document.querySelector('#player').dataset.mine = 'yes'");
    desk.scene = "scoring";
    tell(desk, { settled: false });
    await expect.poll(() => words("h1"), SOON).toBe("Запись в работе");
    expect(await page.locator("#player[data-mine=yes]").count()).toBe(1);
  });

  it("and a text at work make way for the result by themselves", async () => {
    desk.scene = "call-at-work";
    page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${preview.url}/calls/at-work`);
    desk.scene = "call";
    await page.clock.fastForward(6_000);
    await expect.poll(() => page.locator(".score-number").count(), SOON).toBe(1);
  });

  it("that failed says so on its page and is not asked for any more", async () => {
    page = await browser.newPage();
    await page.goto(`${preview.url}/calls/at-work`);
    await expect.poll(() => desk.readers.size, SOON).toBe(1);
    await page.locator("button[name=act]").focus();
    desk.scene = "quarantined";
    tell(desk, { settled: true });
    await expect.poll(() => page.locator("h1").textContent(), SOON).toBe("Разбор остановлен");
    expect(await page.evaluate("document.activeElement.value")).toBe("replay");
    await expect.poll(() => desk.readers.size, SOON).toBe(0);
  });
});

function takes(desk: Desk, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.url === "/web/analyze") receive(desk, request, response);
  else if (request.url === `/api/v1/calls/${RECORDING_ID}/events`) {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n");
    desk.readers.add(response);
    response.on("close", () => desk.readers.delete(response));
  } else if (request.url === "/calls/at-work") void answerScene(response, desk.scene, 200);
  else return false;
  return true;
}

/** Takes in what is sent and answers as told; silent, it never answers. */
function receive(desk: Desk, request: IncomingMessage, response: ServerResponse): void {
  const { reply } = desk;
  if (reply === "silence") {
    request.resume();
    response.on("close", () => {
      desk.cut += 1;
    });
    return;
  }
  let length = 0;
  request.on("data", (piece: Buffer) => {
    length += piece.length;
  });
  request.on("end", () => {
    desk.sent.push({ length, type: request.headers["content-type"] ?? "" });
    if ("redirect" in reply) response.writeHead(303, { location: reply.redirect }).end();
    else void answerScene(response, reply.refuse, 422);
  });
}

/** As the service would answer, but for the policy, which the look at every page tries. */
async function answerScene(response: ServerResponse, name: string, status: number): Promise<void> {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(await renderScene(name, "ru"));
}

function tell({ readers }: Desk, data: object): void {
  for (const reader of readers) reader.write(`event: progress\nid: 1\ndata: ${JSON.stringify(data)}\n\n`);
}
