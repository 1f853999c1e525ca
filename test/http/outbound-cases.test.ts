import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { downloadFile } from "../../src/http/outbound/download-file.ts";
import type { ConnectDeps } from "../../src/http/outbound/guarded-connect.ts";

interface Answer {
  status: number;
  location?: string;
}

/** One case of `ssrf-cases.json`; the fields are explained where the file comes from. */
interface SsrfCase {
  id: string;
  url: string;
  expect: "block" | "allow";
  why: string;
  dns?: Record<string, string[] | string[][]>;
  redirects?: Answer[];
  mayDial?: string[];
  mustNotDial?: string[];
  okIfPinned?: boolean;
  secondAttempt?: boolean;
  policy?: string;
}

const CASES: SsrfCase[] = JSON.parse(
  await readFile(new URL("../fixtures/security/ssrf-cases.json", import.meta.url), "utf8"),
);
const SOUND = Buffer.from("RIFF sound");
const POLICY = { ports: [80, 443, 8080, 8443], privateHosts: [] };

let server: Server;
let dir: string;
/** What each case's target answers and what it was asked, by the case's id in the path of nothing: a header. */
const scripts = new Map<number, { answers: Answer[]; asked: IncomingHttpHeaders[] }>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "razbor-outbound-"));
  server = createServer((request, response) => {
    const script = scripts.get(request.socket.remotePort ?? 0);
    if (!script) throw new Error("a connection that no dialler made");
    const answer = script.answers[script.asked.length];
    script.asked.push(request.headers);
    if (answer?.location !== undefined) response.setHeader("location", answer.location.replace(/[\r\n]+/g, " "));
    response.writeHead(answer?.status ?? 200, { "content-type": "audio/mpeg" }).end(SOUND);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(dir, { recursive: true });
});

/** A world of names and addresses that exists on paper; every address dialled is written down. */
function world({ dns = {}, redirects = [] }: SsrfCase) {
  const dialled: string[] = [];
  const asked: IncomingHttpHeaders[] = [];
  const lookups = new Map<string, number>();
  const resolve = async (name: string, depth = 0): Promise<string[]> => {
    if (depth > 8) throw Object.assign(new Error("a loop of names"), { code: "EAI_AGAIN" });
    const all = dns[name];
    const isListed = Array.isArray(all?.[0]);
    const time = lookups.get(name) ?? 0;
    lookups.set(name, time + 1);
    const now = (isListed ? (all?.[Math.min(time, all.length - 1)] as string[]) : (all as string[])) ?? [];
    if (now.length === 0) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    const [first = ""] = now;
    return first.startsWith("cname:") ? resolve(first.slice("cname:".length), depth + 1) : now;
  };
  const deps: ConnectDeps = {
    resolve: (name) => resolve(name),
    dial: async ({ addresses }) => {
      dialled.push(...addresses);
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      await new Promise<void>((done, fail) => socket.once("connect", done).once("error", fail));
      scripts.set(socket.localPort ?? 0, { answers: redirects, asked });
      return { socket, peer: addresses[0] ?? "" };
    },
    secure: async (socket) => socket,
  };
  return { deps, dialled, asked };
}

describe("addresses given by users", () => {
  it("holds the whole list", () => expect(CASES).toHaveLength(180));

  it.concurrent.each(CASES)("$id: $expect, $why", async (one) => {
    const { deps, dialled, asked } = world(one);
    const path = join(dir, `${one.id}.part`);
    const attempt = () =>
      downloadFile(
        { connect: deps },
        { ...POLICY, url: one.url, path, bytesMax: 1_000, headers: { authorization: "Basic fake", cookie: "a=b" } },
      ).then(
        (file) => file,
        (error: unknown) => error,
      );
    let outcome = await attempt();
    if (one.secondAttempt) {
      await rm(path, { force: true });
      outcome = await attempt();
    }
    for (const address of dialled) expect(one.mayDial ?? []).toContain(address);
    for (const address of one.mustNotDial ?? []) expect(dialled).not.toContain(address);
    const mayEndWell = one.expect === "allow" || one.okIfPinned || one.policy === "body-decides";
    if (one.expect === "allow" || (mayEndWell && !(outcome instanceof Error))) {
      expect(outcome).toMatchObject({ sizeBytes: SOUND.length });
    } else {
      expect(outcome).toBeInstanceOf(AppError);
      expect(outcome).toMatchObject({ code: "upstream_failed" });
      expect(await readdir(dir)).not.toContain(`${one.id}.part`);
    }
    const firstHost = asked[0]?.host;
    for (const headers of asked.filter(({ host }) => host !== firstHost)) {
      expect(headers).not.toHaveProperty("authorization");
      expect(headers).not.toHaveProperty("cookie");
    }
  });
});
