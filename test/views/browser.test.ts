import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, launchChromium } from "../helpers/chromium.ts";
import { IS_LONG_ROUND } from "../helpers/round.ts";
import { renderScene, startPreview } from "./preview.ts";
import { SCENES } from "./scenes.tsx";

/** Where pictures of every page are left to be looked at; none are taken without it. */
const SHOTS = process.env.SHOTS_DIR;
const LOOKS = [
  { width: 1280, theme: "light", locale: "ru" },
  { width: 360, theme: "dark", locale: "ru" },
  { width: 1280, theme: "dark", locale: "en" },
  { width: 360, theme: "light", locale: "en" },
] as const;
const PLANTED = `<!doctype html><html><head><title>Planted</title></head><body>
<p style="color:#ccc">pale</p><script>1</script><div><input></div><pre>${"wide".repeat(200)}</pre></body></html>`;

/** Elements, classes, roles and kinds of input: what a check of accessibility can find something at. */
const PARTS = /<[a-z][a-z0-9-]*|(?<= class=")[^"]+|(?<= role=")[^"]+|(?<= type=")[^"]+/gu;
/** So much that no scene before it has makes a scene worth a look in the short round. */
const NEWS_MIN = 5;
async function scenesWithMuchNew(): Promise<string[]> {
  const known = new Set<string>();
  const telling: string[] = [];
  for (const scene of Object.keys(SCENES)) {
    const parts = (await renderScene(scene, "ru")).match(PARTS)?.flatMap((part) => part.split(" ")) ?? [];
    const knownBefore = known.size;
    for (const part of parts) known.add(part);
    if (known.size - knownBefore >= NEWS_MIN) telling.push(scene);
  }
  return telling;
}

/** Every page in both widths and both themes; else those that between them have most of what there is, each in one look. */
const shown = IS_LONG_ROUND ? Object.keys(SCENES) : await scenesWithMuchNew();
const found = hasChromium("pages looked at in a browser");

describe.skipIf(!found)("pages in a browser", { timeout: 120_000 }, () => {
  let browser: Browser;
  let preview: Awaited<ReturnType<typeof startPreview>>;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    preview = await startPreview({ planted: PLANTED });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.stop();
  });

  it("the look itself notices planted faults", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 900 } });
    await context.addInitScript({ content: axe });
    const seen = await lookAt(watched(await context.newPage()), `${preview.url}/planted`, true);
    await context.close();
    expect(seen.scrollWidth).toBeGreaterThan(360);
    expect(seen.complaints.join("\n")).toMatch(/inline style[\s\S]*inline script/u);
    expect(seen.findings.join("\n")).toMatch(/html-has-lang[\s\S]*label/u);
  });

  for (const [turn, { width, theme, locale }] of LOOKS.entries())
    describe(`${width} px, ${theme}, ${locale}`, () => {
      let context: BrowserContext;
      let watch: Watched;
      beforeAll(async () => {
        context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
        await context.addInitScript({ content: axe });
        watch = watched(await context.newPage());
      });
      afterAll(() => context?.close());

      // The first two looks have both widths and both themes; the other language changes words alone.
      const isWhole = IS_LONG_ROUND && turn < 2;
      const scenes = shown.filter((_, index) => isWhole || index % LOOKS.length === turn);
      for (const scene of scenes)
        it(`${scene}: accessible, within the policy, no wider than the screen`, async () => {
          const seen = await lookAt(watch, `${preview.url}/${scene}?lang=${locale}`, isWhole || !IS_LONG_ROUND);
          if (SHOTS) await shoot(watch.page, `${scene}-${width}-${theme}-${locale}`);
          expect(seen).toEqual({ complaints: [], findings: [], scrollWidth: width });
        });
    });

  it("without scripts the toggle leaves only the turns with quotes", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${preview.url}/evaluation-long`);
    await page.getByLabel("Только реплики с цитатами").check();
    const shown = await page.locator(".utterance:visible").count();
    expect(shown).toBe(await page.locator(".utterance--cited").count());
    expect(await page.locator(".gap:visible").count()).toBeGreaterThan(0);
    await page.goto(`${preview.url}/evaluation-long#u2`);
    await page.getByLabel("Только реплики с цитатами").check();
    expect(await page.locator("#u2").isVisible()).toBe(true);
    await context.close();
  });

  it("a sent form is busy, is not sent twice, and is idle again after going back", async () => {
    const page = await browser.newPage();
    await page.goto(`${preview.url}/form`);
    await page.evaluate(
      "sent = 0; addEventListener('submit', (event) => { if (!event.defaultPrevented) sent += 1; event.preventDefault(); })",
    );
    const button = page.locator("form.analyze button[type=submit]");
    await button.click();
    expect(await button.textContent()).toBe("Оцениваем…");
    await button.click({ force: true });
    expect(await page.evaluate("sent")).toBe(1);
    expect(await page.locator("form.analyze").getAttribute("aria-busy")).toBe("true");
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    expect(await button.textContent()).toBe("Оценить разговор");
    await page.close();
  });

  it("a result of the form gets its own address, so that loading it again audits nothing twice", async () => {
    const page = await browser.newPage();
    await page.goto(`${preview.url}/form-result`);
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/evaluations\/[0-9a-f-]+$/u);
    await page.goto(`${preview.url}/form-error`);
    expect(new URL(page.url()).pathname).toBe("/form-error");
    await page.close();
  });

  it("the error summary has the focus, so that a screen reader starts there", async () => {
    const page = await browser.newPage();
    await page.goto(`${preview.url}/form-error`);
    await expect.poll(() => page.evaluate("document.activeElement.className")).toBe("error-summary");
    await page.close();
  });
});

/** A page whose complaints (console, network, uncaught errors) are collected. */
interface Watched {
  page: Page;
  complaints: string[];
}

function watched(page: Page): Watched {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on(
    "response",
    (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
  );
  return { page, complaints };
}

/** Opens an address with everything unfolded and tells what is wrong with it, for a reader without eyes too if `deeply`. */
async function lookAt({ page, complaints }: Watched, url: string, deeply: boolean) {
  complaints.length = 0;
  await page.goto(url);
  await page.evaluate("document.fonts.ready.then(() => {})");
  await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
  const scrollWidth = await page.evaluate<number>("document.documentElement.scrollWidth");
  if (!deeply) return { complaints: [...complaints], findings: [], scrollWidth };
  const findings = await page.evaluate<string[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))",
  );
  return { complaints: [...complaints], findings, scrollWidth };
}

async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(SHOTS ?? "", { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}
