import { createCipheriv, createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** https://www.w3.org/TR/png-3/#5Chunk-layout */
function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

export interface Png {
  width: number;
  height: number;
  /** What the rows unpack to; by default a gradient that fits the size. */
  rows?: Uint8Array;
  interlaced?: boolean;
  /** Beside the picture. */
  padding?: Uint8Array;
}

/** A PNG of 8-bit grey. */
export function png({ width, height, rows = gradient(width, height), interlaced = false, padding }: Png): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    SIGNATURE,
    pngChunk('IHDR', header),
    // lower case in the first letter: whoever decodes may skip it
    ...(padding ? [pngChunk('paDd', padding)] : []),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function gradient(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = ((x + y) * 255) / (width + height);
  return rows;
}

/** Bytes that look like chance and are the same for the same seed. */
export function noise(size: number, seed: string): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

/**
 * An image of exactly so many bytes: a small picture with a chunk of noise that decoders skip. It is as heavy to carry as a photograph of
 * that size, and as quick to decode as a small one.
 */
export function paddedImage(size: number, seed: string): Buffer {
  const picture = { width: 640, height: 480 };
  const padding = size - png({ ...picture, padding: Buffer.alloc(0) }).length;
  if (padding < 0) throw new Error(`An image of ${size} bytes is too small`);
  return png({ ...picture, padding: noise(padding, seed) });
}
