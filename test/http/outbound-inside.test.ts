import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AppError } from "../../src/errors.ts";
import { checkFileUrl } from "../../src/http/outbound/check-file-url.ts";
import { isAllowedAddress } from "../../src/http/outbound/check-url.ts";
import { type Download, type DownloadDeps, downloadFile } from "../../src/http/outbound/download-file.ts";
import { GENERIC_DETAIL } from "../../src/http/outbound/fetch-fault.ts";
import { systemConnect } from "../../src/http/outbound/guarded-connect.ts";
import { downloadPlace } from "./downloads.ts";
import { say, serveScript } from "./loopback.ts";

const OK = "HTTP/1.1 200 OK\r\n";
const PATIENT = { refusalMs: 0 };

const place = downloadPlace();

describe("an address inside", () => {
  const outcome = (url: string, more: Partial<Download> = {}, deps: DownloadDeps = { times: PATIENT }) =>
    downloadFile(deps, {
      url,
      path: join(place.dir, "file.part"),
      bytesMax: 10,
      ports: [80],
      privateHosts: [],
      ...more,
    }).then(
      (file) => file.sizeBytes,
      ({ code, detail, retryable }: AppError) => ({ code, detail, retryable }),
    );
  const refused = { code: "upstream_failed", detail: GENERIC_DETAIL, retryable: false };
  const resolveTo = (...addresses: string[]): DownloadDeps => ({
    connect: { ...systemConnect, resolve: async () => addresses },
    times: PATIENT,
  });
  const OK_1 = say(`${OK}content-length: 1\r\n\r\nx`);

  it("is never connected to, however it is spelled, though somebody listens there", async () => {
    const [four, six] = [await place.serve(OK_1), await serveScript([OK_1], undefined, "::1").catch(() => null)];
    if (six) place.keep(six);
    for (const server of [four, ...(six ? [six] : [])]) {
      const ports = [server.port];
      for (const host of [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "127.0.0.1.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "①②⑦.0.0.1",
      ])
        expect(await outcome(`http://${host}:${server.port}/`, { ports }), host).toEqual(refused);
      for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0"])
        expect(await outcome(`http://rec.example.com:${server.port}/`, { ports }, resolveTo(address)), address).toEqual(
          refused,
        );
      expect(server.connections()).toBe(0);
    }
  });

  it("that is listed is open by that name and on that port only", async () => {
    const listed = await place.serve(OK_1);
    const other = await place.serve(OK_1);
    const privateHosts = [`pbx:${listed.port}`];
    const ports = [other.port];
    const deps = resolveTo("127.0.0.1");
    expect(
      await outcome(`http://other.example.com:${listed.port}/`, { privateHosts, ports: [listed.port] }, deps),
    ).toEqual(refused);
    expect(await outcome(`http://pbx:${other.port}/`, { privateHosts, ports }, deps)).toEqual(refused);
    expect(await outcome(`http://127.0.0.1:${listed.port}/`, { privateHosts, ports: [listed.port] }, deps)).toEqual(
      refused,
    );
    expect(await outcome(`http://xpbx:${listed.port}/`, { privateHosts, ports }, deps)).toEqual(refused);
    expect([listed.connections(), other.connections()]).toEqual([0, 0]);
    expect(await outcome(`http://PBX.:${listed.port}/`, { privateHosts, ports }, deps)).toBe(1);
  });

  it("that is listed stands for itself, not for its neighbours", () => {
    const policy = { ports: [80], privateHosts: ["10.0.0.1:80", "[fd00:0::1]:80"] };
    expect(isAllowedAddress("10.0.0.1", new URL("http://10.0.0.1/"), policy)).toBe(true);
    expect(isAllowedAddress("10.0.0.2", new URL("http://10.0.0.1/"), policy)).toBe(false);
    expect(isAllowedAddress("fd00::1", new URL("http://[fd00::1]/"), policy)).toBe(true);
  });

  it("with a zone is no address, whoever gives it", async () => {
    expect(await outcome("http://rec.example.com/", {}, resolveTo("2606:2800:220:1:248:1893:25c8:1946%1"))).toEqual(
      refused,
    );
  });

  it("that is listed never leads to a cloud's metadata", async () => {
    expect(await outcome("http://pbx:80/", { privateHosts: ["pbx:80"] }, resolveTo("169.254.169.254"))).toEqual(
      refused,
    );
    expect(await outcome("http://pbx:80/", { privateHosts: ["pbx:80"] }, resolveTo("127.0.0.1", "0.0.0.0"))).toEqual(
      refused,
    );
  });

  it("is checked anew after a redirect: from a listed host to its neighbour, and from anywhere to a listed one", async () => {
    const inner = await place.serve(OK_1);
    const redirecting = await place.serve(
      say(`HTTP/1.1 307 Go\r\nlocation: http://127.0.0.1:${inner.port}/\r\ncontent-length: 0\r\n\r\n`),
    );
    const from = `127.0.0.1:${redirecting.port}`;
    const ports = [inner.port];
    expect(await outcome(`http://${from}/`, { privateHosts: [from], ports })).toEqual(refused);
    expect([redirecting.connections(), inner.connections()]).toEqual([1, 0]);
    expect(await outcome(`http://${from}/`, { privateHosts: [from, `127.0.0.1:${inner.port}`], ports: [] })).toBe(1);
  });

  it("is not trusted when the connection ends up somewhere else than it was sent to", async () => {
    const server = await place.serve(OK_1);
    for (const peer of ["127.0.0.1", "93.184.216.35", ""]) {
      const deps: DownloadDeps = {
        connect: {
          ...systemConnect,
          resolve: async () => ["93.184.216.34"],
          dial: async (_, signal) => ({
            ...(await systemConnect.dial({ addresses: ["127.0.0.1"], port: server.port }, signal)),
            peer,
          }),
        },
        times: PATIENT,
      };
      expect(await outcome("http://rec.example.com/", {}, deps)).toEqual(refused);
    }
    expect(server.heads).toEqual([]);
  });

  it("is refused at the door by its text alone, with the same words and a pointer", () => {
    const policy = { ports: [80], privateHosts: ["10.0.0.1:80"] };
    for (const text of [
      "http://10.0.0.2/",
      "http://pbx/",
      "file:///etc/passwd",
      "http://a.example:81/",
      "http://u@a.example/",
      "http://a.example/call 1.mp3",
      "http://a.example\\@b.example/",
      "ht\ntp://a.example/",
      "http://a.example/\t",
      " http://a.example/",
      `http://a.example/${"a".repeat(5_000)}`,
    ])
      expect(() => checkFileUrl(text, policy)).toThrow(
        expect.objectContaining({ code: "invalid_input", faults: [{ pointer: "/file_url", detail: GENERIC_DETAIL }] }),
      );
    for (const text of ["http://10.0.0.1/", "http://a.example/звонок.mp3?x=1#y"]) checkFileUrl(text, policy);
  });

  it("cannot be told by word or time from a name that does not exist", async () => {
    const times = { ...PATIENT, refusalMs: 60 };
    const nowhere = Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    const reject = { connect: { ...systemConnect, resolve: () => Promise.reject(nowhere) }, times };
    for (const [url, deps] of [
      ["http://10.0.0.1/", { times }],
      ["http://git.example.com/", { ...resolveTo("10.0.0.1"), times }],
      ["http://nothing.example.com/", reject],
      ["http://example.com:22/", { times }],
      ["not an address", { times }],
    ] as const) {
      const from = performance.now();
      expect(await outcome(url, {}, deps)).toEqual(refused);
      // A timer may be a millisecond early.
      expect(performance.now() - from).toBeGreaterThanOrEqual(58);
    }
  });

  it("that nobody can be reached at sounds the same, but may be tried again", async () => {
    const closed = await serveScript([OK_1]);
    await closed.stop();
    const host = `127.0.0.1:${closed.port}`;
    expect(await outcome(`http://${host}/`, { privateHosts: [host] })).toEqual({ ...refused, retryable: true });
    const away = Object.assign(new Error("try again"), { code: "EAI_AGAIN" });
    const deps = { connect: { ...systemConnect, resolve: () => Promise.reject(away) }, times: PATIENT };
    expect(await outcome("http://rec.example.com/", {}, deps)).toEqual({ ...refused, retryable: true });
  });
});
