import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, unsupported } from '../errors.ts';
import { invalidRequest } from './errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export type Algorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5';

const KNOWN: Algorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5'];

/** Length of a digest in bytes. */
const LENGTH: Record<Algorithm, number> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32, SHA512: 64, MD5: 16 };

export interface Checksum {
  algorithm: Algorithm;
  /** Base64; a composite one ends in `-<parts>`. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

export function digest(algorithm: Algorithm, bytes: Uint8Array): Buffer {
  if (algorithm === 'CRC32') return word(crc32(bytes));
  if (algorithm === 'CRC32C') return word(crc32c(bytes));
  if (algorithm === 'CRC64NVME') return crc64nvme(bytes);
  return createHash(algorithm).update(bytes).digest();
}

function word(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value >>> 0);
  return buffer;
}

let castagnoli: Uint32Array | undefined;

function crc32c(bytes: Uint8Array): number {
  if (!castagnoli) {
    castagnoli = new Uint32Array(256);
    for (let n = 0; n < 256; n++) {
      let c = n;
      for (let k = 0; k < 8; k++) c = c & 1 ? 0x82f63b78 ^ (c >>> 1) : c >>> 1;
      castagnoli[n] = c;
    }
  }
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (castagnoli[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

let nvme: { high: Uint32Array; low: Uint32Array } | undefined;

/** Two 32-bit halves: BigInt arithmetic would be a hundred times slower. */
function crc64nvme(bytes: Uint8Array): Buffer {
  if (!nvme) {
    nvme = { high: new Uint32Array(256), low: new Uint32Array(256) };
    for (let n = 0; n < 256; n++) {
      let c = BigInt(n);
      for (let k = 0; k < 8; k++) c = c & 1n ? 0x9a6c9329ac4bc9b5n ^ (c >> 1n) : c >> 1n;
      nvme.high[n] = Number(c >> 32n);
      nvme.low[n] = Number(c & 0xffffffffn);
    }
  }
  const { high, low } = nvme;
  let h = 0xffffffff;
  let l = 0xffffffff;
  for (const byte of bytes) {
    const i = (l ^ byte) & 0xff;
    l = ((l >>> 8) | (h << 24)) ^ (low[i] as number);
    h = (h >>> 8) ^ (high[i] as number);
  }
  return Buffer.concat([word(~h), word(~l)]);
}

export function algorithmOf(name: string | undefined): Algorithm | undefined {
  if (name === undefined) return undefined;
  const upper = name.toUpperCase() as Algorithm;
  if (KNOWN.includes(upper)) return upper;
  if (upper.startsWith('XXHASH')) throw unsupported('s3', `checksums of algorithm ${name}`);
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

/** Checksum members of an input, e.g. `{ChecksumCRC32: '…'}`. */
type WithChecksums = { ChecksumAlgorithm?: string | undefined; ContentMD5?: string | undefined };

/** The checksum that a request states, if it states one. */
export function statedChecksum(input: object): { algorithm: Algorithm; value: string } | undefined {
  const record = input as Record<string, unknown>;
  const stated = Object.keys(record).filter((name) => /^Checksum[A-Z0-9]+$/.test(name) && record[name] !== undefined);
  if (stated.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  if (!stated[0]) return undefined;
  return { algorithm: algorithmOf(stated[0].slice('Checksum'.length)) as Algorithm, value: String(record[stated[0]]) };
}

/**
 * Checks the body against Content-MD5 and the checksum that came with it, and answers with the checksum to keep: the stated one,
 * else one of the algorithm asked for, else CRC64NVME, as S3 computes it by itself.
 */
export function verifyBody(input: WithChecksums, body: Uint8Array, fallback: Algorithm = 'CRC64NVME'): Checksum {
  if (input.ContentMD5 !== undefined) {
    if (Buffer.from(input.ContentMD5, 'base64').length !== 16)
      throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
    if (digest('MD5', body).toString('base64') !== input.ContentMD5)
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const stated = statedChecksum(input);
  const algorithm = stated?.algorithm ?? algorithmOf(input.ChecksumAlgorithm) ?? fallback;
  const value = digest(algorithm, body).toString('base64');
  if (stated && Buffer.from(stated.value, 'base64').length !== LENGTH[algorithm])
    throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  if (stated && stated.value !== value)
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  return { algorithm, value, type: 'FULL_OBJECT' };
}

/** As output members. */
export function checksumMembers(checksum: Checksum | undefined, withType = true): Record<string, string> {
  if (!checksum) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ...(withType ? { ChecksumType: checksum.type } : {}) };
}
