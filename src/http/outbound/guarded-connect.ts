import { lookup } from "node:dns/promises";
import { connect, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { buildConnector } from "undici";
import { type FetchPolicy, hostOf, isAllowedAddress, portOf, withoutQuery } from "./check-url.ts";
import { FetchFault } from "./fetch-fault.ts";
import { isSameAddress } from "./public-address.ts";

/** Every address of a name. Rejects with Node's codes: ENOTFOUND and ENODATA mean that there is none. */
export type Resolve = (name: string) => Promise<string[]>;

/** Opens a connection to one of the addresses and to nothing else; `peer` is the address reached. */
export type Dial = (
  target: { addresses: readonly string[]; port: number },
  signal: AbortSignal,
) => Promise<{ socket: Socket; peer: string }>;

/** Puts TLS over a connection and checks the certificate against the host. */
export type Secure = (socket: Socket, host: string, signal: AbortSignal) => Promise<Socket>;

/** How connections come about; tests give their own. */
export interface ConnectDeps {
  resolve: Resolve;
  dial: Dial;
  secure: Secure;
}

/** The system's ways. */
export const systemConnect: ConnectDeps = { resolve: resolveBySystem, dial: dialTcp, secure: secureWith({}) };

/**
 * Connects for the sake of one URL, inside undici's `connect`, where no way leads past: literal addresses, every address
 * of a name (one that is not allowed refuses the whole answer) and the peer once connected. The name is asked once and
 * the answer is what is dialled. Fails with `FetchFault` of kind `refused`, `unresolved`, `unreachable` or `certificate`.
 */
export function guardedConnector(
  deps: ConnectDeps,
  { url, policy, signal }: { url: URL; policy: FetchPolicy; signal: AbortSignal },
): buildConnector.connector {
  return (_, callback) => {
    connectGuarded(deps, url, policy, signal).then(
      (socket) => callback(null, socket),
      (error) => callback(error, null),
    );
  };
}

async function connectGuarded(deps: ConnectDeps, url: URL, policy: FetchPolicy, signal: AbortSignal): Promise<Socket> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolveAll(deps.resolve, host, url, signal) : [host];
  const barred = addresses.find((address) => !isAllowedAddress(address, url, policy));
  if (barred !== undefined)
    throw new FetchFault("refused", `${withoutQuery(url)}: ${barred.slice(0, 100)} is not allowed`);
  const { socket, peer } = await reach(url, () => deps.dial({ addresses, port: portOf(url) }, signal));
  if (!addresses.some((address) => isSameAddress(address, peer))) {
    socket.destroy();
    throw new FetchFault("refused", `${withoutQuery(url)}: reached ${peer.slice(0, 100)}`);
  }
  if (url.protocol === "http:") return socket;
  return reach(url, () => deps.secure(socket, host.replace(/\.$/, ""), signal));
}

async function resolveAll(resolve: Resolve, host: string, url: URL, signal: AbortSignal): Promise<string[]> {
  try {
    const addresses = await withSignal(resolve(host), signal);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    const code = (cause as { code?: unknown } | null)?.code;
    if (code !== "ENOTFOUND" && code !== "ENODATA")
      throw new FetchFault("unreachable", `${withoutQuery(url)}: the name was not resolved`, { cause });
  }
  throw new FetchFault("unresolved", `${withoutQuery(url)}: the name has no address`);
}

/** Codes of OpenSSL's verdict and of Node's comparison of names. */
const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_CERT|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_)/;

async function reach<T>(url: URL, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (cause) {
    const code = (cause as { code?: unknown } | null)?.code;
    const kind = typeof code === "string" && CERTIFICATE.test(code) ? "certificate" : "unreachable";
    throw new FetchFault(kind, `${withoutQuery(url)}: no connection`, { cause });
  }
}

async function resolveBySystem(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true, order: "verbatim" });
  return found.map(({ address }) => address);
}

function dialTcp(
  { addresses, port }: { addresses: readonly string[]; port: number },
  signal: AbortSignal,
): Promise<{ socket: Socket; peer: string }> {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookupPinned: LookupFunction = (_name, { all }, done) => {
    const [first] = entries;
    if (all) done(null, entries);
    else done(null, first?.address ?? "", first?.family);
  };
  return new Promise((resolve, reject) => {
    // The name is never looked at: the lookup answers with the addresses that were checked.
    const socket = connect({ host: "pinned.invalid", port, lookup: lookupPinned, autoSelectFamily: true, signal });
    socket.once("error", reject).once("connect", () => {
      socket.off("error", reject).setNoDelay(true);
      resolve({ socket, peer: socket.remoteAddress ?? "" });
    });
  });
}

/** TLS with the system's authorities, or with `ca` (PEM) in their place. HTTP/1.1 only. */
export function secureWith({ ca }: { ca?: string }): Secure {
  return (socket, host, signal) =>
    new Promise((resolve, reject) => {
      const name = isIP(host) === 0 ? { servername: host } : {};
      const tls = connectTls({
        socket,
        host,
        ...name,
        ALPNProtocols: ["http/1.1"],
        ...(ca === undefined ? {} : { ca }),
      });
      const stop = () => tls.destroy(signal.reason as Error);
      const settle = (error?: Error) => {
        signal.removeEventListener("abort", stop);
        tls.off("error", settle).off("close", onClose);
        if (error) reject(error);
        else resolve(tls);
      };
      const onClose = () => settle(new Error("closed while TLS was being agreed"));
      tls
        .once("error", settle)
        .once("close", onClose)
        .once("secureConnect", () => settle());
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
    });
}

function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
