import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Addresses that are public by their number and yet lead to the inside of a cloud: Azure's host, Equinix Metal's
 * metadata. IPv4; there are none of IPv6.
 */
const CLOUD_INSIDES = new Set(["168.63.129.16", "192.80.8.124"]);

/** IPv6 addresses that are given out for the whole internet (RFC 4291, section 2.4): 2000::/3. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/** Ranges in which a house keeps its own machines. */
const HOUSE_RANGES = new Set(["private", "loopback", "uniqueLocal", "carrierGradeNat"]);

/**
 * Whether an address leads to the public internet and nowhere else: no loopback, private, link-local, carrier-grade
 * NAT, multicast, documentation or other reserved range, and no address that carries another one inside (NAT64, 6to4,
 * Teredo). IPv4 inside IPv6 (`::ffff:a.b.c.d`) counts as IPv4. What is no address, or has a zone (`%`), does not.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (address === null || address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) return address.match(GLOBAL_UNICAST);
  return !CLOUD_INSIDES.has(address.toString());
}

/** Whether an address is one of a house's own (private, loopback), which a setting can open; never a link-local one. */
export function isHouseAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && HOUSE_RANGES.has(address.range());
}

/** Whether two texts are the same address. */
export function isSameAddress(one: string, other: string): boolean {
  const [first, second] = [parseAddress(one), parseAddress(other)];
  return first !== null && second !== null && first.toNormalizedString() === second.toNormalizedString();
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return isIP(text) === 0 || text.includes("%") ? null : ipaddr.process(text);
}
