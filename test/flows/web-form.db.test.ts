import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CallProgressWire } from "../../src/calls/progress-schema.ts";
import { type TestService, testService } from "../helpers/service.ts";

const AUDIO = {
  bytes: readFileSync(new URL("../fixtures/audio/call1_flowers_mono.mp3", import.meta.url)),
  name: "разговор.mp3",
};
const TEXT = "Менеджер: Добрый день, мастерская «Чистый тон».\nКлиент: Здравствуйте, хочу настроить пианино.";
/** A busy machine may take its time. */
const SOON = { timeout: 60_000, interval: 250 };
const PAGE = { accept: "text/html" };

let service: TestService;
beforeAll(async () => {
  service = await testService({ AUDIO_BYTES_MAX: "500000", DIALOG_CHARACTERS_MAX: "1000" });
}, 120_000);
afterAll(() => service?.close());

async function page(path: string): Promise<string> {
  return (await (await service.request(path, { headers: PAGE })).text()).replaceAll("\u00a0", " ");
}
async function send(fields: Record<string, string>, file?: { bytes: Uint8Array; name: string }) {
  const body = new FormData();
  for (const [name, text] of Object.entries(fields)) body.set(name, text);
  body.set("audio", file ? new File([file.bytes as never], file.name) : new File([], ""));
  const answer = await service.request("/web/analyze", { method: "POST", body, headers: PAGE });
  const html = (await answer.text()).replaceAll("\u00a0", " ");
  return { status: answer.status, location: answer.headers.get("location") ?? "", html };
}
const progressOf = async (id: string) =>
  CallProgressWire.parse(await (await service.request(`/api/v1/calls/${id}/progress`)).json());

describe("the form", () => {
  it("says before anything is sent that recordings will wait for a speech engine", async () => {
    expect(await page("/")).toContain("Расшифровка записей не подключена.");
  });

  it("takes a text as a browser sends it beside an empty file", async () => {
    const { status, html } = await send({
      dialog_text: TEXT.replaceAll("\n", "\r\n"),
      file_url: "",
      content_mode: "Client+",
    });
    expect(status).toBe(200);
    expect(html).toContain("Проверить ещё раз");
  });

  it("sent again as it was leads to the page of its result, and stores no second call; with other words it is another form", async () => {
    const formId = /name="form_id" value="([^"]+)"/.exec(await page("/"))?.[1] ?? "";
    const form = { dialog_text: `${TEXT}\r\nМенеджер: Повтор.`, content_mode: "Manager+", form_id: formId };
    const count = async () => {
      const { items } = (await (await service.request("/api/v1/calls?limit=100")).json()) as { items: unknown[] };
      return items.length;
    };
    const before = await count();
    const [first, twin] = await Promise.all([send(form), send(form)]);
    expect([first.status, twin.status].sort()).toEqual([200, 303]);
    const again = await send(form);
    expect(again.status).toBe(303);
    expect([first, twin].map(({ location }) => location)).toContain(again.location);
    expect(await page(again.location)).toContain("Повтор.");
    expect(await count()).toBe(before + 1);
    expect((await send({ ...form, dialog_text: `${form.dialog_text} Иначе.` })).status).toBe(200);
    expect((await send({ ...form, content_mode: "Client+" })).status).toBe(200);
    expect((await send({ ...form, form_id: "made up" })).status).toBe(200);
    expect(await count()).toBe(before + 4);
  });

  it("leads a recording to its page, where it is kept and waits, can be cancelled and started again", {
    timeout: 120_000,
  }, async () => {
    const { status, location } = await send({ dialog_text: " ", file_url: "" }, AUDIO);
    expect(status).toBe(303);
    const id = location.replace("/calls/", "");
    await expect.poll(async () => (await progressOf(id)).state, SOON).toBe("waiting");
    expect(await progressOf(id)).toMatchObject({
      reason: "speech_not_configured",
      recording: { file_name: AUDIO.name },
    });
    const waiting = await page(location);
    expect(waiting).toContain("Запись ждёт");
    expect(waiting).toContain(`action="/calls/${id}/cancel"`);
    expect((await service.request(`/calls/${id}/cancel`, { method: "POST" })).status).toBe(303);
    expect(await page(location)).toContain("Разбор отменён");
    const events = await (await service.request(`/api/v1/calls/${id}/events`)).text();
    expect(events).toMatch(/event: progress\nid: \S+\ndata: .*"state":"cancelled"/);
    expect((await service.request(`/calls/${id}/replay`, { method: "POST" })).status).toBe(303);
    await expect.poll(async () => (await progressOf(id)).state, SOON).toBe("waiting");
  });

  it.each([
    ["nothing", {}, undefined, 422, "Вставьте текст, выберите файл или дайте ссылку"],
    [
      "text and link",
      { dialog_text: TEXT, file_url: "https://a.example/1.mp3" },
      undefined,
      422,
      "Заполнено больше одного",
    ],
    ["text and file", { dialog_text: TEXT }, AUDIO, 422, "Был выбран «разговор.mp3»"],
    [
      "a login page",
      {},
      { bytes: Buffer.from("<!doctype html><p>Вход"), name: "a.mp3" },
      415,
      "Это не запись разговора",
    ],
    ["a file that is too large", {}, { bytes: Buffer.alloc(600_000), name: "a.wav" }, 413, "Файл больше, чем можно"],
    ["a text far too long", { dialog_text: "а".repeat(20_000) }, undefined, 413, "Текст длиннее, чем можно"],
    ["an address that is none", { file_url: "a.example/1.mp3" }, undefined, 422, "Такой адрес не подойдёт"],
    ["a private address", { file_url: "http://127.0.0.1/1.mp3" }, undefined, 422, "Такой адрес не подойдёт"],
  ])("comes back with what is wrong: %s", async (_, fields, file, expected, words) => {
    const { status, html } = await send(fields as Record<string, string>, file);
    expect(html).toContain(words);
    expect(html).toContain('class="error-summary"');
    expect(status).toBe(expected);
  });

  it("leaves no file of what it refused", async () => {
    const { db } = service.database;
    const rows = await db.selectFrom("recordings").select("id").execute();
    expect(rows).toHaveLength(1);
  });
});
