import { validationError } from '../errors.ts';

/**
 * Cuts an IPv4 block into `count` blocks that leave `bits` bits for hosts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const [, address, mask] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(block) ?? [];
  const room = 2 ** (32 - Number(mask));
  const size = 2 ** bits;
  if (address === undefined || !(count >= 1 && count <= 256) || size * count > room) {
    throw validationError(`Template error: Fn::Cidr cannot cut ${count} blocks of ${bits} bits from ${block}`);
  }
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const base = first - (first % room);
  return Array.from({ length: count }, (_, i) => `${dotted(base + i * size)}/${32 - bits}`);
}

const dotted = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
