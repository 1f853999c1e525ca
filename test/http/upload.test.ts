import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { receiveOptionalUpload, receiveUpload, type UploadOptions } from "../../src/http/bodies/upload.ts";
import { type Problem, problemOf, problemResponse } from "../../src/http/problem.ts";
import { BOUNDARY, formOf, MULTIPART, type Part } from "./multipart.ts";
import { listen, type TestServer } from "./raw-request.ts";

const FILE_BYTES_MAX = 1_000_000;
const SOUND = Buffer.from(Array.from({ length: 150_000 }, (_, at) => (at * at) % 251));
const AUDIO: Part = { name: "audio", fileName: "call.mp3", type: "audio/mpeg", body: SOUND };

let dir: string;
let server: TestServer;
let stop = new AbortController();
const ended: (() => void)[] = [];
const app = new Hono();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-upload-"));
  server = await listen(app);
});
afterEach(async () => {
  for (const name of await readdir(dir)) await rm(join(dir, name));
});
afterAll(async () => {
  await server.stop();
  await rm(dir, { recursive: true });
});

function route(path: string, receive: typeof receiveOptionalUpload, more: Partial<UploadOptions> = {}): void {
  app.post(path, async (c) => {
    try {
      const { fields, file } = await receive(c, { dir, fileBytesMax: FILE_BYTES_MAX, signal: stop.signal, ...more });
      return c.json({ fields: [...fields], file });
    } finally {
      for (const tell of ended.splice(0)) tell();
    }
  });
}
route("/", receiveUpload);
route("/optional", receiveOptionalUpload);
route("/small-fields", receiveUpload, { fieldsBytesMax: 100 });
route("/impatient", receiveUpload, { pauseMaxMs: 60 });
route("/slow-disk", receiveUpload, { dir: "/nonexistent/folder" });
app.onError((error, c) => problemResponse(c, problemOf(error, "test")));

interface Answered {
  fields: [string, string][];
  file: { path: string; name: string | null; mimeType: string; sizeBytes: number; sha256: string } | null;
}

async function post(body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string> = {}, path = "/") {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: "POST",
    body,
    headers: { "content-type": MULTIPART, ...headers },
  });
  const json = (await answer.json()) as Problem & Answered;
  return { status: answer.status, type: answer.headers.get("content-type"), body: json };
}

const leftOver = () => readdir(dir);

