import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_PHOTO, readPhoto } from './photo.ts';

test('an image is known by its content', async () => {
  expect(await readPhoto('photos/rocket.jpg')).toMatchObject({ name: 'rocket.jpg', contentType: 'image/jpeg' });
  expect(await readPhoto('photos/chelsea.png')).toMatchObject({ contentType: 'image/png' });
});

test('the largest photo fits into an event, with its headers', () => {
  expect(Buffer.alloc(MAX_PHOTO).toString('base64').length + 16 * 1024).toBeLessThanOrEqual(6_291_456);
});

test('what is missing, a folder, no image or too large is refused with exit code 4', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'photo-'));
  await writeFile(join(folder, 'text.png'), 'not an image');
  await writeFile(join(folder, 'large.jpg'), Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(MAX_PHOTO)]));
  await expect(readPhoto(join(folder, 'none.jpg'))).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('no such file'),
  });
  await expect(readPhoto(folder)).rejects.toMatchObject({ exitCode: 4 });
  await expect(readPhoto(join(folder, 'text.png'))).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('not an image'),
  });
  await expect(readPhoto(join(folder, 'large.jpg'))).rejects.toMatchObject({ exitCode: 4 });
});
