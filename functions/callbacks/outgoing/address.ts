import ipaddr from 'ipaddr.js';

/** Why an address is none that a callback may reach. */
export type AddressRefusal = 'LOOPBACK' | 'METADATA' | 'LINK_LOCAL' | 'PRIVATE' | 'NOT_PUBLIC';

/** Where clouds tell machines their credentials: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
const METADATA = new Set(['169.254.169.254', '169.254.170.2', '169.254.170.23', 'fd00:ec2::254', 'fd00:ec2::23']);

/** All IPv6 addresses that are handed out to anybody: https://www.iana.org/assignments/ipv6-unicast-address-assignments */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * What speaks against an address; undefined when it is public. Only what is known to be public is let through, so that a kind of address
 * nobody thought of is refused too. IPv4 in IPv6 clothes (::ffff:127.0.0.1) is judged as IPv4.
 */
export function refusalOf(text: string): AddressRefusal | undefined {
  const address = ipaddr.process(text);
  if (METADATA.has(address.toString())) return 'METADATA';
  const range = address.range();
  if (range === 'loopback') return 'LOOPBACK';
  if (range === 'linkLocal') return 'LINK_LOCAL';
  if (range === 'private' || range === 'uniqueLocal' || range === 'carrierGradeNat') return 'PRIVATE';
  if (range !== 'unicast') return 'NOT_PUBLIC';
  return address.kind() === 'ipv6' && !address.match(GLOBAL_IPV6) ? 'NOT_PUBLIC' : undefined;
}

/** Addresses that are allowed by name though they are not public. */
export type Allowed = (address: string) => boolean;

/** `127.0.0.1,10.1.0.0/16`; nothing allows nothing. */
export function allowedBy(list: string): Allowed {
  const ranges = list
    .split(',')
    .filter(Boolean)
    .map((one) => (one.includes('/') ? ipaddr.parseCIDR(one) : single(ipaddr.parse(one))));
  return (text) => {
    const address = ipaddr.process(text);
    return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  };
}

const single = (address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] => [address, address.kind() === 'ipv4' ? 32 : 128];
