import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { createLogger } from "../../src/http/logger.ts";
import { type Download, type DownloadDeps, downloadFile } from "../../src/http/outbound/download-file.ts";
import { GENERIC_DETAIL } from "../../src/http/outbound/fetch-fault.ts";
import { secureWith, systemConnect } from "../../src/http/outbound/guarded-connect.ts";
import { type Certified, testAuthority } from "./certificates.ts";
import { downloadPlace } from "./downloads.ts";
import { type Script, type ScriptedServer, say, sayAndWait, sayForEver, serveScript } from "./loopback.ts";

const OK = "HTTP/1.1 200 OK\r\n";
const ENDLESS = `${OK}transfer-encoding: chunked\r\n\r\n`;
const CHUNK = `${(50_000).toString(16)}\r\n${"x".repeat(50_000)}\r\n`;
const PATIENT = { refusalMs: 0 };
const QUICK = { ...PATIENT, headersMaxMs: 150, idleMaxMs: 150, graceMs: 150 };

const place = downloadPlace();

async function fetchFrom(
  server: ScriptedServer,
  more: Partial<Download> = {},
  deps: DownloadDeps = { times: PATIENT },
) {
  const host = `127.0.0.1:${server.port}`;
  const path = join(place.dir, "file.part");
  return downloadFile(deps, {
    url: `http://${host}/rec/call.mp3?token=s3cr3t-in-the-query`,
    path,
    bytesMax: 1_000_000,
    ports: [80, 443],
    privateHosts: [host],
    ...more,
  });
}

const faultOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => {
      throw new Error("it should have failed");
    },
    (error: AppError) => error,
  );

describe("a downloaded file", () => {
  const SOUND = "sound of a call";
  const WAYS: [string, Script][] = [
    ["of an announced length", say(`${OK}content-length: 15\r\n\r\n${SOUND}`)],
    [
      "in chunks, with a trailer",
      say(`${OK}transfer-encoding: chunked\r\n\r\n5\r\nsound\r\na\r\n of a call\r\n0\r\nx: y\r\n\r\n`),
    ],
    ["of HTTP/1.0, ended by closing", say(`HTTP/1.0 200 OK\r\n\r\n${SOUND}`)],
    ["after an early hint", say(`HTTP/1.1 103 Early Hints\r\n\r\n${OK}content-length: 15\r\n\r\n${SOUND}`)],
    ["marked as not coded", say(`${OK}content-encoding: identity\r\ncontent-length: 15\r\n\r\n${SOUND}`)],
    ["with more bytes after its announced end", say(`${OK}content-length: 15\r\n\r\n${SOUND}${"x".repeat(100_000)}`)],
  ];

  it.each(WAYS)("%s is on the disk with its hash", async (_, script) => {
    const got = await fetchFrom(await place.serve(script));
    expect(got).toEqual({
      sizeBytes: 15,
      sha256: createHash("sha256").update(SOUND).digest("hex"),
      fileName: "call.mp3",
      mimeType: null,
    });
    expect(await readFile(join(place.dir, "file.part"), "utf8")).toBe(SOUND);
  });

  it("bears the name and type its sender gives, as data", async () => {
    const named = (disposition: string) =>
      say(`${OK}content-type: Audio/MPEG; x=y\r\ncontent-disposition: ${disposition}\r\ncontent-length: 1\r\n\r\nx`);
    for (const [disposition, name] of [
      ['attachment; filename="../../call one.mp3"', "call one.mp3"],
      ["attachment; filename=a.mp3; filename*=UTF-8''%D0%B4%D0%B0.mp3", "да.mp3"],
      ['attachment; filename="звонок.mp3"', "звонок.mp3"],
      ["attachment", "call.mp3"],
      ["attachment; filename*=UTF-8''%ff", "call.mp3"],
    ] as const) {
      const server = await place.serve(named(disposition));
      const got = await fetchFrom(server, { path: join(place.dir, `${name.length}-${disposition.length}.part`) });
      expect([got.fileName, got.mimeType]).toEqual([name, "audio/mpeg"]);
    }
  });

  it("is counted while it comes", async () => {
    const seen: [number, number | null][] = [];
    await fetchFrom(await place.serve(say(`${OK}content-length: 15\r\n\r\n${SOUND}`)), {
      onProgress: (bytes, total) => seen.push([bytes, total]),
    });
    expect(seen.at(-1)).toEqual([15, 15]);
  });

  it("is asked for as it is, without cookies that were set on the way", async () => {
    const server = await place.serve(
      say(
        'HTTP/1.1 302 Found\r\nlocation: /звонок\r\nset-cookie: a=b\r\nalt-svc: h3=":443"\r\nlink: </x>; rel=preload\r\n\r\n',
      ),
      say(`${OK}refresh: 0; url=/y\r\ncontent-length: 15\r\n\r\n${SOUND}`),
    );
    await fetchFrom(server, { headers: { authorization: "Basic fake" } });
    expect(server.heads.map((head) => head.slice(0, 26))).toEqual([
      "GET /rec/call.mp3?token=s3",
      "GET /%D0%B7%D0%B2%D0%BE%D0",
    ]);
    for (const head of server.heads) {
      expect(head).toMatch(/^accept-encoding: identity\r$/im);
      expect(head).toMatch(/^authorization: Basic fake\r$/im);
      expect(head).not.toMatch(/cookie/i);
    }
  });
});

