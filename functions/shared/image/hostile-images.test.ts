import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { jpegPixels } from './jpeg-pixels.ts';
import { refusePngBomb } from './png-bomb.ts';
import { acceptImage } from './sniff.ts';

function png({ width, height, interlaced, data }: { width: number; height: number; interlaced: boolean; data: Buffer }): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a PNG that unpacks to more than it claims', () => {
  const image = (bytes: number) => png({ width: 16, height: 16, interlaced: true, data: deflateSync(Buffer.alloc(bytes)) });

  it('is refused, however small it is', () => {
    const bomb = image(64 * 1024 ** 2);
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => refusePngBomb(bomb)).toThrow(expect.objectContaining({ code: 'DECOMPRESSION_BOMB', status: 413 }));
  });

  it('is not one that only has the rows of all seven passes', () => {
    // 16 × 16 pixels of four bytes, and a filter byte for each of the 60 or so rows of the passes
    expect(() => refusePngBomb(image(16 * 16 * 4 + 16 * 4))).not.toThrow();
  });

  it('is left to the decoder when its data are broken', () => {
    expect(() => refusePngBomb(png({ width: 16, height: 16, interlaced: true, data: Buffer.from('no zlib') }))).not.toThrow();
  });
});

describe('the size that a JPEG claims', () => {
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const frame = (width: number, height: number) =>
    segment(0xc2, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 3, 0, 0, 0]));
  const jpeg = (...segments: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments]);

  it('is found behind tables and comments', () => {
    const file = jpeg(segment(0xfe, Buffer.alloc(500)), segment(0xc4, Buffer.alloc(30)), frame(60_000, 50_000));
    expect(jpegPixels(file)).toEqual({ pixels: 3_000_000_000 });
    expect(() => acceptImage(file)).toThrow(expect.objectContaining({ code: 'IMAGE_TOO_LARGE' }));
  });

  it('is found behind fill bytes', () => {
    const file = jpeg(segment(0xfe, Buffer.alloc(5)), Buffer.alloc(7, 0xff), frame(60_000, 50_000));
    expect(jpegPixels(file)).toEqual({ pixels: 3_000_000_000 });
  });

  it('is unknown where the bytes end before it', () => {
    expect(jpegPixels(jpeg(segment(0xfe, Buffer.alloc(500))))).toEqual({});
    expect(jpegPixels(jpeg(segment(0xfe, Buffer.alloc(500)), frame(9, 9)).subarray(0, 300))).toEqual({});
    expect(acceptImage(jpeg(segment(0xfe, Buffer.alloc(500)), frame(9, 9)))).toEqual({ contentType: 'image/jpeg', pixels: 81 });
  });
});
