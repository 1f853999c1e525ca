import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../helpers/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const NBSP = /\u00a0/g;
/** The cookies that an answer left, as a browser sends them back to the page they are for. */
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");

async function page(path: string, cookie = ""): Promise<{ status: number; html: string; response: Response }> {
  const response = await app.request(path, { headers: { accept: "text/html", "accept-language": "ru", cookie } });
  return { status: response.status, html: (await response.text()).replace(NBSP, " "), response };
}

async function post(path: string, fields: Record<string, string> | [string, string][] = {}) {
  return app.request(path, {
    method: "POST",
    headers: {
      ...{ accept: "text/html", "accept-language": "ru", origin: "http://127.0.0.1" },
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(fields).toString(),
  });
}

async function sourceOf(key: string) {
  return (await (await app.request(`/api/v1/sources/${key}`)).json()) as Record<string, unknown>;
}

const seenOn = (html: string) => /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? "";

describe("the pages of sources", () => {
  it("begin where the settings begin, with the seeded source", async () => {
    const settings = await app.request("/settings");
    expect([settings.status, settings.headers.get("location")]).toEqual([303, "/sources"]);
    const { html } = await page("/sources");
    expect(html).toContain("http://127.0.0.1/webhook/new_call_recording");
    expect(html).toContain("принимает только с этого компьютера");
  });

  it("add a source, show its secret once in the command to try it, and never again", async () => {
    const added = await post("/sources", { key: "pbx", name: "Офис", proof: "token" });
    expect([added.status, added.headers.get("location")]).toEqual([303, "/sources/pbx?done=added"]);
    const first = await page("/sources/pbx?done=added", cookiesOf(added));
    const token = /x-webhook-token: ([\w-]{32})/.exec(first.html)?.[1] ?? "";
    expect(first.html).toContain(`/webhook/pbx/${token}`);
    expect(first.response.headers.get("cache-control")).toBe("no-store");
    expect(first.response.headers.getSetCookie().join()).toMatch(/shown_once=;.*Max-Age=0/);
    for (const path of ["/sources", "/sources/pbx?done=added", "/api/v1/sources/pbx", "/api/v1/sources"])
      expect((await page(path)).html).not.toContain(token);
    const sent = await app.post("/webhook/pbx", { call_id: "1" }, { "x-webhook-token": token });
    expect(sent.status).toBe(202);
    expect((await page("/sources")).html).toContain("ждут записи: 1");
    expect((await page("/sources/pbx")).html).toContain("Ждём запись");
  });

  it("save the rules as typed, and keep what was typed when a field does not fit", async () => {
    const rules: [string, string][] = [
      ["name", "Офисная АТС"],
      ["scorecard", "dialog"],
      ["also", "dialog"],
      ["also", "client-plus"],
      ["manager_channel", "right"],
      ["report_language", ""],
      ["direction", "inbound"],
      ["talk_seconds_min", "20"],
      ["voicemail", "on"],
      ["skip_managers", "7\r\n 8 \r\n\r\n"],
      ["skip_tags", "спам"],
    ];
    expect((await post("/sources/default/rules", rules)).headers.get("location")).toBe("/sources/default?done=rules");
    expect(await sourceOf("default")).toMatchObject({
      name: "Офисная АТС",
      rules: {
        ...{ scorecards: ["dialog", "client-plus"], manager_channel: "right", report_language: null },
        skip: {
          ...{ talk_seconds_min: 20, directions: ["outbound"], internal: false, voicemail: true },
          ...{ managers: ["7", "8"], tags: ["спам"] },
        },
      },
    });
    const wrong = rules.map(([name, value]): [string, string] => [name, name === "talk_seconds_min" ? "много" : value]);
    const refused = await post("/sources/default/rules", wrong);
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toMatch(/id="source-talk-seconds-min"[^>]*aria-invalid="true"[^>]*value="много"/);
    expect(html).toContain('href="#source-talk-seconds-min"');
  });

  it("save headers without ever showing a value, keep them when none is given, and remove them when asked", async () => {
    const headers = { recording_headers: "Authorization: Basic c2VjcmV0", credential_hosts: "PBX.example:8080\r\n" };
    await post("/sources/default/headers", headers);
    await post("/sources/default/headers", { recording_headers: "", credential_hosts: "pbx.example" });
    expect(await sourceOf("default")).toMatchObject({
      credential_hosts: ["pbx.example"],
      secrets: { recording_headers: ["authorization"] },
    });
    const refused = await post("/sources/default/headers", {
      ...headers,
      recording_headers: "Authorization Basic c2VjcmV0",
    });
    expect(refused.status).toBe(422);
    for (const html of [await refused.text(), (await page("/sources/default")).html]) {
      expect(html).toContain("authorization");
      expect(html).not.toContain("c2VjcmV0");
    }
    await post("/sources/default/headers", { remove_headers: "on", credential_hosts: "" });
    expect(await sourceOf("default")).toMatchObject({ credential_hosts: [], secrets: { recording_headers: [] } });
  });

  it("make one secret however often one button is pressed, and none of an unfit one", async () => {
    await post("/sources", { key: "twice", name: "", proof: "none" });
    const seen = seenOn((await page("/sources/twice")).html);
    const [first, second] = [
      await post("/sources/twice/secrets", { kind: "signing", secret: "", seen }),
      await post("/sources/twice/secrets", { kind: "signing", secret: "", seen }),
    ];
    expect([first.status, second.status]).toEqual([303, 422]);
    expect(await sourceOf("twice")).toMatchObject({ secrets: { signing: 1 } });
    const again = seenOn((await page("/sources/twice")).html);
    const unfit = await post("/sources/twice/secrets", { kind: "token", secret: "too-short", seen: again });
    expect(unfit.status).toBe(422);
    expect(await unfit.text()).not.toContain("too-short");
    expect((await post("/sources/twice/drop-secrets")).headers.get("location")).toBe("/sources/twice?done=dropped");
    expect(await sourceOf("twice")).toMatchObject({ secrets: { signing: 0, tokens: 0 } });
  });

  it("switch a source off and on", async () => {
    await post("/sources/default/off");
    expect((await app.post("/webhook/default", { call_id: "off" })).status).toBe(403);
    expect((await page("/sources")).html).toContain("выключен");
    await post("/sources/default/on");
    expect((await app.post("/webhook/default", { call_id: "on" })).status).toBe(202);
  });

  it("show what nobody could read, as text, narrowed to it when asked", async () => {
    await app.post("/webhook/default", '{"call_id": "<script>alert(1)</script>"');
    const { html } = await page("/sources/default?outcome=unreadable");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toContain("<script>alert(1)");
    expect(html).not.toContain("Ждём запись");
  });

  it("refuse a key that is taken or unfit at its field, and know no source of the public API", async () => {
    for (const [key, words] of [
      ["default", "Такой источник уже есть"],
      ["Офис", "строчные латинские буквы"],
    ] as const) {
      const refused = await post("/sources", { key, name: "N", proof: "signing" });
      const html = (await refused.text()).replace(NBSP, " ");
      expect(refused.status).toBe(422);
      expect(html).toMatch(/id="source-key"[^>]*aria-invalid="true"/);
      expect(html).toContain(words);
    }
    expect((await page("/sources/api")).status).toBe(404);
    expect((await post("/sources/default/burn")).status).toBe(404);
  });
});

describe("a source without a proof", () => {
  it.each([
    [{ PUBLIC_URL: "https://razbor.example", ACCESS_KEY: "0123456789abcdef" }, "Ничем, и поэтому ничего не принимает"],
    [{ PUBLIC_URL: "https://razbor.example", ACCESS: "open" }, "звонки может прислать кто угодно"],
  ])("is warned of on an exposed service (%j)", async (env, words) => {
    const exposed = await testApp({ env, database: app.database });
    const headers = { "accept-language": "ru", authorization: "Bearer 0123456789abcdef" };
    const html = (await (await exposed.request("/sources/default", { headers })).text()).replace(NBSP, " ");
    expect(html).toContain(words);
    expect(html).toContain("https://razbor.example/webhook/new_call_recording");
  });
});