describe("a hostile sender", () => {
  const status = (line: string, more = "") => say(`HTTP/1.1 ${line}\r\ncontent-length: 0\r\n${more}\r\n`);
  const final = { code: "upstream_failed", retryable: false };
  const passing = { code: "upstream_failed", retryable: true };
  const late = { ...passing, detail: "The file did not arrive in time." };
  const broken = { ...passing, detail: "The file broke off on its way." };
  const coded = { ...final, detail: expect.stringContaining("compressed") };
  const tooLong = { code: "too_large", retryable: false };
  const SLOW: [what: string, script: Script, fault: object][] = [
    ["never answers", () => {}, { ...passing, detail: GENERIC_DETAIL }],
    ["never ends its headers", sayForEver(OK, "x: y\r\n", 20), { ...passing, detail: GENERIC_DETAIL }],
    ["stops in the middle", sayAndWait(`${OK}content-length: 100\r\n\r\nsome`), late],
    ["drips a byte at a time", sayForEver(`${OK}content-length: 100000\r\n\r\n`, "x", 20), late],
  ];
  const CASES: typeof SLOW = [
    ["sends headers without measure", say(`${OK}x: ${"y".repeat(100_000)}\r\n\r\n`), broken],
    ["sends less than announced", say(`${OK}content-length: 100\r\n\r\nsome`), broken],
    ["ends without a last chunk", say(`${ENDLESS}5\r\nsound\r\n`), broken],
    ["announces too much", sayAndWait(`${OK}content-length: 2000000000\r\n\r\nsome`), tooLong],
    ["never ends", sayForEver(ENDLESS, CHUNK, 1), tooLong],
    ["sends nothing", status("200 OK"), { ...passing, detail: "The address sent an empty file." }],
    [
      "compresses",
      say(Buffer.concat([Buffer.from(`${OK}content-encoding: gzip\r\n\r\n`), gzipSync(Buffer.alloc(1e7))])),
      coded,
    ],
    ["compresses 50 times", say(`${OK}content-encoding: ${"gzip, ".repeat(49)}gzip\r\n\r\nx`), coded],
    ["compresses on the way", say(`${OK}transfer-encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`), coded],
    ["announces two lengths", say(`${OK}content-length: 4\r\ncontent-length: 5\r\n\r\nsound`), broken],
    ["is no HTTP server", say("SSH-2.0-OpenSSH_9.2\r\n"), broken],
    ["hangs up", (socket) => socket.resetAndDestroy(), broken],
    [
      "answers 201 with an address",
      status("201 Created", "location: /x\r\n"),
      { ...final, detail: expect.stringContaining("201") },
    ],
    ["redirects to nowhere", status("302 Found"), { ...final, detail: GENERIC_DETAIL }],
    ["redirects for ever", status("302 Found", "location: /again\r\n"), { ...final, detail: GENERIC_DETAIL }],
    ["asks to use a proxy", status("305 Use Proxy", "location: /x\r\n"), final],
    ...[
      "204 No Content",
      "206 Partial Content",
      "304 Not Modified",
      "400 Bad Request",
      "401 No",
      "403 No",
      "410 Gone",
      "416 No",
    ].map((line): [string, Script, object] => [
      `answers ${line}`,
      say(`HTTP/1.1 ${line}\r\nconnection: close\r\n\r\n`),
      { ...final, detail: expect.stringContaining(line.slice(0, 3)) },
    ]),
    ...["404 Not Found", "408 Late", "425 Early", "429 Many", "500 Oops", "502 Oops", "503 Oops", "504 Oops"].map(
      (line): [string, Script, object] => [
        `answers ${line}`,
        status(line),
        { ...passing, detail: expect.stringContaining(line.slice(0, 3)) },
      ],
    ),
  ];

  it.each([...SLOW.map((one) => [...one, QUICK] as const), ...CASES.map((one) => [...one, PATIENT] as const)])(
    "that %s is given up, and no file is left",
    async (_, script, fault, times) => {
      const error = await faultOf(fetchFrom(await place.serve(script), {}, { times }));
      expect(error).toBeInstanceOf(AppError);
      expect({ code: error.code, retryable: error.retryable, detail: error.detail }).toMatchObject(fault);
      expect(await readdir(place.dir)).toEqual([]);
      expect(logLineOf(error)).not.toContain("s3cr3t");
    },
  );

  it("that keeps going steadily but for too long is given up", async () => {
    const server = await place.serve(sayForEver(ENDLESS, "1\r\nx\r\n", 5));
    const times = { ...PATIENT, totalMaxMs: 200 };
    expect(await faultOf(fetchFrom(server, {}, { times }))).toMatchObject({ retryable: true, detail: late.detail });
    expect(await readdir(place.dir)).toEqual([]);
  });

  it("is left at once when this side stops, with the reason of the stop and no file", async () => {
    const stop = new AbortController();
    const reason = new Error("stopping");
    const server = await place.serve(sayForEver(ENDLESS, "1\r\nx\r\n", 5));
    const onProgress = () => stop.abort(reason);
    expect(await faultOf(fetchFrom(server, { signal: stop.signal, onProgress }))).toBe(reason);
    expect(await faultOf(fetchFrom(server, { signal: stop.signal }))).toBe(reason);
    expect(server.connections()).toBe(1);
    expect(await readdir(place.dir)).toEqual([]);
  });

  it("gets no second chance to overwrite: a path that is taken is our own fault", async () => {
    const server = await place.serve(say(`${OK}content-length: 1\r\n\r\nx`));
    await fetchFrom(server);
    expect(await faultOf(fetchFrom(server))).toMatchObject({ code: "EEXIST" });
    expect(await readFile(join(place.dir, "file.part"), "utf8")).toBe("x");
  });
});

