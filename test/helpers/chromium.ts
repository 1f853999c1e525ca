import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Whether there is a Chromium; where there is none, the run says what is skipped for want of it. */
export function hasChromium(skipped: string): boolean {
  const isThere = existsSync(CHROMIUM);
  if (!isThere) console.warn(`SKIPPED: ${skipped} (no Chromium; set CHROMIUM_PATH).`);
  return isThere;
}

/** Starts one without a window; whoever starts it closes it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}
