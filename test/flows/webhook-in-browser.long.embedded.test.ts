import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addEndpoint } from "../../src/crm/endpoints/manage-endpoints.ts";
import { type HttpServer, startServer } from "../../src/http/server.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver.ts";
import { hasChromium, launchChromium } from "../helpers/chromium.ts";
import { fixture, RecordingWorld, SOON } from "./recording-world.ts";

const found = hasChromium("a webhook followed in a browser");

/** Where pictures of the pages are left to be looked at; none are taken without it. */
const SHOTS = process.env.SHOTS_DIR;
const AUDIO = fixture("call1_flowers.ogg").bytes;
const NARROW = { width: 360, height: 900 };

const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe.skipIf(!found)("a call told by webhook, in a browser", { timeout: 120_000 }, () => {
  let pbx: Server;
  let receiver: WebhookReceiver;
  let world: RecordingWorld;
  let server: HttpServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    pbx = createServer((_, response) => response.writeHead(200, { "content-length": AUDIO.length }).end(AUDIO));
    await new Promise<void>((resolve) => pbx.listen(0, "127.0.0.1", resolve));
    receiver = await startWebhookReceiver();
    const hosts = `${receiver.host},127.0.0.1:${portOf(pbx)}`;
    world = await RecordingWorld.open({ JUDGE: "rules", FETCH_PRIVATE_HOSTS: hosts });
    server = await startServer({ fetch: world.service.app.fetch, host: "127.0.0.1", port: 0 });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "ru-RU" });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop(0);
    await world?.close();
    await receiver?.stop();
    await new Promise((resolve) => pbx?.close(resolve));
  });

  it("stands on the list, has its score with evidence, and tells what its CRM was sent and how often", async () => {
    const { secret } = await addEndpoint(world.service.writeBacks.endpoints, {
      ...{ name: "Наша CRM", kind: "webhook", source: null, secret: null },
      url: receiver.url,
    });
    receiver.secrets.push(secret ?? "");
    receiver.script({ status: 503, body: "busy" });
    const body = { call_id: "вх-17", manager_id: "7", manager_name: "Смирнова Анна", direction: "inbound" };
    const told = await world.post("/webhook/new_call_recording", {
      ...body,
      recording_url: `http://127.0.0.1:${portOf(pbx)}/17.ogg`,
    });
    expect(told.status).toBe(202);
    await page.goto(`${server.address}/calls`);
    const row = page.getByRole("link", { name: "Смирнова Анна" });
    await row.waitFor();
    await shoot("calls-at-work");

    const { id } = (await told.json()) as { id: string };
    await world.settled(id);
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(1), SOON);
    await world.rows("update write_backs set next_attempt_at = now() where status = 'pending' and attempts = 1");
    await vi.waitFor(() => expect(receiver.records.size).toBe(1), SOON);
    const [record] = receiver.records.values();

    await page.reload();
    await shoot("calls");
    await row.click();
    await page.waitForURL(`**/calls/${id}`);
    await shoot("call");
    const score = (await page.locator(".score-number").first().textContent()) ?? "";
    expect(Number(score.replace(",", "."))).toBe(record?.total_score);
    await page.locator(".criterion .quote").first().waitFor();

    const sent = page.getByRole("region", { name: "Отправлено в CRM" });
    await page.getByRole("link", { name: "отправлено в CRM" }).click();
    await sent.getByText("2 попытки").click();
    const log = (await sent.locator("tbody tr").innerText()).replaceAll("\u00a0", " ");
    expect(log).toMatch(/Наша CRM\s+Manager\+, версия 1[\s\S]*принято\s+2 попытки[\s\S]*HTTP 200[\s\S]*ответ 503/);
    for (const viewport of [null, NARROW]) {
      if (viewport) await page.setViewportSize(viewport);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(viewport?.width ?? 1280);
    }
    await shoot("call");
    expect([receiver.faults, complaints]).toEqual([[], []]);
  });

  async function shoot(name: string): Promise<void> {
    const width = page.viewportSize()?.width;
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/told-${name}-${width}.png`, fullPage: true });
  }
});
