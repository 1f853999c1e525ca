import { isIP } from "node:net";
import { FetchFault } from "./fetch-fault.ts";
import { isHouseAddress, isPublicAddress, isSameAddress } from "./public-address.ts";

/** Where fetches may go. `privateHosts`: `host:port` in lower case that may be reached although its address is private. */
export interface FetchPolicy {
  ports: readonly number[];
  privateHosts: readonly string[];
}

/** Longest address that is read, in characters. */
const URL_CHARACTERS_MAX = 4_096;
/** Of a name and of a label (RFC 1035, section 2.3.4). */
const NAME_CHARACTERS_MAX = 253;
const LABEL_CHARACTERS_MAX = 63;
/** Controls, spaces and backslashes: what parsers of addresses disagree about. */
const AMBIGUOUS = /[\u0000-\u0020\u007f-\u009f\\]/;
/** Endings of names that only mean something inside a house or a machine. */
const INSIDE_SUFFIXES = ["local", "internal", "localhost", "svc", "home.arpa", "localdomain", "lan"];

/**
 * Reads an address and checks what its text tells: scheme, user information, port, name, literal address. Throws
 * `FetchFault` of kind `refused`. What the name leads to is checked when the connection is made.
 */
export function checkUrl(text: string, policy: FetchPolicy): URL {
  if (text.length > URL_CHARACTERS_MAX || AMBIGUOUS.test(text)) throw refused("the text of the address is ambiguous");
  const [, authority] = /^https?:\/\/([^/?#]+)/i.exec(text) ?? [];
  if (authority === undefined || !URL.canParse(text)) throw refused("no readable http or https address");
  if (/[@%]/.test(authority)) throw refused("user information or an encoded host");
  const url = new URL(text);
  const host = hostOf(url);
  const isListed = isPrivateHost(url, policy);
  if (!isListed && !policy.ports.includes(portOf(url))) throw refused(`${withoutQuery(url)}: port ${portOf(url)}`);
  if (isIP(host) === 0) checkName(host, url, isListed);
  else if (!isListed && !isPublicAddress(host)) throw refused(`${withoutQuery(url)}: the address is not public`);
  return url;
}

/**
 * Where a redirect leads. Throws `FetchFault` of kind `refused`, also for a way from https to http.
 */
export function checkRedirect(location: string, from: URL, policy: FetchPolicy): URL {
  if (AMBIGUOUS.test(location) || !URL.canParse(location, from.href))
    throw refused(`${withoutQuery(from)}: redirects to an unreadable address`);
  const url = checkUrl(new URL(location, from).href, policy);
  if (from.protocol === "https:" && url.protocol === "http:")
    throw refused(`${withoutQuery(from)}: redirects from https to http`);
  return url;
}

/** Whether a connection to that address may be made for the sake of that URL. */
export function isAllowedAddress(address: string, url: URL, policy: FetchPolicy): boolean {
  if (isPublicAddress(address)) return true;
  if (!isPrivateHost(url, policy)) return false;
  const host = hostOf(url);
  return isIP(host) === 0 ? isHouseAddress(address) : isSameAddress(address, host);
}

/** Name or address without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** The port, also where the address does not name it. */
export function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

/** For the log: without query, fragment and user information, any of which may hold a secret. */
export function withoutQuery({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function checkName(name: string, url: URL, isListed: boolean): void {
  const labels = name.replace(/\.$/, "").split(".");
  if (name.length > NAME_CHARACTERS_MAX || labels.some((label) => label === "" || label.length > LABEL_CHARACTERS_MAX))
    throw refused(`${withoutQuery(url)}: no possible name`);
  if (isListed) return;
  if (labels.length < 2 || INSIDE_SUFFIXES.some((suffix) => `.${labels.join(".")}`.endsWith(`.${suffix}`)))
    throw refused(`${withoutQuery(url)}: a name of the inside`);
}

/** Whether a setting opens this host and port, whatever its address is. */
export function isPrivateHost(url: URL, { privateHosts }: FetchPolicy): boolean {
  const host = url.hostname.replace(/\.$/, "");
  return privateHosts.some((entry) => {
    const at = entry.lastIndexOf(":");
    return Number(entry.slice(at + 1)) === portOf(url) && normalHost(entry.slice(0, at)) === host;
  });
}

/** As `URL` writes hosts: lower case, international names encoded, addresses shortened. */
function normalHost(host: string): string {
  const text = `http://${host.replace(/\.$/, "")}/`;
  return URL.canParse(text) ? new URL(text).hostname : "";
}

function refused(reason: string): FetchFault {
  return new FetchFault("refused", reason);
}
