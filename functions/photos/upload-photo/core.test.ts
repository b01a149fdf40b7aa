import { readFileSync } from 'node:fs';
import { Jimp } from 'jimp';
import { describe, expect, it } from 'vitest';
import { uploadPhoto } from './core.ts';
import { imageBytes } from './image-bytes.ts';

const photo = (name: string) => readFileSync(new URL(`../../../photos/${name}`, import.meta.url));

function world() {
  const order: string[] = [];
  const images = new Map<string, { body: Uint8Array; contentType: string }>();
  return {
    order,
    image: (key: string) => images.get(key) ?? expect.fail(`nothing was kept as ${key}`),
    deps: {
      putImage: async (key: string, body: Uint8Array, contentType: string) => {
        order.push(key);
        images.set(key, { body, contentType });
      },
      putPhoto: async () => {
        order.push('record');
      },
      now: () => 7,
    },
  };
}

describe('uploadPhoto', () => {
  it.each([
    ['rocket.jpg', 'image/jpeg', 640, 427],
    ['chelsea.png', 'image/png', 451, 300],
  ])('keeps %s as it came, beside a small JPEG, and records it last', async (name, contentType, width, height) => {
    const { deps, image, order } = world();
    const bytes = photo(name);
    const kept = await uploadPhoto(bytes, deps);
    expect(kept).toMatchObject({ contentType, width, height, size: bytes.length, uploadedAt: 7 });
    expect(Buffer.from(image(kept.originalKey).body).equals(bytes)).toBe(true);
    const thumbnail = image(kept.thumbnailKey);
    expect(thumbnail.contentType).toBe('image/jpeg');
    const { width: w, height: h } = await Jimp.fromBuffer(Buffer.from(thumbnail.body));
    expect(w).toBe(320);
    expect(Math.abs(h - (320 * height) / width)).toBeLessThan(1.5);
    expect(order.at(-1)).toBe('record');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 400, 'EMPTY_BODY'],
    ['a text', Buffer.from('just a text that is no image, whatever it is called'), 415, 'NOT_AN_IMAGE'],
    ['half a PNG', photo('chelsea.png').subarray(0, 2000), 415, 'BROKEN_IMAGE'],
    ['half a JPEG header', photo('rocket.jpg').subarray(0, 200), 415, 'BROKEN_IMAGE'],
    ['a PNG that claims to be huge', hugePng(), 413, 'IMAGE_TOO_LARGE'],
  ])('refuses %s', async (_, bytes, status, code) => {
    const { deps, order } = world();
    await expect(uploadPhoto(bytes, deps)).rejects.toMatchObject({ status, code });
    expect(order).toEqual([]);
  });
});

describe('imageBytes', () => {
  const bytes = photo('chelsea.png');
  it.each([
    ['raw bytes, as a function URL brings them', { body: bytes.toString('base64'), isBase64Encoded: true }],
    ['base64 text', { body: bytes.toString('base64'), isBase64Encoded: false }],
    ['a data: URL', { body: `data:image/png;base64,${bytes.toString('base64')}`, isBase64Encoded: false }],
    ['base64 text in base64', { body: Buffer.from(bytes.toString('base64')).toString('base64'), isBase64Encoded: true }],
  ])('reads %s', (_, event) => {
    expect(Buffer.from(imageBytes(event)).equals(bytes)).toBe(true);
  });
});

function hugePng(): Buffer {
  const bytes = Buffer.from(photo('chelsea.png'));
  bytes.writeUInt32BE(50_000, 16);
  bytes.writeUInt32BE(50_000, 20);
  return bytes;
}
