import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpServer, startServer } from "../../src/http/server.ts";
import { FixtureEar } from "../fakes/fixture-ear.ts";
import { startTranscriptionServer, type TranscriptionServer } from "../fakes/transcription-server.ts";
import { hasChromium, launchChromium } from "../helpers/chromium.ts";
import { type TestService, testService } from "../helpers/service.ts";

const found = hasChromium("a recording sent by a browser");

const FIXTURES = fileURLToPath(new URL("../fixtures/audio/", import.meta.url));
const CALL = `${FIXTURES}call1_flowers.ogg`;
/** One of each other kind, and what its evaluation says of it: sides that share a channel are told apart by nobody. */
const KINDS = {
  "call2_ceilings.wav": "scored",
  "call3_dentist_mulaw.wav": "scored",
  "call2_ceilings.m4a": "scored",
  "call3_dentist.webm": "scored",
  "call1_flowers.flac": "scored",
  "call4_overlap_mono.mp3": "needs_review",
  "long_32min.opus": "needs_review",
  "valid_odd/video_with_audio.mp4": "not_scorable",
};
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** What is asked of the player. */
type Sound = { duration: number; currentTime: number; muted: boolean; paused: boolean; src: string; pause(): void };
/** A busy machine may take its time. */
const SOON = { timeout: 60_000 };

/** Where pictures of the page are left to be looked at; none are taken without it. */
const SHOTS = process.env.SHOTS_DIR;

async function shoot(page: Page, address: string): Promise<void> {
  const path = new URL(page.url()).pathname;
  for (const width of [1280, 360])
    for (const colorScheme of ["light", "dark"] as const)
      for (const locale of ["ru", "en"]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(`${address}${path}?lang=${locale}`);
        await page.screenshot({ path: `${SHOTS}/recording-${width}-${colorScheme}-${locale}.png`, fullPage: true });
      }
}

describe.skipIf(!found)("a recording from the form to its page in a browser", { timeout: 180_000 }, () => {
  let speech: TranscriptionServer;
  let service: TestService;
  let server: HttpServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    speech = await startTranscriptionServer({ ear: await FixtureEar.open() });
    service = await testService({ TRANSCRIBE_BASE_URL: speech.url, TRANSCRIBE_API_KEY: "sk-fake-for-tests" });
    server = await startServer({ fetch: service.app.fetch as never, host: "127.0.0.1", port: 0 });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "ru-RU" });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop(0);
    await service?.close();
    await speech?.close();
  });

  it("is sent, followed and shown with its score, its words and its sound", async () => {
    await page.goto(server.address);
    await page.locator("#audio").setInputFiles(CALL);
    await page.locator("form.analyze button[type=submit]").click();
    await page.waitForURL("**/calls/*", SOON);
    await page.locator(".utterance").first().waitFor(SOON);
    expect(await page.locator(".utterance").count()).toBe(12);
    expect(await page.locator(".score-number").first().textContent()).toMatch(/\d/);
    const audio = page.locator("audio");
    await expect.poll(() => audio.evaluate(({ duration }: Sound) => duration), SOON).toBeCloseTo(42.8, 0);
  });

  it("is heard from the line that is clicked, and the line that sounds is marked", async () => {
    await page.locator("audio").evaluate((one: Sound) => {
      one.muted = true;
    });
    await page.locator(".utterance a[href*='t=']").nth(4).click();
    await expect
      .poll(() => page.locator("audio").evaluate(({ currentTime }: Sound) => currentTime), SOON)
      .toBeGreaterThan(14);
    await expect.poll(() => page.locator(".utterance[aria-current]").count(), SOON).toBe(1);
  });

  it("is heard from a turn as a whole, unless somebody selects its words, and by keys from turn to turn", async () => {
    const at = () => page.locator("audio").evaluate(({ currentTime }: Sound) => currentTime);
    const isPaused = () => page.locator("audio").evaluate(({ paused }: Sound) => paused);
    const startOf = async (turn: number) =>
      Number(await page.locator(".utterance").nth(turn).getAttribute("data-start"));
    const words = page.locator(".utterance-text");
    await words.nth(6).click();
    await expect.poll(at, SOON).toBeGreaterThanOrEqual(await startOf(6));
    await page.locator("audio").evaluate((one: Sound) => one.pause());
    await words.nth(2).selectText();
    await words.nth(9).click();
    expect([await isPaused(), await page.evaluate("String(getSelection())")]).toEqual([true, ""]);
    await page.locator(".utterance a[data-seek]").nth(9).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(at, SOON).toBeGreaterThanOrEqual(await startOf(10));
  });

  it("is heard from the time of a quote, and moved by keys on its picture", async () => {
    const at = () => page.locator("audio").evaluate(({ currentTime }: Sound) => currentTime);
    const quote = page.locator(".quote a[data-seek]").last();
    await quote.click();
    await expect.poll(at, SOON).toBeGreaterThanOrEqual(Number(await quote.getAttribute("data-seek")));
    const picture = page.getByRole("slider");
    await picture.press("Home");
    await expect.poll(at, SOON).toBeLessThan(3);
    await picture.press("PageUp");
    await expect.poll(at, SOON).toBeGreaterThanOrEqual(30);
    await picture.press(" ");
    await expect.poll(() => page.locator("audio").evaluate(({ paused }: Sound) => paused), SOON).toBe(true);
    expect(await picture.getAttribute("aria-valuetext")).toMatch(/^0:3\d$/);
    expect(await page.locator("#unplayable").isVisible()).toBe(false);
  });

  it("says so when the browser cannot play it", async () => {
    await page.locator("audio").evaluate((one: Sound) => {
      one.src = "/healthz";
    });
    await page.locator("#unplayable").waitFor(SOON);
    await page.reload();
  });

  it("shows pages on which neither the browser nor the accessibility check finds a fault", async () => {
    await page.evaluate(readFileSync(AXE, "utf8"));
    const violations = await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))");
    expect(violations).toEqual([]);
    expect(complaints).toEqual([]);
    if (SHOTS) await shoot(page, server.address);
  });

  it.each(Object.entries(KINDS))("of each kind goes that way: %s", async (file, status) => {
    await page.goto(server.address);
    await page.locator("#audio").setInputFiles(`${FIXTURES}${file}`);
    await page.locator("form.analyze button[type=submit]").click();
    await page.waitForURL("**/calls/*", SOON);
    await page.locator(".utterance").first().waitFor(SOON);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const call = await (await fetch(`${server.address}/api/v1/calls/${id}`)).json();
    expect(call).toMatchObject({ status, evaluations: [{ status }] });
  });
});
