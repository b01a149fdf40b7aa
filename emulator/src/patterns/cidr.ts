import { BlockList, isIP } from 'node:net';
import { PatternError } from './pattern-error.ts';

/** An IPv4 or IPv6 block, `10.0.0.0/24`. Values that are no addresses don't match. */
export function compileCidr(operand: unknown): (value: unknown) => boolean {
  if (typeof operand !== 'string') throw new PatternError('prefix match pattern must be a string');
  const [address = '', length, ...more] = operand.split('/');
  if (length === undefined || more.length > 0) throw new PatternError("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(length)) throw new PatternError('Malformed CIDR, mask bits must be an integer');
  const version = isIP(address);
  if (!version) throw new PatternError(`Nonstandard IP address: ${address}`);
  const prefix = Number(length);
  if (prefix > (version === 6 ? 128 : 32)) throw new PatternError(`Malformed CIDR, mask bits must be at most ${version === 6 ? 128 : 32}`);
  const block = new BlockList();
  block.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return (value) => typeof value === 'string' && isIP(value) === version && block.check(value, version === 6 ? 'ipv6' : 'ipv4');
}
