import { BlockList, isIP } from 'node:net';
import { PatternError } from './pattern-error.ts';

/** An IPv4 or IPv6 block, `10.0.0.0/24`, or a single address. Values that are no addresses don't match. */
export function compileCidr(operand: unknown): (value: unknown) => boolean {
  if (typeof operand !== 'string') throw new PatternError('prefix match pattern must be a string');
  const [address = '', length, ...more] = operand.split('/');
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  if (!version || more.length > 0 || !/^\d+$/.test(length ?? '0') || prefix > bits)
    throw new PatternError(`Malformed CIDR, one '/' required: ${operand}`);
  const block = new BlockList();
  block.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return (value) => typeof value === 'string' && isIP(value) === version && block.check(value, version === 6 ? 'ipv6' : 'ipv4');
}
