/**
 * Which network addresses a feed may live at. A feed's URL comes from a person, but its redirects and its DNS come from
 * anybody: without this check a feed could read the cloud's metadata service or a desk's own intranet for them.
 */
import ipaddr from "ipaddr.js";

/**
 * @param address - an IPv4 or IPv6 address as the resolver or the socket gives it, without brackets
 * @returns a word for what the address is, `unicast` when it is a public one; `invalid` when it is no address
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sibling
 */
export function addressRange(address: string): string {
  // A zone (`fe80::1%eth0`) only exists on link-local addresses.
  if (!ipaddr.isValid(address) || address.includes("%")) return "invalid";
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (parsed.kind() === "ipv6" && range === "unicast" && !isGlobalIPv6(parsed.toByteArray())) return "reserved";
  return range;
}

/** Only 2000::/3 is assigned; `::127.0.0.1` and other oddities outside of it are nobody's. */
function isGlobalIPv6(bytes: readonly number[]): boolean {
  return ((bytes[0] ?? 0) & 0xe0) === 0x20;
}
