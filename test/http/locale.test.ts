import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { localeOf } from "../../src/http/locale.ts";

const app = new Hono().get("/", (c) => c.text(localeOf(c)));
const locale = async (headers: Record<string, string>, path = "/") => (await app.request(path, { headers })).text();

describe("the language of a page", () => {
  it.each([
    ["en-US", "en"],
    ["en-GB,en;q=0.9", "en"],
    ["de,en;q=0.5,ru;q=0.4", "en"],
    ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
    ["fr", "ru"],
    ["", "ru"],
  ])("follows the browser, regions included: %j is %s", async (header, expected) => {
    expect(await locale({ "accept-language": header })).toBe(expected);
  });

  it("is what the person chose before it is what the browser says", async () => {
    expect(await locale({ "accept-language": "en", cookie: "lang=ru" })).toBe("ru");
    expect(await locale({ "accept-language": "en", cookie: "lang=en" }, "/?lang=ru")).toBe("ru");
  });
});
