import { expect, it } from "vitest";
import { addressRange } from "../../../lambdas/adapters/http/public-address.ts";

it.each(["8.8.8.8", "41.243.0.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"])("takes %s for public", (address) => {
  expect(addressRange(address)).toBe("unicast");
});

it.each([
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:0:127.0.0.1",
  "64:ff9b::a00:1",
  "64:ff9b:1::1",
  "100::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2001::1",
  "3fff::1",
  "4000::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "localhost",
  "",
])("never takes %s for public", (address) => {
  expect(addressRange(address)).not.toBe("unicast");
});