describe("an uploaded file", () => {
  it("is on the disk as it was sent, with its hash, under a name of ours that only this user can read", async () => {
    const { status, body } = await post(
      formOf([{ name: "content_mode", body: "Диалог" }, AUDIO, { name: "x", body: "" }]),
    );
    expect(status).toBe(200);
    expect(body.fields).toEqual([
      ["content_mode", "Диалог"],
      ["x", ""],
    ]);
    const { path = "", ...file } = body.file ?? {};
    expect(file).toEqual({
      name: "call.mp3",
      mimeType: "audio/mpeg",
      sizeBytes: SOUND.length,
      sha256: createHash("sha256").update(SOUND).digest("hex"),
    });
    expect(path).toMatch(/\/[0-9a-f-]{36}\.part$/);
    expect(SOUND.equals(await readFile(path))).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["exactly as long as allowed", FILE_BYTES_MAX, 200],
    ["one byte longer", FILE_BYTES_MAX + 1, 413],
  ])("%s (%i bytes) gets %i", async (_, bytes, wanted) => {
    const { status, body } = await post(formOf([{ ...AUDIO, body: Buffer.alloc(bytes, 1) }]));
    expect(status).toBe(wanted);
    if (wanted === 413)
      expect(body.errors).toEqual([{ pointer: "/audio", detail: expect.stringContaining("1000000") }]);
    expect(await leftOver()).toHaveLength(wanted === 200 ? 1 : 0);
  });

  it("comes through in any pieces, a boundary cut in the middle included", async () => {
    const form = formOf([
      { ...AUDIO, body: `\r\n--${BOUNDARY.slice(0, -1)}x\r\n--` },
      { name: "after", body: "1" },
    ]);
    const { socket, until } = await server.open();
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: ${MULTIPART}\r\ncontent-length: ${form.length}\r\n\r\n`);
    for (const byte of form) socket.write(Buffer.of(byte));
    const answer = await until("}}");
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    const { file } = JSON.parse(answer.slice(answer.indexOf("{"))) as Answered;
    expect(await readFile(file?.path ?? "", "utf8")).toBe(`\r\n--${BOUNDARY.slice(0, -1)}x\r\n--`);
    socket.destroy();
  });

  it("may be left out where the form allows it: no part, or the empty part of an empty file input", async () => {
    const empty: Part = { name: "audio", fileName: "", type: "application/octet-stream" };
    for (const parts of [[], [empty]]) {
      const { status, body } = await post(formOf([{ name: "dialog_text", body: "да" }, ...parts]), {}, "/optional");
      expect([status, body.file, body.fields]).toEqual([200, null, [["dialog_text", "да"]]]);
      const refused = await post(formOf([{ name: "dialog_text", body: "да" }, ...parts]));
      expect([refused.status, refused.body.errors]).toEqual([422, [{ pointer: "/audio", detail: "is required" }]]);
    }
    expect(await leftOver()).toEqual([]);
  });

  it("is read without a socket too, as the tests of routes send it", async () => {
    const answer = await app.request("/", {
      method: "POST",
      body: formOf([AUDIO]),
      headers: { "content-type": MULTIPART },
    });
    expect(answer.status).toBe(200);
  });
});

describe("the name of an uploaded file", () => {
  const { names } = JSON.parse(
    readFileSync(new URL("../fixtures/audio/upload_names.json", import.meta.url), "utf8"),
  ) as { names: { send_as: string; why: string }[] };
  const SHOWN: Record<string, string | null> = {
    "path traversal": "pwned.mp3",
    "absolute path": "call.mp3",
    "Windows traversal": "call.mp3",
    "HTML in the name": "<img src=x onerror=alert(1)>.mp3",
    "extension only": ".mp3",
    "reserved on Windows": "con.mp3",
    "400 letters": "a".repeat(255),
  };

  /** NUL cannot stand in a header; a part of an empty name that is not an octet stream is a text field. */
  const REFUSED_NAMES: Record<string, number> = { "NUL byte": 400, "empty name": 422 };

  it.each(names)("$why is data", async ({ send_as, why }) => {
    const { status, body } = await post(formOf([{ ...AUDIO, fileName: send_as }]));
    const refused = REFUSED_NAMES[why];
    if (refused !== undefined) {
      expect(status).toBe(refused);
      expect(await leftOver()).toEqual([]);
      return;
    }
    expect([status, body.file?.name]).toEqual([200, SHOWN[why]]);
    expect(await leftOver()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.part$/)]);
  });

  it.each([
    ["Звонок Ирины Павловны.mp3", "Звонок Ирины Павловны.mp3"],
    ["звонок 📞🔥 срочно.mp3", "звонок 📞🔥 срочно.mp3"],
    ["и\u0306.mp3", "й.mp3"],
    ["%22Ромашка%22%0d%0a.mp3", '"Ромашка".mp3'],
    ['\\"Ромашка\\".mp3', '"Ромашка".mp3'],
    ["call\u202e3pm.exe", "call3pm.exe"],
    ["..", null],
    ["/", null],
    ["100%.mp3", "100%.mp3"],
  ])("%j is shown as %j", async (sent, shown) => {
    expect((await post(formOf([{ ...AUDIO, fileName: sent }]))).body.file?.name).toBe(shown);
  });

  it("is cut between characters", async () => {
    const { body } = await post(formOf([{ ...AUDIO, fileName: "🔥".repeat(300) }]));
    expect(body.file?.name).toBe("🔥".repeat(255));
  });

  it("counts in its extended form when both are sent, NUL taken out", async () => {
    const head =
      'Content-Disposition: form-data; name="audio"; filename="a.mp3"; filename*=UTF-8\'\'..%2F%D0%B4%D0%B0%00.mp3';
    expect((await post(formOf([{ head, body: SOUND }]))).body.file?.name).toBe("да.mp3");
  });
});

describe("a hostile form", () => {
  const field = (name: string, body = "1"): Part => ({ name, body });
  const disposition = (rest: string): Part => ({ head: `Content-Disposition: form-data${rest}`, body: SOUND });
  const REFUSED: [
    what: string,
    body: Uint8Array<ArrayBuffer> | string,
    status: number,
    pointer: string,
    path?: string,
  ][] = [
    ["nothing", "", 400, ""],
    ["junk", "a=b&c=d", 400, ""],
    ["no end", formOf([AUDIO], { isOpen: true }), 400, ""],
    ["no end of a header", `--${BOUNDARY}\r\nContent-Disposition: form-data; name="audio"`, 400, ""],
    ["another boundary", formOf([AUDIO]).toString("latin1").replaceAll(BOUNDARY, "----other"), 400, ""],
    ["10,000 parts", formOf(Array.from({ length: 10_000 }, (_, at) => field(`f${at}`))), 413, ""],
    ["10,000 parts that say nothing", formOf(Array.from({ length: 10_000 }, () => ({ head: "x: y" }))), 413, ""],
    ["10,000 files", formOf(Array.from({ length: 10_000 }, () => AUDIO)).subarray(0, 900_000), 422, "/audio"],
    ["headers of 80 KB", formOf([{ head: `x: ${"y".repeat(80_000)}`, body: "1" }, AUDIO]), 400, ""],
    ["5,000 headers", formOf([{ head: Array.from({ length: 5_000 }, () => "x: y").join("\r\n"), body: "1" }]), 400, ""],
    ["binary in a header", formOf([disposition('; name="audio"; filename="\u0001\u0000"')]), 400, ""],
    ["a line end inside a quoted name", formOf([disposition('; name="audio"; filename="a\r\nx: y"')]), 422, "/audio"],
    ["two files", formOf([AUDIO, AUDIO]), 422, "/audio"],
    ["two files of different fields", formOf([AUDIO, { ...AUDIO, name: "other" }]), 422, "/audio"],
    ["a file in another field", formOf([{ ...AUDIO, name: "file" }]), 422, "/audio"],
    ["a text in place of the file", formOf([field("audio", "call.mp3")]), 422, "/audio"],
    ["an empty file", formOf([{ ...AUDIO, body: "" }]), 422, "/audio"],
    ["no file", formOf([field("content_mode")]), 422, "/audio"],
    ["a part without a name", formOf([AUDIO, disposition("")]), 400, ""],
    ["a file without a name of its field", formOf([disposition('; filename="a.mp3"')]), 400, ""],
    ["a repeated field", formOf([field("a"), field("a"), AUDIO]), 422, "/a"],
    ["a field of an endless name", formOf([field("n".repeat(101)), AUDIO]), 400, ""],
    ["a field that is not UTF-8", formOf([{ name: "a", body: Buffer.of(0xe4, 0xe0) }, AUDIO]), 422, "/a"],
    [
      "a field of an unknown charset",
      formOf([{ ...field("a"), type: "text/plain; charset=x-none" }, AUDIO]),
      422,
      "/a",
    ],
    [
      "a file name of an unknown charset",
      formOf([disposition("; name=\"audio\"; filename*=x-none''a")]),
      422,
      "/audio",
    ],
    [
      "a transfer encoding",
      formOf([
        { head: 'Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64', body: "MQ==" },
        AUDIO,
      ]),
      422,
      "/a",
    ],
    ["pointer characters in a name", formOf([field("a/~b"), field("a/~b"), AUDIO]), 422, "/a~1~0b"],
    [
      "fields that are too long together",
      formOf([field("a", "x".repeat(60)), field("b", "x".repeat(60)), AUDIO]),
      413,
      "",
      "/small-fields",
    ],
    ["one field that is too long", formOf([field("a", "x".repeat(101)), AUDIO]), 413, "", "/small-fields"],
  ];

  it.each(REFUSED)("with %s is refused, names the fault and leaves no file", async (_, body, status, pointer, path) => {
    const answer = await post(body, {}, path);
    expect([answer.status, answer.type, answer.body.errors?.[0]?.pointer]).toEqual([
      status,
      "application/problem+json",
      pointer,
    ]);
    expect(answer.body.detail).not.toBe("");
    expect(await leftOver()).toEqual([]);
    expect((await post(formOf([AUDIO]))).status).toBe(200);
  });

  it.each([
    ["multipart/form-data", 400],
    ["multipart/form-data; boundary=", 400],
    [`multipart/form-data; boundary=${"b".repeat(10_000)}`, 400],
    ['multipart/form-data; boundary="----razbor-test', 400],
    ["multipart/mixed; boundary=a", 415],
    ["application/x-www-form-urlencoded", 415],
    ["audio/mpeg", 415],
    ["application/json", 415],
  ])("of the content type %.60s is refused with %i", async (type, status) => {
    const answer = await post(formOf([AUDIO]), { "content-type": type });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, ""]);
    expect(await leftOver()).toEqual([]);
  });

  it("that is compressed is refused with 415", async () => {
    expect((await post(formOf([AUDIO]), { "content-encoding": "gzip" })).status).toBe(415);
  });

  it("cannot reach prototypes: such names are names", async () => {
    const { status, body } = await post(formOf([field("__proto__", "a"), field("constructor", "b"), AUDIO]));
    expect([status, body.fields]).toEqual([
      200,
      [
        ["__proto__", "a"],
        ["constructor", "b"],
      ],
    ]);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe("an upload on the wire", () => {
  const form = formOf([{ name: "content_mode", body: "Диалог" }, AUDIO]);
  const head = (length: string, path = "/") =>
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${MULTIPART}\r\n${length}\r\n\r\n`;
  const over = () => new Promise<void>((done) => ended.push(done));

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])("that breaks off after %i tenths leaves no file", async (tenths) => {
    const { socket } = await server.open();
    const settled = over();
    const piece = form.subarray(0, Math.floor((form.length * tenths) / 10));
    socket.write(head(`content-length: ${form.length}`));
    socket.write(piece, () => socket.destroy());
    await settled;
    expect(await leftOver()).toEqual([]);
  });

  it("that announces too much is refused before it is sent", async () => {
    const { socket, until } = await server.open();
    socket.write(head("content-length: 2000000"));
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 413 .*"code":"too_large".*"pointer":"\/audio"/s);
    socket.destroy();
  });

  it("without an end is refused at the limit while it is sent, then cut, and leaves no file", async () => {
    const { socket, until, closed } = await server.open();
    socket.write(head("transfer-encoding: chunked"));
    const send = (bytes: Buffer | string) => {
      socket.write(`${Buffer.byteLength(bytes).toString(16)}\r\n`);
      socket.write(bytes);
      socket.write("\r\n");
    };
    send(formOf([AUDIO], { isOpen: true }).subarray(0, -2));
    const feeding = setInterval(() => socket.writable && send(SOUND), 1);
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 413 .*"code":"too_large"/s);
    expect(await leftOver()).toEqual([]);
    await closed();
    clearInterval(feeding);
  });

  it("that stops coming is refused with 408 and leaves no file", async () => {
    const { socket, until } = await server.open();
    socket.write(head(`content-length: ${form.length}`, "/impatient"));
    socket.write(form.subarray(0, 100_000));
    expect(await until("}]}")).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
    expect(await leftOver()).toEqual([]);
    socket.destroy();
  });

  it("that is ended on this side is refused with 503 and leaves no file", async () => {
    stop = new AbortController();
    const { socket, until } = await server.open();
    socket.write(head(`content-length: ${form.length}`));
    socket.write(form.subarray(0, 100_000));
    const part = setInterval(async () => (await leftOver()).length > 0 && stop.abort(new Error("stopping")), 5);
    expect(await until("}")).toMatch(/^HTTP\/1\.1 503 .*"code":"unavailable"/s);
    clearInterval(part);
    stop = new AbortController();
    expect(await leftOver()).toEqual([]);
    socket.destroy();
  });

  it("that cannot be written is no fault of the sender", async () => {
    const { status, body } = await post(form, {}, "/slow-disk");
    expect([status, body.code]).toEqual([500, "internal"]);
  });
});