describe("a certificate", () => {
  const { ca, certify } = testAuthority();
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);
  const CERTIFIED = {
    valid: certify("files.example.com", { from: day(-1), until: day(1) }),
    expired: certify("files.example.com", { from: day(-2), until: day(-1) }),
  };

  async function attempt(certified: Certified, host: string, secure = secureWith({ ca })) {
    const server = await serveScript([say(`${OK}content-length: 1\r\n\r\nx`)], certified);
    place.keep(server);
    const connect = { ...systemConnect, resolve: async () => ["127.0.0.1"], secure };
    const address = `${host}:${server.port}`;
    const path = join(place.dir, "file.part");
    const found = await downloadFile(
      { connect, times: PATIENT },
      { url: `https://${address}/a`, path, bytesMax: 10, ports: [], privateHosts: [address] },
    ).catch((error: AppError) => error);
    return { found, heads: server.heads };
  }

  it("of a known authority for this name is trusted", async () => {
    const { found } = await attempt(CERTIFIED.valid, "files.example.com");
    expect(found).toMatchObject({ sizeBytes: 1 });
  });

  it.each([
    ["of an unknown authority", CERTIFIED.valid, "files.example.com", secureWith({})],
    ["that ran out", CERTIFIED.expired, "files.example.com", secureWith({ ca })],
    ["of another name", CERTIFIED.valid, "other.example.com", secureWith({ ca })],
    ["for an address", CERTIFIED.valid, "127.0.0.1", secureWith({ ca })],
  ])("%s is refused before anything is asked", async (_, certified, host, secure) => {
    const { found, heads } = await attempt(certified, host, secure);
    expect(found).toMatchObject({
      code: "upstream_failed",
      retryable: false,
      detail: expect.stringContaining("certificate"),
    });
    expect(heads).toEqual([]);
    expect(await readdir(place.dir)).toEqual([]);
  });
});

/** The line that the log would hold for an error. */
function logLineOf(error: Error): string {
  let line = "";
  const logger = createLogger("info", {
    destination: {
      write: (text: string) => {
        line += text;
      },
    },
  });
  logger.error({ err: error }, "failed");
  return line;
}
