import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { endpointCommand } from "../../src/crm/endpoints/endpoint-commands.ts";
import { EndpointList, EndpointWithSecret } from "../../src/crm/endpoints/endpoint-schemas.ts";
import { WriteBackList, WriteBackWithAttempts } from "../../src/crm/endpoints/write-back-schemas.ts";
import { type HttpServer, startServer } from "../../src/http/server.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver.ts";
import { type TestService, testService } from "../helpers/service.ts";

const DIALOGUE = readFileSync(new URL("../fixtures/dialogs/A02_fitness.txt", import.meta.url), "utf8");
const SOON = { timeout: 30_000, interval: 20 };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

let receiver: WebhookReceiver;
let service: TestService;
let server: HttpServer;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  service = await testService({ FETCH_PRIVATE_HOSTS: receiver.host, TIME_ZONE: "UTC" });
  server = await startServer({ fetch: service.app.fetch, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await server?.stop(0);
  await service?.close();
  await receiver?.stop();
});

/** What the command prints; by the server, as while it holds the directory, or by the database itself. */
async function command(args: string[], by: "server" | "database" = "server") {
  const lines: string[] = [];
  const deps = {
    accessKey: null,
    findServer: async () => (by === "server" ? { address: server.address } : null),
    openEndpoints: async () => ({ endpoints: service.writeBacks.endpoints, close: async () => {} }),
    stopping: new AbortController().signal,
  };
  const code = await endpointCommand(deps, args, { out: (text) => lines.push(text), err: (text) => lines.push(text) });
  return { code, printed: lines.join("") };
}

const page = async (path: string, headers: Record<string, string> = {}) => {
  const response = await service.request(path, {
    headers: { accept: "text/html", "accept-language": "en", ...headers },
  });
  return { status: response.status, text: (await response.text()).replaceAll("\u00a0", " "), response };
};
const press = (path: string, form: Record<string, string> = {}) =>
  service.request(path, { method: "POST", headers: FORM, body: new URLSearchParams(form).toString() });
const json = async (path: string, init?: RequestInit) => (await service.request(path, init)).json();

async function remove(): Promise<void> {
  for (const { id } of EndpointList.parse(await json("/api/v1/endpoints")).items)
    await service.request(`/api/v1/endpoints/${id}`, { method: "DELETE" });
}

describe.each(["server", "database"] as const)("the command, by the %s", (by) => {
  it("adds an endpoint, tells how it does, tests it, turns it off and on, rotates, replays and removes it", async () => {
    const { code, printed } = await command(["add", receiver.url, "--name", "CRM", "--source", "default"], by);
    const added = EndpointWithSecret.parse(JSON.parse(printed));
    expect([code, added.name, added.source]).toEqual([0, "CRM", "default"]);
    expect(await command(["test", added.id], by)).toMatchObject({
      code: 1,
      printed: expect.stringContaining('"refused"'),
    });
    expect(receiver.faults.splice(0)).toEqual(["signature: wrong"]);
    receiver.secrets.splice(0, 9, added.secret ?? "");
    expect(await command(["test", added.id], by)).toMatchObject({
      code: 0,
      printed: expect.stringContaining('"taken"'),
    });
    expect((await command(["off", added.id], by)).printed).toContain('"off_reason":"person"');
    expect((await command(["on", added.id], by)).printed).toContain('"off_reason":null');
    expect((await command(["rotate", added.id], by)).printed).toMatch(/^\{"secret":"whsec_/);
    expect((await command(["replay", added.id], by)).printed).toBe('{"replayed":0}\n');
    expect((await command(["list"], by)).printed.split("\n")).toHaveLength(2);
    expect(await command(["remove", added.id], by)).toEqual({ code: 0, printed: "" });
    expect((await command([], by)).printed).toBe("");
    await expect(command(["off", added.id], by)).rejects.toMatchObject({ message: "There is no such endpoint." });
  });
});

describe("the command", () => {
  it.each([[["add"]], [["off"]], [["off", "1"]], [["list", "x"]], [["on", "--name", "x"]], [["fly"]], [["--bad"]]])(
    "that is none says how it is used: %j",
    async (args) => {
      expect(await command(args)).toMatchObject({
        code: 2,
        printed: expect.stringContaining("Usage: razbor endpoint"),
      });
    },
  );
});

describe("the page of endpoints", () => {
  it("begins empty, says at the field what is wrong, keeps what was typed and writes nothing", async () => {
    await remove();
    expect((await page("/endpoints")).text).toContain("Results go nowhere yet");
    const refused = await press("/endpoints", { url: "http://10.0.0.1/x", name: "Inner" });
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(text).toContain('id="endpoint-url-error"');
    expect(text).toMatch(/value="http:\/\/10\.0\.0\.1\/x"[\s\S]*value="Inner"/);
    expect(EndpointList.parse(await json("/api/v1/endpoints")).items).toEqual([]);
  });

  it("shows a new secret once, and then a call's way to the CRM with its log and a button to send it again", async () => {
    await remove();
    const added = await press("/endpoints", {
      url: `${receiver.url}?key=s3cret`,
      name: "Bridge",
      source: "",
      secret: "",
    });
    const to = added.headers.get("location") ?? "";
    const cookie = added.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect([added.status, added.headers.get("set-cookie")]).toEqual([303, expect.stringContaining("HttpOnly")]);
    const shown = await page(to, { cookie });
    const [secret = ""] = /whsec_[A-Za-z0-9+/=]+/.exec(shown.text) ?? [];
    expect(shown.response.headers.get("cache-control")).toBe("no-store");
    expect(shown.response.headers.get("set-cookie")).toMatch(/=;/);
    expect((await page(to)).text).not.toContain("whsec_");
    expect(shown.text).not.toContain("s3cret");
    receiver.secrets.splice(0, 9, secret);

    const body = JSON.stringify({ dialog_text: DIALOGUE, call_id: "way" });
    const answer = await json("/analyze_call", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const callPath = (answer as { links: { self: string } }).links.self.replace("/api/v1", "");
    await vi.waitFor(async () => expect((await page(callPath)).text).toMatch(/Sent back to the CRM[\s\S]*taken/), SOON);
    expect([...receiver.records.values()].map(({ call_id }) => call_id)).toContain("way");

    const endpoint = to.split("?")[0]?.split("/").at(-1);
    const list = WriteBackList.parse(await json(`/api/v1/write-backs?endpoint_id=${endpoint}&status=delivered`));
    const [one] = list.items;
    expect(list.items).toHaveLength(1);
    const again = await press(`/write-backs/${one?.id}/replay?from=call`);
    expect(again.headers.get("location")).toBe(`${callPath}#sent-back`);
    const log = async () => WriteBackWithAttempts.parse(await json(`/api/v1/write-backs/${one?.id}`)).log;
    await vi.waitFor(async () => expect(await log()).toHaveLength(2), SOON);
    await vi.waitFor(async () => expect((await page(`/endpoints/${endpoint}`)).text).toContain("2 attempts"), SOON);
    expect(receiver.faults).toEqual([]);
    const metrics = async () => (await service.request("/metrics")).text();
    // What has been sent is counted once its end is written down.
    const isCounted = /razbor_write_back_attempts_total\{outcome="taken"\} [2-9]/;
    await vi.waitFor(async () => expect(await metrics()).toMatch(isCounted), SOON);
    expect(await metrics()).toContain('razbor_write_backs{status="exhausted"} 0');
  });
});
